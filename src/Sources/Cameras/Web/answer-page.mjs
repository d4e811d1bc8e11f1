// An answer: choose a recording, cut and cover it, watch what the hub made of it, give it or not. Until "Give" nothing of it is anywhere but here and in the hub.
import { answer, toRequests, wanted } from "./answer.mjs";
import { published, stored } from "./ask.mjs";
import { lineOf, showAsked } from "./asked.mjs";
import { boundsOf, writeTime } from "./edits.mjs";
import { edit, showFaces, typed, wireEditor } from "./editor.mjs";
import { canPlay } from "./feed.mjs";
import { giveIt, showGiving } from "./give-form.mjs";
import { recipientsOf } from "./give.mjs";
import { whoOf } from "./grants.mjs";
import { isRequest, readRequest } from "./match.mjs";
import { openHome } from "./mine.mjs";
import { order } from "./orders.mjs";
import { able, at, clear, clockOf, dayOf, fail, home, lengthOf, made, momentOf, name, on, onSubmit, picture, say, sentenceOf, showStanding } from "./page.mjs";
import { Player } from "./player.mjs";
import { Requests, recordings } from "./requests.mjs";
import { dropResult, followWatching, makeResult, stopMaking } from "./result.mjs";
import { each, poster } from "./timeline.mjs";

const mostPosters = 24;
const mostFaces = 8;
const names = new Map();

let player = null;

const expected = (code) => Object.assign(new Error(code), { code });
const draftName = () => `writ-answer/${home}/${answer.request.id}/${answer.entry.view.clip}`;

function readDraft() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(draftName()));
    return draft !== null && typeof draft === "object" && Array.isArray(draft.shapes) ? draft : null;
  } catch {
    return null;
  }
}

function keepDraft(edits) {
  // What was made is not what stands in the form any more.
  if (answer.derived) dropResult("You changed something, so the result was put away. Make it again.");
  try {
    sessionStorage.setItem(draftName(), JSON.stringify(edits));
  } catch {
    // A window that keeps nothing: then the draft lasts as long as the page.
  }
}

function play(entry, bounds) {
  const video = at("video");
  player?.stop();
  player = new Player(video, entry, (from, to) => stored(`${home}/clips/${entry.view.clip}/video`, from, to), (error) => {
    at("plays").textContent = sentenceOf(error);
  });
  video.addEventListener("playing", () => {
    video.pause();
    video.currentTime = bounds.from / 1000;
  }, { once: true });
  player.play();
}

function choose(entry) {
  const bounds = boundsOf(entry.card, answer.request);
  if (!bounds) throw expected("answer-no-clip");
  dropResult();
  answer.entry = entry;
  at("edit-part").hidden = false;
  chooses(false);
  at("faces-say").textContent = "";
  at("clip-says").textContent = `${names.get(entry.card.camera) ?? "Camera"}, ${momentOf(entry.card.from)}. ${writeTime(bounds.from)} to ${writeTime(bounds.to)} of it lie in the time that was asked for; only that can be given.`;
  const long = edit(entry, bounds, readDraft(), keepDraft);
  if (canPlay(entry.card.codecs)) {
    at("plays").textContent = long ? "At most five minutes are given at once; choose which." : "Opened in this browser.";
    play(entry, bounds);
  } else at("plays").textContent = "This browser cannot play the form of this clip. You can cut it by numbers, and watch the result.";
  at("edit-title").focus();
}

/** The list of recordings, or the one that was chosen. */
function chooses(yes) {
  at("given-part").hidden = true;
  at("clips").hidden = !yes;
  at("other").hidden = yes;
  if (yes) at("clips-title").focus();
}

function clipShown(entry) {
  const shown = made("clip");
  at("time", shown).textContent = clockOf(entry.card.from);
  at("length", shown).textContent = lengthOf(entry.card.milliseconds);
  name(at("camera", shown), names.get(entry.card.camera) ?? "Camera");
  on(shown.querySelector("button"), () => choose(entry));
  return shown;
}

async function findFaces() {
  const { from, to } = typed();
  if (![from, to].every(Number.isInteger) || from >= to) return fail("Give beginning and end first.");
  at("faces-say").textContent = "Your hub is looking …";
  try {
    const { head } = await order(answer.mine, "faces", { clip: answer.entry.view.clip, from, to });
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

/** An open one about this home; or one that was answered before, for somebody whom its officer names. */
async function findRequest() {
  const id = wanted.get("request");
  if (!isRequest(id)) throw expected("requests-over");
  if (answer.onward) return readRequest(await published(`/requests/${id}.json`, answer.atHome), id);
  const requests = new Requests(answer.mine, answer.atHome);
  await requests.load();
  const find = () => requests.concern.find((one) => one.id === id);
  if (!find()) await requests.beat();
  if (!find()) throw expected("requests-over");
  return find();
}

function wire() {
  wireEditor();
  followWatching();
  onSubmit(at("form"), makeResult);
  onSubmit(at("give"), async (data) => {
    if (!(await giveIt(data))) return;
    sessionStorage.removeItem(draftName());
    dropResult();
    at("edit-part").hidden = true;
    at("given-part").hidden = false;
    at("given-title").focus();
  });
  for (const slot of ["other", "another"]) on(at(slot), () => chooses(true));
  on(at("find-faces"), findFaces);
  at("stop").addEventListener("click", stopMaking);
  at("go-on").addEventListener("click", () => {
    clear();
    showGiving()?.catch(fail);
  });
  on(at("change"), () => {
    at("give-part").hidden = true;
    at("edit-title").focus();
  });
  for (const slot of ["drop", "drop-now"]) on(at(slot), toRequests);
  addEventListener("pagehide", () => player?.stop());
}

async function begin() {
  say("Opening …");
  // Another request or clip behind the # is another answer.
  addEventListener("hashchange", () => location.reload());
  const mine = await openHome(home);
  answer.mine = mine;
  if (!showStanding(mine)) return say("");
  if (!mine.decides) return fail("Only devices of the home’s owner answer.");
  for (const one of mine.state.cameras)
    names.set(one.camera, (await mine.settings(one).catch(() => null))?.name ?? (await mine.health(one).catch(() => null))?.name ?? "Camera");
  const request = await findRequest();
  answer.request = request;
  if (answer.onward) answer.about = await recipientsOf(request, answer.onward);
  name(at("about"), answer.onward
    ? `${lineOf(request)}. Now for ${whoOf(answer.about.officerName, answer.about.agencyName)}.` : `${lineOf(request)}. Open until ${dayOf(Date.parse(request.until) - 1)}.`);
  showAsked(at("asked"), request, mine, answer.atHome);
  const entries = (await recordings(mine, request)).filter((one) => boundsOf(one.card, request));
  wire();
  const tiles = entries.map(clipShown);
  at("clips").replaceChildren(...tiles);
  at("choose-part").hidden = false;
  at("clips-say").textContent = entries.length === 0 ? "Your cameras kept nothing of that time. There is nothing to give." : "Those of the time that was asked for, and no others. Times are in UTC.";
  say("");
  const first = entries.find((one) => one.view.clip === wanted.get("clip"));
  if (first) choose(first);
  else if (wanted.has("clip")) fail(expected("answer-no-clip"));
  await each(entries.slice(0, mostPosters), async (one, i) => picture(tiles[i], await poster(mine, one).catch(() => null), ""));
}

if (able()) await begin().catch(fail);
