// What is asked of this home, in full, and what its owner makes of it.
import { asideBy, providedFor, Requests, recordings } from "./requests.mjs";
import { incidentOf, lineOf, showAsked } from "./asked.mjs";
import { able, at, clockOf, dayOf, fail, home, lengthOf, made, name, on, part, picture, say, sentenceOf, showStanding } from "./page.mjs";
import { openHome } from "./mine.mjs";
import { each, poster } from "./timeline.mjs";

const beatEvery = 60_000;
const mostPosters = 12;
const atHome = part.querySelector("[data-at-home]").dataset.atHome === "yes";

let mine;
let requests;
let shownAs = "";
const names = new Map();
const cameras = [];
// What was found of each request, by its id: fetched for all of them at once, so that looking asks for nothing more.
const found = new Map();

const told = (words) => {
  at("chosen").textContent = words;
};

async function choose(act, words) {
  await requests.choose(act);
  show();
  told(`${words} Your hub has it within a minute, if you stay on this page, or at your next visit.`);
  // What was pressed is not there any more.
  at("chosen").focus();
}

function clipShown(request, entry, address) {
  // A picture is not loaded in a template.
  const shown = document.adoptNode(made("clip"));
  const { card, view } = entry;
  at("open", shown).href = `/my/cameras/${home}/answer#request=${request.id}&clip=${view.clip}`;
  at("time", shown).textContent = clockOf(card.from);
  at("length", shown).textContent = lengthOf(card.milliseconds);
  name(at("camera", shown), names.get(card.camera) ?? "Camera");
  if (address) picture(shown, address, "");
  return shown;
}

function showMine(request, shown) {
  const { entries, posters, error } = found.get(request.id) ?? { entries: [], posters: [] };
  at("clips", shown).replaceChildren(...entries.map((entry, i) => clipShown(request, entry, posters[i])));
  at("mine-says", shown).textContent = error ? sentenceOf(error)
    : entries.length === 0 ? "Your cameras kept nothing of that time. There is nothing to give."
    : "Choose one to see it, to cut and cover it, and perhaps to give it. Nothing is given before you say so on the last page. Several recordings are given one after the other.";
}

/** Who could be made to give it: the company too, of what its vault has keys to. */
function showWarrant(request, shown) {
  const { held, others } = providedFor(request, cameras, mine.places);
  at("warrant-owner", shown).hidden = held.length > 0;
  at("warrant-vault", shown).hidden = held.length === 0;
  at("warrant-rest", shown).hidden = !others;
  name(at("provided", shown), held.map((id) => names.get(id)).join(", "));
}

function requestShown(request) {
  const shown = made("request");
  at("title", shown).textContent = incidentOf(request);
  at("until", shown).textContent = `Open until ${dayOf(Date.parse(request.until) - 1)}`;
  showAsked(shown, request, mine, atHome);
  showWarrant(request, shown);
  at("acts", shown).hidden = !mine.decides;
  showMine(request, shown);
  const look = at("look", shown);
  on(look, () => {
    at("mine", shown).hidden = !at("mine", shown).hidden;
    look.setAttribute("aria-expanded", String(!at("mine", shown).hidden));
    if (!at("mine", shown).hidden) at("mine-title", shown).focus();
  });
  on(at("decline", shown), () => choose({ what: "request", id: request.id, value: "declined", until: request.until }, "Put aside."));
  on(at("agency", shown), () => choose({ what: "agency", id: request.agency, value: true }, "Requests of this agency are put aside."));
  return shown;
}

function asideShown(words, act, button) {
  const shown = made("aside");
  name(at("words", shown), words);
  at("back", shown).textContent = button;
  on(at("back", shown), () => choose(act, "Turned back."));
  return shown;
}

const standing = () => [requests.concern.map((one) => [one.id, asideBy(requests.chosen, one)]), requests.chosen.optOut, waits()];

