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
if (checked < 150) console.log(`only ${checked} vectors`);
