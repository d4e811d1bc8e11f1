// The open requests about this home, and what its owner chose about them. What goes to the site is the same whatever is found or chosen: at each visit
// and each minute of it the region's files once, one order that asks and one that tells all choices, also where there is none.
import { ask, published } from "./ask.mjs";
import { text, toBase64, utf8 } from "./bytes.mjs";
import { concerns, daysOf, holds, inWindow, isRequest, isTime, readRegion } from "./match.mjs";
import { order } from "./orders.mjs";
import { openDay } from "./timeline.mjs";

const purpose = "choices";
const mostRecordings = 240;
// All choices go in one order of one size.
const mostChoices = 64;
const isAgency = (value) => typeof value === "string" && value.length <= 40;
const put = (all, one, wanted) => (wanted ? [...new Set([...all, one])].sort() : all.filter((other) => other !== one));

const without = (all, ids) => Object.fromEntries(Object.entries(all).filter(([id]) => !ids.includes(id)));

/**
 * A choice as it is kept until the hub has it; gives what is chosen after it. Whoever has a correction shown again has what was chosen of the first one taken back, too.
 * @param act what: request, agency or all; id; value; of a request also until, and what it corrects.
 */
export function after(chosen, { what, id, value, until: end, corrects }) {
  const { choices, optOut, until } = chosen;
  if (what === "all") return { choices, optOut: { ...optOut, all: value }, until };
  if (what === "agency") return { choices, optOut: { ...optOut, agencies: put(optOut.agencies, id, value) }, until };
  if (!value) return { choices: without(choices, [id, corrects]), optOut, until: without(until, [id, corrects]) };
  return { choices: { ...choices, [id]: value }, optOut, until: end ? { ...until, [id]: end } : until };
}

/** What the hub keeps; what is not in its form is left out. */
export function readChosen(head) {
  const choices = Object.entries(head?.choices ?? {}).filter(([id, value]) => isRequest(id) && ["declined", "hidden"].includes(value));
  const until = Object.entries(head?.until ?? {}).filter(([id, value]) => isTime(value) && choices.some(([chosen]) => chosen === id));
  const agencies = Array.isArray(head?.optOut?.agencies) ? head.optOut.agencies.filter(isAgency) : [];
  return { choices: Object.fromEntries(choices), optOut: { agencies, all: head?.optOut?.all === true }, until: Object.fromEntries(until) };
}

/**
 * What is worth keeping: choices of requests that have days left, whether or not they are among the open ones at this moment. A corrected one is not, and its correction ends
 * when it would have; one whose agency may not ask now is not, and may be again. So nobody is asked twice.
 */
export function kept({ choices, optOut, until }, open, now) {
  const endOf = (id) => until[id] ?? open.find((one) => one.id === id || one.corrects === id)?.until;
  const left = Object.keys(choices).filter((id) => now < Date.parse(endOf(id)))
    .sort((one, other) => Date.parse(endOf(other)) - Date.parse(endOf(one))).slice(0, mostChoices);
  return { choices: Object.fromEntries(left.map((id) => [id, choices[id]])), optOut, until: Object.fromEntries(left.map((id) => [id, endOf(id)])) };
}

/** Why a request is put aside: chosen, agency or all; null where it is shown. What was chosen of a request holds for its correction. */
export const asideBy = ({ choices, optOut }, request) =>
  optOut.all ? "all" : optOut.agencies.includes(request.agency) ? "agency" : (choices[request.id] ?? choices[request.corrects]) ? "chosen" : null;

/**
 * Which of the cameras that a request may be about are provider-held: those in its area, and those whose place only the hub knows.
 * @param cameras id and custody of each. @returns held (ids), and whether others are among them.
 */
export function providedFor(request, cameras, places) {
  const about = cameras.filter(({ camera }) => !places[camera] || holds(request.area, Number(places[camera].latitude), Number(places[camera].longitude)));
  const held = about.filter((one) => one.custody === "provider").map((one) => one.camera);
  return { held, others: held.length < about.length };
}