function show() {
  shownAs = JSON.stringify(standing());
  const all = requests.concern;
  const shown = all.filter((one) => asideBy(requests.chosen, one) === null);
  const aside = all.filter((one) => asideBy(requests.chosen, one) === "chosen");
  const { optOut } = requests.chosen;
  at("nothing").hidden = shown.length > 0 || waits();
  at("nothing-says").textContent = optOut.all ? "You chose to be shown no requests. You can turn that back below."
    : all.length > 0 ? "What is about your home you have put aside." : "No open request is about your home. That is so on most days, and there is nothing to do.";
  at("asking-hub").hidden = !waits();
  at("requests").replaceChildren(...shown.map(requestShown));
  at("aside-part").hidden = aside.length === 0;
  at("aside").replaceChildren(...aside.map((one) => asideShown(lineOf(one), { what: "request", id: one.id, corrects: one.corrects, value: null }, "Show it again")));
  at("quiet-part").hidden = !mine.decides;
  const agencies = optOut.agencies.map((id) => asideShown(
    `Nothing from ${requests.open.find((one) => one.agency === id)?.agencyName ?? `the agency ${id}`}.`, { what: "agency", id, value: false }, "Show theirs again"));
  at("quiet").replaceChildren(...agencies, ...(optOut.all ? [asideShown("No requests at all.", { what: "all", value: false }, "Show requests again")] : []));
  at("none-at-all").hidden = optOut.all;
  at("hub-away").hidden = requests.hub !== false;
}

/** A camera without a place here: only the hub can say. */
const placeless = () => mine.state.cameras.some((one) => !mine.places[one.camera]);
const waits = () => mine.decides && requests.hub === null && placeless() && requests.concern.length === 0;

/** For all that concern this home, whatever was chosen about them. */
async function find() {
  const days = new Map();
  for (const request of requests.concern.filter((one) => !found.has(one.id))) {
    try {
      const entries = await recordings(mine, request, days);
      found.set(request.id, { entries, posters: [] });
      found.get(request.id).posters = await each(entries.slice(0, mostPosters), (entry) => poster(mine, entry).catch(() => null));
    } catch (error) {
      if (error.code === "signed-out") throw error;
      found.set(request.id, { entries: [], posters: [], error });
    }
  }
}

async function nameCameras() {
  for (const one of mine.state.cameras) {
    const settings = await mine.settings(one).catch(() => null);
    names.set(one.camera, settings?.name ?? (await mine.health(one).catch(() => null))?.name ?? "Camera");

    // The hub gives the vault keys where both words say so; here one of them is enough to say that it may.
    cameras.push({ camera: one.camera, custody: [one.custody, settings?.custody].includes("provider") ? "provider" : "owner" });
  }
}

function goOn() {
  setTimeout(async () => {
    try {
      if (document.visibilityState === "visible") {
        await requests.beat();
        at("hub-away").hidden = requests.hub !== false;
        if (requests.hub && at("chosen").textContent) told("Your hub has what you chose.");
      }
      goOn();
    } catch (error) {
      fail(error);
    }
  }, beatEvery);
}

async function begin() {
  say("Looking …");
  mine = await openHome(home);
  if (!showStanding(mine)) {
    say("");
    return;
  }
  at("watches-only").hidden = mine.decides;
  requests = new Requests(mine, atHome);
  await nameCameras();
  await requests.load();
  const asked = mine.decides ? requests.beat() : null;
  await find();
  say("");
  show();
  on(at("none-at-all"), () => choose({ what: "all", value: true }, "No requests are shown any more, until you turn it back."));
  if (!mine.decides) {
    at("no-place").hidden = !placeless();
    return;
  }
  await asked;
  at("no-place").hidden = requests.hub || !placeless();
  await find();
  // Whoever reads already is not interrupted, where the hub said nothing new.
  if (JSON.stringify(standing()) !== shownAs) show();
  at("hub-away").hidden = requests.hub;
  // All that a visit asks for was asked.
  part.dataset.rests = "yes";
  goOn();
}

if (able()) await begin().catch(fail);
