// The parts of a page in which a recording is chosen, watched, cut and covered, up to the order to the hub. What it is for, the page says.
import { stored } from "./ask.mjs";
import { writeTime } from "./edits.mjs";
import { edit, showFaces, typed, wireEditor } from "./editor.mjs";
import { canPlay } from "./feed.mjs";
import { order } from "./orders.mjs";
import { at, clockOf, fail, home, lengthOf, made, momentOf, name, on, onSubmit, picture, sentenceOf } from "./page.mjs";
import { Player } from "./player.mjs";
import { dropResult, followWatching, makeResult, stopMaking } from "./result.mjs";
import { each, poster } from "./timeline.mjs";
import { cameraName, expected, work } from "./work.mjs";

const mostPosters = 24;
const mostFaces = 8;

/** boundsOf: what of an entry may be used, or null; says: words about that; draft: what its draft is called; before: done before anything is shown. */
let use = { boundsOf: () => null, says: () => "", draft: () => "", before: async () => {} };
let player = null;

function readDraft() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(use.draft(work.entry)));
    return draft !== null && typeof draft === "object" && Array.isArray(draft.shapes) ? draft : null;
  } catch {
    return null;
  }
}

function keepDraft(edits) {
  // What was made is not what stands in the form any more.
  if (work.derived) dropResult("You changed something, so the result was put away. Make it again.");
  try {
    sessionStorage.setItem(use.draft(work.entry), JSON.stringify(edits));
  } catch {
    // A window that keeps nothing: then the draft lasts as long as the page.
  }
}

export const forgetDraft = () => sessionStorage.removeItem(use.draft(work.entry));

function play(entry, bounds) {
  const video = at("video");
  player = new Player(video, entry, (from, to) => stored(`${home}/clips/${entry.view.clip}/video`, from, to), (error) => {
    at("plays").textContent = sentenceOf(error);
  });
  video.addEventListener("playing", () => {
    video.pause();
    video.currentTime = bounds.from / 1000;
  }, { once: true });
  player.play();
}

export async function choose(entry) {
  const bounds = use.boundsOf(entry);
  if (!bounds) throw expected("answer-no-clip");
  dropResult();
  player?.stop();
  player = null;
  work.entry = entry;
  at("edit-part").hidden = false;
  chooses(false);
  at("faces-say").textContent = "";
  at("clip-says").textContent = `${cameraName(entry.card.camera)}, ${momentOf(entry.card.from)}. ${use.says(bounds)}`;
  const long = edit(entry, bounds, readDraft(), keepDraft);
  at("plays").textContent = "This browser cannot play the form of this clip. You can cut it by numbers, and watch the result.";
  at("edit-title").focus();
  if (!canPlay(entry.card.codecs)) return;
  at("plays").textContent = "Opening …";
  await use.before(entry);
  if (work.entry !== entry) return;
  at("plays").textContent = long ? "At most five minutes are taken at once; choose which." : "Opened in this browser.";
  play(entry, bounds);
}

/** The list of recordings, or the one that was chosen. */
export function chooses(yes) {
  if (at("given-part")) at("given-part").hidden = true;
  for (const slot of ["clips", "which"]) at(slot).hidden = !yes;
  at("other").hidden = yes;
  if (yes) at("clips-title").focus();
}

function clipShown(entry) {
  const shown = made("clip");
  at("time", shown).textContent = clockOf(entry.card.from);
  at("length", shown).textContent = lengthOf(entry.card.milliseconds);
  name(at("camera", shown), cameraName(entry.card.camera));
  on(shown.querySelector("button"), () => choose(entry));
  return shown;
}

/** Recordings to choose from, in the order given; gives how their pictures are fetched, for when nothing else waits. */
export function showClips(entries) {
  const tiles = entries.map(clipShown);
  at("clips").replaceChildren(...tiles);
  return () => each(entries.slice(0, mostPosters), async (one, i) => picture(tiles[i], await poster(work.mine, one).catch(() => null), ""));
}

async function findFaces() {
  const { from, to } = typed();
  if (![from, to].every(Number.isInteger) || from >= to) return fail("Give beginning and end first.");
  at("faces-say").textContent = "Your hub is looking …";
  try {
    const { head } = await order(work.mine, "faces", { clip: work.entry.view.clip, from, to });
    const found = (Array.isArray(head.faces) ? head.faces : []).filter((one) => Number.isInteger(one?.at) && Array.isArray(one.boxes) && one.boxes.length > 0);
    showFaces(found);
    at("faces-say").textContent = found.length === 0
      ? "It finds no face in this stretch. There may be some all the same: look, and cover them by areas."
      : `It finds faces at ${found.slice(0, mostFaces).map((one) => writeTime(one.at)).join(", ")}${found.length > mostFaces ? " and later" : ""}; they are framed in the picture. It may have missed others.`;
  } catch (error) {
    at("faces-say").textContent = "";
    throw error;
  }
}

/** Once for the page. @param how as use above. @param leave where "give nothing" leads. */
export function wireCut(how, leave) {
  use = { ...use, ...how };
  wireEditor();
  followWatching();
  onSubmit(at("form"), makeResult);
  on(at("other"), () => chooses(true));
  on(at("find-faces"), findFaces);
  at("stop").addEventListener("click", stopMaking);
  on(at("change"), () => {
    at("last-part").hidden = true;
    at("edit-title").focus();
  });
  on(at("drop"), leave);
  addEventListener("pagehide", () => player?.stop());
}