/** All files of the home's cells, in one order. */
export async function openRequests(mine, atHome) {
  const cells = [...new Set(mine.state.cameras.map((one) => one.cell))].sort();
  const open = new Map();
  for (const cell of cells) for (const one of readRegion(await published(`/requests/regions/${cell}.json`, atHome), cell)) open.set(one.id, one);
  return [...open.values()];
}

/** Clips of the time that a request asks for, earliest first: each an entry of the timeline. */
export async function recordings(mine, request, daysByCamera = new Map()) {
  const found = [];
  for (const { camera } of mine.state.cameras) {
    if (!daysByCamera.has(camera)) daysByCamera.set(camera, (await ask(`${mine.id}/cameras/${camera}/days`)).map((line) => line.day));
    for (const day of daysOf(request).filter((one) => daysByCamera.get(camera).includes(one))) {
      let before = null;
      do {
        const page = await openDay(mine, camera, day, before);
        found.push(...page.entries.filter(({ card }) => inWindow(request, Date.parse(card.from), Date.parse(card.from) + card.milliseconds)));
        before = page.next;
      } while (before !== null && found.length < mostRecordings);
    }
  }
  return found.sort((one, other) => Date.parse(one.card.from) - Date.parse(other.card.from));
}

export class Requests {
  open = [];
  chosen = readChosen(null);
  /** Whether the hub answered last time; null: it was not asked yet. */
  hub = null;
  #byHub = [];
  #acts = [];
  #known = readChosen(null);
  #turn = Promise.resolve();

  constructor(mine, atHome) {
    Object.assign(this, { mine, atHome, file: `writ-choices/${mine.id}` });
  }

  /** Those about this home, those first that end first. */
  get concern() {
    const places = Object.values(this.mine.places);
    return this.open.filter((one) => Date.now() < Date.parse(one.until) && (this.#byHub.includes(one.id) || concerns(one, places, Date.now())))
      .sort((one, other) => Date.parse(one.until) - Date.parse(other.until));
  }

  async load() {
    this.open = await openRequests(this.mine, this.atHome);
    await this.#recall();
  }

  /** Asks the hub what it matched by places in its own file, and tells it all that is chosen. It may take its time: what this browser knows is there before. */
  beat() {
    this.#turn = this.#turn.then(() => this.#beat());
    return this.#turn;
  }

  async #beat() {
    try {
      const { head } = await order(this.mine, "matches", {});
      this.#byHub = Array.isArray(head.requests) ? head.requests.filter(isRequest) : [];
      const told = this.#acts.length;
      const next = kept(this.#acts.reduce(after, readChosen(head)), this.open, Date.now());
      await order(this.mine, "choose", next);
      [this.#known, this.#acts, this.hub] = [next, this.#acts.slice(told), true];
      await this.#keep();
    } catch (error) {
      if (error.code === "signed-out") throw error;
      this.hub = false;
    }
    this.chosen = this.#acts.reduce(after, this.#known);
  }

  /** Kept in this browser at once, sealed; the hub has it after the next beat. */
  async choose(act) {
    this.#acts.push(act);
    this.chosen = after(this.chosen, act);
    await this.#keep();
  }

  async #keep() {
    const box = await this.mine.sealBox(purpose, utf8(JSON.stringify({ acts: this.#acts, known: this.#known })));
    try {
      localStorage.setItem(this.file, toBase64(box));
    } catch {
      // A browser that keeps nothing: then it lasts as long as the page, and the next beat takes it to the hub.
    }
  }

  async #recall() {
    try {
      const said = JSON.parse(text(await this.mine.openBox(purpose, localStorage.getItem(this.file))));
      this.#acts = said.acts.filter((one) => ["request", "agency", "all"].includes(one?.what));
      this.#known = readChosen(said.known);
    } catch {
      // Nothing was kept, or it is not ours to read any more: the hub knows.
    }
    this.chosen = this.#acts.reduce(after, this.#known);
  }
}
