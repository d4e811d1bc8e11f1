// An answer: choose a recording, cut and cover it, watch what the hub made of it, give it or not. Until "Give" nothing of it is anywhere but here and in the hub.
import { published, stored } from "./ask.mjs";
import { lineOf, showAsked } from "./asked.mjs";
import { checkDerived, newGrant } from "./derived.mjs";
import { boundsOf, listOf, playedAll, wordsOf, writeTime } from "./edits.mjs";
import { checked, edit, showFaces, typed, wireEditor } from "./editor.mjs";
import { give, recipientsOf } from "./give.mjs";
import { isRequest, readRequest } from "./match.mjs";
import { openHome } from "./mine.mjs";
import { order } from "./orders.mjs";
import { able, amountOf, at, clear, clockOf, dayOf, fail, home, lengthOf, made, momentOf, name, on, onSubmit, part, picture, say, sentenceOf, showStanding } from "./page.mjs";
import { Player } from "./player.mjs";
import { Requests, recordings } from "./requests.mjs";
import { each, poster } from "./timeline.mjs";
import { canPlay } from "./feed.mjs";

const { atHome: served, seal } = part.querySelector("[data-answer]").dataset;
const atHome = served === "yes";
const wanted = new URLSearchParams(location.hash.slice(1));
const onward = wanted.has("ask") ? { passes: wanted.get("passes"), ask: wanted.get("ask") } : null;

let mine;
let request;
let entries = [];
let entry = null;
let player = null;
let derived = null;
let making = null;
let about = null;

const names = new Map();
const draftName = () => `writ-answer/${home}/${request.id}/${entry.view.clip}`;
const backToRequests = () => location.assign(`/my/cameras/${home}/requests`);

function readDraft() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(draftName()));
    return draft && typeof draft === "object" && Array.isArray(draft.shapes) ? draft : null;
  } catch {
    return null;
  }
}

function keepDraft(edits) {
  // What was made is not what stands in the form any more.
  if (derived) dropResult("You changed something, so the result was put away. Make it again.");
  try {
    sessionStorage.setItem(draftName(), JSON.stringify(edits));
  } catch {
    // A window that keeps nothing: then the draft lasts as long as the page.
  }
}

function dropResult(words = "") {
  derived = null;
  making?.abort();
  for (const slot of ["result-part", "give-part"]) at(slot).hidden = true;
  const result = at("result");
  if (result.src) URL.revokeObjectURL(result.src);
  result.removeAttribute("src");
  result.load();
  at("making").textContent = words;
}

