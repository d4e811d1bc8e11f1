// Vectors in the form of docs/spec/record-vectors.json against the modules that the page loads: node record.mjs ROOT FILE. Prints what differs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [root, file = `${root}/docs/spec/record-vectors.json`] = process.argv.slice(2);
const module = (name) => import(pathToFileURL(`${root}/src/Mirror/InPage/${name}.mjs`));
const { unhex, utf8 } = await module("bytes");
const { daysOf } = await module("batches");
const { readFact } = await module("facts");
const { isReport, wordsOf } = await module("forms");
const { jsonOf } = await module("json");
const { Finding, checkpointOf, keyOf } = await module("notes");
const { sayOpening } = await module("report");

function code(run) {
  try {
    run();
    return "ok";
  } catch (error) {
    if (error instanceof Finding) return error.code;
    throw error;
  }
}

// What is not here only the program reads.
const says = {
  keys: ({ vkey }) => code(() => keyOf(vkey)),
  checkpoints: ({ vkey, note }) => code(() => checkpointOf(utf8(note), keyOf(vkey))),
  facts: ({ entry }) => readFact(utf8(entry)).code ?? "ok",
  openings: ({ leaf, line }) => sayOpening(unhex(leaf), jsonOf(utf8(line))) ?? "ok",
  reports: ({ report }) => {
    const read = jsonOf(utf8(report));
    return isReport(read) && daysOf(read.period) !== null && wordsOf(read.form) !== null ? "ok" : "verify-report-malformed";
  },
};

const vectors = JSON.parse(readFileSync(file, "utf8"));
let checked = 0;
for (const [part, say] of Object.entries(says)) {
  for (const vector of vectors[part] ?? []) {
    checked++;
    const said = say(vector);
    if (said !== vector.says) console.log(`${part}, ${vector.name}: should say ${vector.says}, says ${said}: ${JSON.stringify(vector).slice(0, 400)}`);
  }
}
if (checked < 500) console.log(`only ${checked} vectors`);
