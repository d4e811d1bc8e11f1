// What an owner sets for a camera: signed here, sealed for the hub. The site carries it and can neither read nor change it.
import { ask } from "./ask.mjs";
import { able, at, camera, clear, fail, home, made, name, on, onSubmit, picture, say, sentenceOf, showStanding } from "./page.mjs";
import { openHome } from "./mine.mjs";
import { cellOf, readPlace } from "./place.mjs";
import { drawable, paint, read, write } from "./shapes.mjs";
import { newest, poster } from "./timeline.mjs";

const form = at("form");
const field = (called) => form.elements.namedItem(called);
const kinds = ["masks", "zones"];
const mostShapes = 64;
const words = { masks: "Mask", zones: "Zone" };

let mine;
let here;
let known = null;
let number = 0;

const kindPart = (kind) => form.querySelector(`[data-kind="${kind}"]`);
const inputs = (kind) => [...kindPart(kind).querySelectorAll("input")];

function repaint() {
  for (const kind of kinds) {
    inputs(kind).forEach((input, i) => {
      at("label", input.closest("li")).textContent = `${words[kind]} ${i + 1}`;
    });
    paint(at("areas"), kind, inputs(kind).map((input) => read(input.value)).filter((shape) => shape !== null));
  }
}

function addRow(kind, shape) {
  if (inputs(kind).length >= mostShapes) return fail(`There are at most ${mostShapes} of one kind.`);
  const row = made("row");
  const input = row.querySelector("input");
  input.value = shape ? write(shape) : "";
  input.addEventListener("input", () => {
    input.removeAttribute("aria-invalid");
    repaint();
  });
  at("remove", row).addEventListener("click", () => {
    row.remove();
    repaint();
    at("add", kindPart(kind)).focus();
  });
  at("rows", kindPart(kind)).append(row);
  repaint();
  return input;
}

const heldBy = { owner: "owner-held", provider: "provider-held" };
const signedCustody = () => known?.custody ?? "owner";

/** What choosing would change, and whether the company's server says something else than what an owner signed. */
function showCustody() {
  at("agreeing").hidden = signedCustody() === "provider";
  at("back").hidden = signedCustody() !== "provider" || field("custody").value !== "owner";
  at("custody-differs").hidden = here.custody === signedCustody();
  at("differs").textContent = `The company’s server says ${heldBy[here.custody] ?? "something else"}, and what an owner signed says ${heldBy[signedCustody()]}. `
    + "Your hub gives the company a key only where both say provider-held, so at present it gives none. Save again to tell the server what is signed.";
}

function fill(set) {
  field("name").value = set.name;
  field("custody").value = set.custody;
  field("agree").checked = false;
  field("audio").checked = set.audio;
  field("days").value = String(set.keepDays);
  for (const kind of kinds) {
    at("rows", kindPart(kind)).replaceChildren();
    for (const shape of set[kind]) addRow(kind, shape);
  }
  showCustody();
  repaint();
}

/** What stands in the form; null where something in it is no answer, which is said. */
function typed() {
  const called = field("name").value.trim();
  if (called.length === 0 || called.length > 80 || /\p{Cc}/u.test(called)) return wrong(field("name"), "Give the camera a name of up to 80 characters.");
  const shapes = {};
  for (const kind of kinds) {
    shapes[kind] = [];
    for (const input of inputs(kind)) {
      const shape = read(input.value);
      if (!shape) return wrong(input, "That is not an area: four numbers from 0 to 1000 for a box, left top right bottom, or at least three corners written x,y.");
      shapes[kind].push(shape);
    }
  }
  const days = Number(field("days").value.trim());
  if (!/^\d{1,3}$/.test(field("days").value.trim()) || days < 1 || days > 180) return wrong(field("days"), "Give a number of days from 1 to 180.");
  const custody = field("custody").value;
  if (custody === "provider" && signedCustody() !== "provider" && !field("agree").checked) return wrong(field("agree"), "Read what provider-held means, and tick the box below it; or choose owner-held.");
  if (readPlace(field("latitude").value, field("longitude").value) === null)
    return wrong(field("latitude"), "Give latitude and longitude in degrees, such as 52.52 and 13.4, with up to seven decimals; or leave both empty.");
  return { audio: field("audio").checked, camera, custody, keepDays: days, masks: shapes.masks, name: called, zones: shapes.zones };
}

function wrong(input, sentence) {
  input.setAttribute("aria-invalid", "true");
  input.addEventListener("input", () => input.removeAttribute("aria-invalid"), { once: true });
  fail(sentence);
  input.focus();
  return null;
}