function choose(one) {
  player?.stop();
  dropResult();
  entry = one;
  const bounds = boundsOf(entry.card, request);
  if (!bounds) throw Object.assign(new Error(), { code: "answer-no-clip" });
  at("edit-part").hidden = false;
  at("given-part").hidden = true;
  at("clip-says").textContent = `${names.get(entry.card.camera) ?? "Camera"}, ${momentOf(entry.card.from)}. ${writeTime(bounds.from)} to ${writeTime(bounds.to)} of it lie in the time that was asked for; only that can be given.`;
  const long = edit(entry, bounds, readDraft(), keepDraft);
  if (!canPlay(entry.card.codecs)) at("plays").textContent = "This browser cannot play the form of this clip. You can cut it by numbers, and watch the result.";
  else {
    at("plays").textContent = long ? "At most five minutes are given at once; choose which." : "Opened in this browser.";
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
  at("edit-part").querySelector("h2").focus();
}

function clipShown(one) {
  const shown = made("clip");
  at("time", shown).textContent = clockOf(one.card.from);
  at("length", shown).textContent = lengthOf(one.card.milliseconds);
  name(at("camera", shown), names.get(one.card.camera) ?? "Camera");
  on(shown.querySelector("button"), () => choose(one));
  return shown;
}

async function makeResult() {
  const edits = checked(fail);
  if (!edits) return;
  dropResult();
  const grant = newGrant();
  const label = onward ? `For ${about.officerName}, ${about.agencyName}` : `For ${request.agencyName}, case ${request.case}`;
  const list = listOf(edits, entry.view.clip, grant, label);
  making = new AbortController();
  at("stop").hidden = false;
  at("making").textContent = "Your hub is making it …";
  try {
    const percent = (share) => `${Math.floor(Math.min(1, share) * 100)} %`;
    const onProgress = ({ done, fetched }) => {
      at("making").textContent = fetched === undefined ? `Your hub is making it: ${percent(done)}.` : `Your hub made it. Fetching it: ${percent(fetched)}.`;
    };
    const result = await order(mine, "render", list, { onProgress, signal: making.signal });
    const card = await checkDerived(mine, entry, list, result);
    derived = { list, card, text: result.head.card, bytes: result.bytes, of: entry, watched: false };
  } catch (error) {
    at("making").textContent = making.signal.aborted ? "Stopped. Nothing was made." : "";
    if (!making.signal.aborted) throw error;
    return;
  } finally {
    at("stop").hidden = true;
  }
  at("making").textContent = "Made. Watch it below.";
  showResult();
}

function showResult() {
  at("video").pause();
  const result = at("result");
  result.src = URL.createObjectURL(new Blob([derived.bytes], { type: "video/mp4" }));
  at("words").replaceChildren(...wordsOf(derived.list).map((line) => {
    const item = document.createElement("li");
    name(item, line);
    return item;
  }));
  at("result-part").hidden = false;
  showWatched();
  at("result-part").querySelector("h2").focus();
}

function showWatched() {
  const go = at("go-on");
  if (derived?.watched) go.removeAttribute("aria-disabled");
  else go.setAttribute("aria-disabled", "true");
  at("why-not").hidden = derived?.watched === true;
  at("watched").textContent = derived?.watched ? "You have watched all of it." : "";
}

function follow() {
  const result = at("result");
  const look = () => {
    if (!derived || derived.watched) return;
    const ranges = Array.from({ length: result.played.length }, (_, i) => [result.played.start(i), result.played.end(i)]);
    if (!playedAll(ranges, derived.card.milliseconds)) return;
    derived.watched = true;
    showWatched();
  };
  for (const what of ["timeupdate", "pause", "ended"]) result.addEventListener(what, look);
  // Nobody watches a page that is not shown.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && result.pause());
}

/** Only now is the site asked who would get it. */
async function goOn() {
  if (!derived?.watched) {
    fail("Watch the result to its end first. Then you can go on.");
    return;
  }
  at("result").pause();
  at("give-part").hidden = false;
  at("only-there").hidden = !atHome;
  at("give").hidden = atHome;
  at("give-part").querySelector("h2").focus();
  if (atHome) return;
  about = await recipientsOf(request, onward);
  name(at("who"), `${about.officerName}, ${about.agencyName}, with ${about.keys.length === 1 ? "one registered key" : `${about.keys.length} registered keys`}`);
  at("what").textContent = `${lengthOf(derived.card.milliseconds)} of picture${derived.list.audio ? " with sound" : " without sound"}, ${amountOf(derived.bytes.length)}, and the list of what was done to it`;
  name(at("for-case"), request.case);
  at("most-days").textContent = String(about.mostDays);
  const days = at("give").elements.namedItem("days");
  if (!days.value) days.value = String(about.mostDays);
  at("terms").replaceChildren(...about.termsText.map((line) => {
    const item = document.createElement("li");
    name(item, line);
    return item;
  }));
}

async function giveIt(data) {
  if (!derived?.watched || !about) return fail("Watch the result to its end first. Then you can give it.");
  const [days, contact] = [Number(data.get("days").trim()), data.get("contact") === "relay" ? "relay" : data.get("contact-text").trim()];
  if (derived.posted) return send();
  const wrong = (field, words) => {
    const input = at("give").elements.namedItem(field);
    input.setAttribute("aria-invalid", "true");
    input.addEventListener("input", () => input.removeAttribute("aria-invalid"), { once: true });
    input.focus();
    fail(words);
  };
  if (!/^\d{1,2}$/.test(data.get("days").trim()) || days < 1 || days > about.mostDays) return wrong("days", `Give a number of days from 1 to ${about.mostDays}.`);
  if (contact === "" || contact.length > 200 || /\p{Cc}/u.test(contact)) return wrong("contact-text", "Write how they can reach you, in up to 200 characters, or choose “Through this site”.");
  derived.said = { days, contact };
  return send();
}

/** Also once more, where the line was lost in between: then as it was said the first time. */
async function send() {
  try {
    await give({ mine, request, made: derived, about, ...derived.said, onward, seal }, (words) => {
      at("giving").textContent = words;
    });
  } catch (error) {
    for (const input of at("give").querySelectorAll("input")) input.disabled = derived.posted === true;
    if (derived.posted) at("giving").textContent = "The site took your consent, and not yet the recording. Press “Give” once more; nothing is given twice. The officer can open nothing until then.";
    throw error;
  }
  for (const input of at("give").querySelectorAll("input")) input.disabled = false;
  sessionStorage.removeItem(draftName());
  dropResult();
  at("edit-part").hidden = true;
  at("given-part").hidden = false;
  at("given-part").querySelector("h2").focus();
}

async function findFaces() {
  const edits = typed();
  if (![edits.from, edits.to].every(Number.isInteger)) return fail("Give beginning and end first.");
  at("faces-say").textContent = "Your hub is looking …";
  try {
    const { head } = await order(mine, "faces", { clip: entry.view.clip, from: edits.from, to: edits.to });
    showFaces(head.faces);
    const count = head.faces.filter((one) => one.boxes.length > 0);
    at("faces-say").textContent = count.length === 0
      ? "It finds no face in this stretch. There may be some all the same: look, and cover them by areas."
      : `It finds faces at ${count.slice(0, 8).map((one) => writeTime(one.at)).join(", ")}${count.length > 8 ? " and later" : ""}; they are framed in the picture. It may have missed others.`;
  } catch (error) {
    at("faces-say").textContent = "";
    throw error;
  }
}

/** An open one, if it is about this home; one that was answered before, for somebody else whom its officer names. */
async function findRequest() {
  const id = wanted.get("request");
  if (!isRequest(id)) throw Object.assign(new Error(), { code: "requests-over" });
  if (onward) return readRequest(await published(`/requests/${id}.json`, atHome), id);
  const requests = new Requests(mine, atHome);
  await requests.load();
  const find = () => requests.concern.find((one) => one.id === id);
  if (!find()) await requests.beat();
  const found = find();
  if (!found) throw Object.assign(new Error(), { code: "requests-over" });
  return found;
}

async function begin() {
  say("Opening …");
  mine = await openHome(home);
  if (!showStanding(mine)) {
    say("");
    return;
  }
  if (!mine.decides) throw "Only devices of the home’s owner answer.";
  for (const one of mine.state.cameras)
    names.set(one.camera, (await mine.settings(one).catch(() => null))?.name ?? (await mine.health(one).catch(() => null))?.name ?? "Camera");
  request = await findRequest();
  if (onward) about = await recipientsOf(request, onward);
  name(at("about"), onward ? `${lineOf(request)}. Now for ${about.officerName}, ${about.agencyName}.` : `${lineOf(request)}. Open until ${dayOf(Date.parse(request.until) - 1)}.`);
  showAsked(at("asked"), request, mine, atHome);
  entries = (await recordings(mine, request)).filter((one) => boundsOf(one.card, request));
  wireEditor();
  follow();
  onSubmit(at("form"), makeResult);
  onSubmit(at("give"), giveIt);
  on(at("find-faces"), findFaces);
  at("stop").addEventListener("click", () => making?.abort());
  at("go-on").addEventListener("click", () => {
    clear();
    goOn().catch(fail);
  });
  on(at("change"), () => {
    at("give-part").hidden = true;
    at("edit-part").querySelector("h2").focus();
  });
  for (const slot of ["drop", "drop-now"]) on(at(slot), backToRequests);
  at("another").href = `/my/cameras/${home}/requests`;
  const tiles = entries.map(clipShown);
  at("clips").replaceChildren(...tiles);
  at("choose-part").hidden = false;
  at("clips-say").textContent = entries.length === 0 ? "Your cameras kept nothing of that time. There is nothing to give." : "Those of the time that was asked for, and no others. Times are in UTC.";
  say("");
  addEventListener("pagehide", () => player?.stop());
  const first = entries.find((one) => one.view.clip === wanted.get("clip"));
  if (first) choose(first);
  else if (wanted.has("clip")) fail({ code: "answer-no-clip" });
  await each(entries.slice(0, 24), async (one, i) => picture(tiles[i], await poster(mine, one).catch(() => null), ""));
}

if (able()) await begin().catch(fail);
