// Every vector of docs/spec/proof-vectors.json against the modules that the page loads. Prints what differs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const root = process.argv[2];
const module = (name) => import(pathToFileURL(`${root}/src/Mirror/InPage/${name}.mjs`));
const { unhex } = await module("bytes");
const { ClassProofs, ended, sayBand, sayFile, sayRanges } = await module("proofs");

const vectors = JSON.parse(readFileSync(`${root}/docs/spec/proof-vectors.json`, "utf8"));
const leavesOf = (list) => list.map(({ index, leaf }) => ({ index, leaf: unhex(leaf) }));
let checked = 0;
const expect = (part, name, says, said) => {
  checked++;
  if (JSON.stringify(says) !== JSON.stringify(said)) console.log(`${part}, ${name}: should say ${says}, says ${said}`);
};

for (const v of vectors.class) {
  const one = { index: v.index, leaf: unhex(v.leaf), proof: unhex(v.proof) };
  expect("class", v.name, v.says, new ClassProofs(v.origin, v.period).say([one])[0]);
}

// All of one log and period at once: a false one must not hide behind a true one, nor spoil it.
const together = vectors.class.filter((v) => v.origin === vectors.class[0].origin && v.period === vectors.class[0].period);
const said = new ClassProofs(together[0].origin, together[0].period).say(together.map((v) => ({ index: v.index, leaf: unhex(v.leaf), proof: unhex(v.proof) })));
together.forEach((v, i) => expect("class, together", v.name, v.says, said[i]));

for (const v of vectors.band) expect("band", v.name, v.says, sayBand(v, leavesOf(vectors.leaves[v.leaves]), unhex(v.proof)));
for (const v of vectors.file) expect("file", v.name, v.says, ended(sayFile(v, leavesOf(v.leaves), unhex(v.file))).map(([, code]) => code));
for (const v of vectors.ranges) expect("ranges", v.name, v.says, sayRanges(v.reports));

const { Walk, daysOf, textOfSeconds } = await module("batches");
for (const v of JSON.parse(readFileSync(`${root}/docs/spec/batch-vectors.json`, "utf8")).walk) {
  const walk = new Walk();
  const says = v.entries.flatMap((entry, index) => walk.take({ R: "register", A: "authorisation" }[entry] ?? null, typeof entry === "string" ? null : entry).map((code) => [index, code]));
  expect("batches", v.name, v.says, says);
  expect("batches", `${v.name}: its batches`, v.batches, walk.batches.map(({ due, closes, leaves, reserve, first, count }) => ({ due: textOfSeconds(due), closes: textOfSeconds(closes), leaves, reserve, first, count })));
  expect("batches", `${v.name}: its end`, v.endsWithin, walk.endsWithin);
}

const periods = {
  2020: ["2020-01-01", "2020-12-31"], "2020-h2": ["2020-07-01", "2020-12-31"], "2020-q1": ["2020-01-01", "2020-03-31"], "2020-02": ["2020-02-01", "2020-02-29"],
  "2015-01-01--2015-05-31": ["2015-01-01", "2015-05-31"], "2020-h3": null, "2020-13": null, "": null,
};
for (const [period, days] of Object.entries(periods)) expect("periods", period, days, daysOf(period));
if (checked < 220) console.log(`only ${checked} vectors`);