async function save() {
  at("saved").textContent = "";
  const set = typed();
  if (!set) return;
  const next = { ...set, number: number + 1 };
  // Whoever cannot bring the vault in, as at home without the account, shall not have signed that it may come.
  const vaultComes = next.custody === "provider" && here.custody !== "provider";
  if (vaultComes) await tellCustody(next.custody);
  const box = await mine.seal(`settings/${camera}`, "settings", next);
  try {
    await ask(`${home}/cameras/${camera}/settings?number=${next.number}`, { method: "PUT", bytes: box });
  } catch (error) {
    if (error.code !== "sources-box-number") throw error;
    await conflict();
    return;
  }
  await mine.sawSettings(camera, next.number);
  [known, number] = [next, next.number];
  at("conflict").hidden = true;
  name(at("title"), set.name);
  field("agree").checked = false;
  showCustody();
  await savePlace();
  // What is signed decides; the server is told so that it takes what the hub then sends, and nothing where it shall not.
  if (here.custody !== next.custody) await tellCustody(next.custody);
  at("saved").textContent = "Saved and signed. The hub takes it when it is connected, and starts the camera anew with it.";
}

async function tellCustody(custody) {
  await ask(`${home}/cameras/${camera}/custody`, { method: "PUT", json: { custody } });
  here.custody = custody;
  showCustody();
}

/** It goes into the owner's profile, where it is not already so there. */
async function savePlace() {
  const [typedNow, kept] = [readPlace(field("latitude").value, field("longitude").value), mine.places[camera]];
  if (typedNow?.latitude !== kept?.latitude || typedNow?.longitude !== kept?.longitude) await mine.place(camera, typedNow);
  showCell();
}

function showCell() {
  const place = readPlace(field("latitude").value, field("longitude").value);
  at("cell").textContent = place ? `The company is told ${cellOf(place)}, a square of a tenth of a degree, and nothing finer.` : `The company is told ${here.cell}, from the hub’s own file.`;
}

async function conflict() {
  mine = await openHome(home);
  here = mine.state.cameras.find((one) => one.camera === camera);
  known = await mine.settings(here);
  number = known?.number ?? 0;
  name(at("theirs"), known
    ? `There it is called “${known.name}”, with ${known.masks.length} masks and ${known.zones.length} zones, sound ${known.audio ? "on" : "off"}, ${known.keepDays} days, ${heldBy[known.custody]}.`
    : "");
  showCustody();
  at("conflict").hidden = false;
  at("conflict-title").focus();
}

async function showPoster() {
  try {
    const entry = await newest(mine, camera);
    if (entry) await picture(at("picture"), await poster(mine, entry), "");
  } catch (error) {
    at("no-poster").textContent = sentenceOf(error);
  }
}

async function begin() {
  say("Opening …");
  mine = await openHome(home);
  say("");
  if (!showStanding(mine)) return;
  here = mine.state.cameras.find((one) => one.camera === camera);
  if (!here) throw Object.assign(new Error(), { code: "cameras-no-camera" });
  const said = await mine.health(here).catch(() => null);
  known = await mine.settings(here);
  number = known?.number ?? here.settings?.number ?? 0;
  fill(known ?? { name: said?.name || "Camera", audio: said?.audio === true, custody: "owner", keepDays: 30, masks: [], zones: [] });
  field("latitude").value = mine.places[camera]?.latitude ?? "";
  field("longitude").value = mine.places[camera]?.longitude ?? "";
  showCell();
  for (const one of ["latitude", "longitude"]) field(one).addEventListener("input", showCell);
  name(at("title"), `Settings of ${field("name").value}`);
  if (!mine.decides || mine.state.role !== "owner") {
    at("not-yours").hidden = false;
    for (const one of form.elements) one.disabled = true;
  } else {
    drawable(at("areas"), (shape) => addRow(form.elements.namedItem("draws").value, shape));
    for (const kind of kinds) at("add", kindPart(kind)).addEventListener("click", () => addRow(kind, null)?.focus());
    for (const choice of form.querySelectorAll("[name=custody]")) choice.addEventListener("change", showCustody);
    onSubmit(form, save);
    on(at("mine-anyway"), save);
    on(at("take-theirs"), () => {
      clear();
      if (known) fill(known);
      at("conflict").hidden = true;
      field("name").focus();
    });
  }
  await showPoster();
}

if (able()) await begin().catch(fail);
