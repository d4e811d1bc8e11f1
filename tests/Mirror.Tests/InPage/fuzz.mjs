// Readers of the page, given slightly wrong inputs: a Finding or a code, never another exception, and never a pass. Prints what differs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const root = process.argv[2];
const module = (name) => import(pathToFileURL(`${root}/src/Mirror/InPage/${name}.mjs`));
const { unhex, utf8 } = await module("bytes");
const { jsonOf } = await module("json");
const { Finding, checkpointOf, keyOf } = await module("notes");
const { ended, sayFile } = await module("proofs");
const { sayOpening } = await module("report");

const vectors = JSON.parse(readFileSync(`${root}/docs/spec/proof-vectors.json`, "utf8"));
const good = vectors.file.find((v) => v.name === "four leaves and a band");
const leaves = good.leaves.map(({ index, leaf }) => ({ index, leaf: unhex(leaf) }));
const corpus = readFileSync(`${root}/tests/Ledger.Tests/Register/Proofs/Corpus/unopened.txt`, "utf8").split("\n").map(unhex);

// The same in every run.
let state = 12345;
const next = (below) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % below;
};

function mutated(bytes) {
  const at = next(bytes.length);
  switch (next(5)) {
    case 0: return bytes.slice(0, at);
    case 1: return Uint8Array.from([...bytes, next(256)]);
    case 2: return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(next(bytes.length))]);
    case 3: return bytes.slice().fill([0, 127, 128, 255][next(4)], at, at + 1 + next(40));
    default: return bytes.map((byte, i) => (i === at ? byte ^ (1 << next(8)) : byte));
  }
}

const same = (a, b) => Buffer.compare(a, b) === 0;
const file = unhex(good.file);
for (const bytes of [...corpus, ...Array.from({ length: 120 }, () => mutated(file))]) {
  const said = ended(sayFile(good, leaves, bytes));
  if (said.length === 0 && !same(bytes, file)) console.log(`a file passes: ${Buffer.from(bytes).toString("hex")}`);
}

const key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const note = utf8("example.com/foo\n7\n" + "A".repeat(43) + "=\n\n— example.com/foo Uw2QOg==\n— example.com/foo " + Buffer.from([0x53, 0x0d, 0x90, 0x3a, ...new Uint8Array(64)]).toString("base64") + "\n");
const opening = utf8(JSON.stringify({ leaf: 1, class: "open", blind: "AAAA", fields: Array.from({ length: 14 }, () => ({ name: "schema", value: "x", salt: "AAAA" })), outcome: { state: "closed", items: [] } }));
for (let i = 0; i < 2000; i++) {
  try {
    const read = keyOf(Buffer.from(mutated(utf8(key))).toString("latin1"));
    checkpointOf(mutated(note), read);
    console.log("a checkpoint without a true signature passes");
  } catch (error) {
    if (!(error instanceof Finding)) console.log(`a note throws: ${error.stack}`);
  }
  try {
    if (checkpointOf(mutated(note), keyOf(key))) console.log("a false signature passes");
  } catch (error) {
    if (!(error instanceof Finding)) console.log(`a note throws: ${error.stack}`);
  }
  try {
    if (sayOpening(leaves[0].leaf, jsonOf(mutated(opening))) === null) console.log("an opening of nothing passes");
  } catch (error) {
    console.log(`an opening throws: ${error.stack}`);
  }
}
