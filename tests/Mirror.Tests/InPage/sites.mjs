// Sites in folders, each with what is to be said of its report: node sites.mjs ROOT FOLDER=CODE[=PERIOD[=FILE]] ... FILE: the checkpoint that was read before. Prints what differs.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [root, ...sites] = process.argv.slice(2);
const { Finding } = await import(pathToFileURL(`${root}/src/Mirror/InPage/notes.mjs`));
const { checkReport } = await import(pathToFileURL(`${root}/src/Mirror/InPage/report.mjs`));
const steps = ["checkpoint", "log", "report", "openings", "recount", "closed", "ranges"];

for (const site of sites) {
  const [folder, says, period = "2026-h1", before] = site.split("=");
  const kept = before === undefined ? null : await readFile(before, "utf8");
  let keeps = null;
  const memory = { read: () => kept, write: (_, note) => (keeps = note) };
  const fetched = async (path) => {
    for (const place of [`${folder}/${path}`, `${folder}/published/${path}`]) {
      try {
        return new Uint8Array(await readFile(place));
      } catch (error) {
        if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
      }
    }
    return null;
  };
  const held = [];
  let said = "ok";
  try {
    await checkReport({ fetched, period, vkey: "", step: async () => {}, held: (id) => held.push(id), memory });
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    said = error.code;
  }
  if (says === "verify-split-view" && keeps !== null) console.log("the other history was kept");
  if (said !== says) console.log(`should say ${says}, says ${said}`);
  if ((said === "ok") !== (held.join() === steps.join())) console.log(`${says}: held ${held}`);
}
