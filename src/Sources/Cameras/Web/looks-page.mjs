// The list of looks, newest first.
import { able, at, fail, home, made, momentOf, name, on, part, say, showStanding } from "./page.mjs";
import { readLooks } from "./looks.mjs";
import { openHome } from "./mine.mjs";

const onPage = 100;
const verbs = {
  watched: "played", live: "watched live", downloaded: "downloaded", deleted: "deleted", kept: "kept for good", "let-go": "let go of", exported: "exported all clips",
};
const rows = part.querySelector("tbody");
const cameras = new Map();

let mine;
let from;

const cameraOf = (id) => cameras.get(id) ?? "a camera that is not there any more";

function whatOf(look) {
  const clip = look.card === null ? "" : ` clip ${look.card} of`;
  return look.what === "exported" ? verbs.exported : `${verbs[look.what]}${clip} ${cameraOf(look.camera)}`;
}

function shown(look) {
  const row = made("row");
  if (look.missing || look.odd) {
    at("when", row).textContent = `Look ${look.number}`;
    at("what", row).textContent = look.missing ? "is missing: it was held back or lost" : "does not open, or is not signed by a device of this home";
    return row;
  }
  at("when", row).textContent = momentOf(look.at);
  name(at("who", row), mine.nameOf(look.by) + (look.by === mine.own.id ? " (this browser)" : ""));
  name(at("what", row), whatOf(look));
  return row;
}

async function more() {
  const to = from;
  from = Math.max(0, to - onPage);
  if (to > 0) {
    const { looks } = await readLooks(mine, from);
    rows.append(...looks.filter((one) => one.number < to).reverse().map(shown));
  }
  at("earlier").hidden = from === 0;
}

async function begin() {
  say("Opening …");
  mine = await openHome(home);
  say("");
  if (!showStanding(mine)) return;
  for (const one of mine.state.cameras) {
    const settings = await mine.settings(one).catch(() => null);
    cameras.set(one.camera, settings?.name ?? (await mine.health(one).catch(() => null))?.name ?? "Camera");
  }
  from = mine.state.looks;
  at("none").textContent = from === 0 ? "Nobody has looked at anything yet." : "";
  on(at("earlier"), more);
  await more();
}

if (able()) await begin().catch(fail);
