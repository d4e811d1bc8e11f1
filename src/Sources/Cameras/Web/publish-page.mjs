// A clip for a post of the feed: choose a recording of one's own, cut and cover it, watch what the hub made of it, put it to the draft or not.
import { ask, send } from "./ask.mjs";
import { forgetDraft, showClips, wireCut } from "./cut.mjs";
import { writeTime } from "./edits.mjs";
import { note } from "./looks.mjs";
import { openHome } from "./mine.mjs";
import { able, amountOf, at, clear, dayOf, fail, home, lengthOf, name, on, onSubmit, say, showStanding } from "./page.mjs";
import { openDay } from "./timeline.mjs";
import { expected, nameCameras, work } from "./work.mjs";

const label = "Published in the neighbours’ feed";
// From behind the #: it names the draft, and is asked for by the program that has it.
const post = new URLSearchParams(location.hash.slice(1)).get("post");
const toPost = (said = "") => location.assign(`/feed/posts/${post}${said}`);

let draft = null;
// By camera where earlier ones of the day begin; null: there are none.
let before = new Map();
let entries = [];
let turn = 0;

async function findDraft() {
  const found = (await ask("/feed/drafts")).find((one) => one.id === post);
  if (!found) throw expected("publish-no-draft");
  return found;
}

/** All days on which any camera of the home has clips, newest first. */
async function allDays() {
  const days = new Set();
  for (const { camera } of work.mine.state.cameras) for (const line of await ask(`${home}/cameras/${camera}/days`)) days.add(line.day);
  return [...days].sort().reverse();
}

/** The day's clips, or the ones before those that are shown; the newest stand first. */
async function show(more) {
  const mineTurn = ++turn;
  at("clips-say").textContent = "Opening the recordings …";
  const next = new Map();
  const found = more ? [...entries] : [];
  for (const { camera } of work.mine.state.cameras) {
    if (more && !before.get(camera)) continue;
    const page = await openDay(work.mine, camera, at("day").value, more ? before.get(camera) : null);
    found.push(...page.entries);
    next.set(camera, page.next);
  }
  if (mineTurn !== turn) return;
  [entries, before] = [found.sort((one, other) => Date.parse(other.card.from) - Date.parse(one.card.from)), next];
  at("earlier").hidden = ![...before.values()].some((one) => one);
  at("clips-say").textContent = entries.length === 0 ? "No recording of this day opens in this browser." : "Recordings of your own cameras on this day, newest first. Times are in UTC.";
  await showClips(entries)();
}

function showLast() {
  const { derived } = work;
  if (!derived?.watched) return fail("Watch the result to its end first. Then you can go on.");
  at("result").pause();
  at("last-part").hidden = false;
  at("what").textContent = `${lengthOf(derived.card.milliseconds)} of picture ${derived.list.audio ? "with sound" : "without sound"}, ${amountOf(derived.bytes.length)}`;
  at("replaces").hidden = !draft.clip;
  at("put-title").focus();
}

async function put() {
  const { derived } = work;
  if (!derived?.watched) return fail("Watch the result to its end first. Then you can go on.");
  at("putting").textContent = "Sending …";
  try {
    await send(`/feed/posts/${post}/clip`, { method: "PUT", bytes: derived.bytes });
  } finally {
    at("putting").textContent = "";
  }
  forgetDraft();
  toPost("?said=clip");
}

function wire() {
  work.label = () => label;
  wireCut({
    boundsOf: (entry) => ({ from: 0, to: entry.card.milliseconds }), draft: (entry) => `writ-publish/${home}/${post}/${entry.view.clip}`,
    says: (bounds) => `It is ${writeTime(bounds.to)} long.`,
    before: (entry) => note(work.mine, "watched", { camera: entry.card.camera, clip: entry.view.clip, card: entry.card.number }),
  }, () => toPost());
  at("day").addEventListener("change", () => {
    clear();
    show(false).catch(fail);
  });
  on(at("earlier"), () => show(true));
  at("go-on").addEventListener("click", () => {
    clear();
    showLast();
  });
  on(at("drop-now"), () => toPost());
  onSubmit(at("put"), put);
}

async function begin() {
  say("Opening …");
  addEventListener("hashchange", () => location.reload());
  const mine = await openHome(home);
  work.mine = mine;
  if (!showStanding(mine)) return say("");
  if (!mine.decides) return fail("Only devices of the home’s owner publish its recordings.");
  draft = await findDraft();
  name(at("about"), `For your draft about “${draft.about}”.`);
  at("days").textContent = String(draft.days);
  await nameCameras(mine);
  const days = await allDays();
  at("choose-part").hidden = false;
  say("");
  if (days.length === 0) {
    at("day").closest("label").hidden = true;
    at("clips-say").textContent = "Your cameras kept no recording. There is nothing to put to the post.";
    return;
  }
  at("day").append(...days.map((day) => new Option(dayOf(day), day)));
  wire();
  await show(false);
}

if (able()) await begin().catch(fail);
