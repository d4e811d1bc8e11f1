// One camera: its days and clips, playing, keeping, deleting, and live view.
import { ask, stored } from "./ask.mjs";
import { able, amountOf, at, camera, clear, clockOf, dayOf, fail, home, lengthOf, made, momentOf, name, on, part, picture, save, say, sentenceOf, showStanding } from "./page.mjs";
import { Live } from "./live.mjs";
import { note } from "./looks.mjs";
import { openHome } from "./mine.mjs";
import { Player } from "./player.mjs";
import { between, daysOf, each, inOrder, lastOf, openDay, poster } from "./timeline.mjs";
import { fileName, wholeClip } from "./whole.mjs";
import { canPlay } from "./feed.mjs";

const video = at("video");
const choice = part.querySelector("select[name=day]");
const plays = (words) => {
  at("plays").textContent = words;
};

let mine;
let called = "Camera";
let days = [];
let player = null;
let live = null;
let chosen = null;
let turn = 0;
// What is shown of a day: its clips by number, what did not open, the clip before, the tiles, and where earlier ones begin.
let shown = null;

const silent = (error) => plays(sentenceOf(error));

function stopAll() {
  player?.stop();
  live?.stop();
  [player, live] = [null, null];
}

/** The look is written first; what cannot be written is not shown. */
async function choose(entry) {
  stopAll();
  chosen = entry;
  const { card, view } = entry;
  at("clip").hidden = false;
  at("sure").hidden = true;
  at("clip-title").textContent = `Clip ${card.number}, ${momentOf(card.from)}`;
  at("clip-facts").textContent = `${lengthOf(card.milliseconds)}, ${card.width} × ${card.height}, ${amountOf(view.video)}${card.codecs.includes("mp4a") ? ", with sound" : ", without sound"}. `
    + (view.pinned ? "Kept for good." : `Kept until ${dayOf(view.keepUntil)}.`);
  at("pin").textContent = view.pinned ? "Do not keep for good" : "Keep for good";
  at("clip-title").focus({ preventScroll: true });
  part.querySelector(".stage--big").scrollIntoView({ block: "nearest" });
  if (!canPlay(card.codecs)) {
    plays("This browser cannot play the form of this clip. You can download it.");
    return;
  }
  plays("Opening …");
  await note(mine, "watched", { camera, clip: view.clip, card: card.number });
  if (chosen !== entry) return;
  const fetchStored = (from, to) => stored(`${home}/clips/${view.clip}/video`, from, to);
  const playing = new Player(video, entry, fetchStored, silent);
  player = playing;
  video.muted = false;
  playing.play();
  plays("Opened in this browser.");
}

async function download() {
  const { card, view } = chosen;
  await note(mine, "downloaded", { camera, clip: view.clip, card: card.number });
  const blob = await wholeClip(mine, chosen, (share) => plays(`Opened and checked ${Math.floor(share * 100)} % of the clip.`));
  save(blob, fileName(called, card));
  plays("The clip is whole and what the hub signed. Its file is not sealed: whoever has it can watch it.");
}

async function pin() {
  const { view, card } = chosen;
  await note(mine, view.pinned ? "let-go" : "kept", { camera, clip: view.clip, card: card.number });
  await ask(`${home}/clips/${view.clip}/pin`, { method: view.pinned ? "DELETE" : "PUT" });
  view.pinned = !view.pinned;
  at("pin").textContent = view.pinned ? "Do not keep for good" : "Keep for good";
  plays(view.pinned ? "This clip stays until you delete it." : `This clip is kept until ${dayOf(view.keepUntil)}.`);
  const tile = part.querySelector(`[data-clip="${view.clip}"]`);
  if (tile) at("pinned", tile).hidden = !view.pinned;
}

async function remove() {
  const { view, card } = chosen;
  stopAll();
  await note(mine, "deleted", { camera, clip: view.clip, card: card.number });
  await ask(`${home}/clips/${view.clip}`, { method: "DELETE" });
  at("clip").hidden = true;
  chosen = null;
  plays(`Clip ${card.number} is deleted. The hub deletes its own copy when it hears of it.`);
  await showDays(choice.value);
  part.querySelector("#days-title").scrollIntoView({ block: "nearest" });
}

function gapShown(found) {
  const shown = made("gap");
  const [from, to] = [found.from, found.to];
  at("words", shown).textContent = {
    missing: from === to
      ? `Clip ${from} is missing: it was deleted, its days were over, or it was held back.`
      : `Clips ${from} to ${to} are missing: they were deleted, their days were over, or they were held back.`,
    torn: `Clips ${from} and ${to} do not fit together: one of them is not what the hub recorded there. Tell the company.`,
    twice: `Clip ${to} is there twice, and the hub numbers each clip once. Tell the company.`,
  }[found.what];
  return shown;
}

function tileShown(entry) {
  const shown = made("tile");
  const { card, view } = entry;
  shown.dataset.clip = view.clip;
  at("time", shown).textContent = clockOf(card.from);
  at("length", shown).textContent = lengthOf(card.milliseconds);
  at("pinned", shown).hidden = !view.pinned;
  at("clock", shown).hidden = !card.clockChanged;
  on(shown.querySelector("button"), () => choose(entry));
  return shown;
}

async function showPoster(entry, shown) {
  try {
    await picture(shown, await poster(mine, entry), "");
  } catch (error) {
    at("no-poster", shown).textContent = sentenceOf(error);
  }
}

async function showDay(day) {
  const mineTurn = ++turn;
  at("day-says").textContent = "Opening the cards of this day …";
  const index = days.findIndex((one) => one.day === day);
  at("older").disabled = index >= days.length - 1;
  at("newer").disabled = index <= 0;
  at("earlier").hidden = true;
  choice.value = day;
  const first = await openDay(mine, camera, day);
  if (mineTurn !== turn) return;
  shown = { day, index, entries: [], odd: [], tiles: new Map() };
  await showMore(first, mineTurn);
}

async function showEarlier() {
  const mineTurn = turn;
  const more = await openDay(mine, camera, shown.day, shown.next);
  if (mineTurn === turn) await showMore(more, mineTurn);
}

async function showMore({ entries, odd, next }, mineTurn) {
  const { day, index, tiles } = shown;
  const fresh = entries.filter((entry) => !tiles.has(entry.view.clip));
  for (const entry of fresh) tiles.set(entry.view.clip, tileShown(entry));
  shown.entries = inOrder([...shown.entries, ...fresh]);
  shown.odd.push(...odd);
  shown.next = next;
  // What lies before the first clip of a day is known from the last one of the day before.
  const before = next === null && index < days.length - 1 ? await lastOf(mine, camera, days[index + 1].day) : null;
  if (mineTurn !== turn) return;
  const rows = [];
  shown.entries.forEach((entry, i) => {
    // Before the oldest clip that is still here others may well have ended: that is no gap.
    const gap = i > 0 ? between(shown.entries[i - 1], entry) : before && between(before, entry);
    if (gap) rows.push(gapShown(gap));
    rows.push(tiles.get(entry.view.clip));
  });
  for (const { error } of shown.odd) {
    const row = made("gap");
    at("words", row).textContent = `One clip of this day is not shown. ${sentenceOf(error)}`;
    rows.push(row);
  }
  at("clips").replaceChildren(...rows.reverse());
  at("earlier").hidden = next === null;
  const count = shown.entries.length;
  at("day-says").textContent = `${count} ${count === 1 ? "clip" : "clips"} on ${dayOf(day)}, newest first${next === null ? "" : "; earlier ones are below"}. Days and times are in UTC.`;
  await each(fresh.reverse(), (entry) => (mineTurn === turn ? showPoster(entry, tiles.get(entry.view.clip)) : null));
}

async function showDays(wanted) {
  days = await daysOf(mine, camera);
  choice.replaceChildren(...days.map(({ day, clips }) => new Option(`${dayOf(day)} (${clips})`, day)));
  choice.disabled = days.length === 0;
  if (days.length === 0) {
    [at("older").disabled, at("newer").disabled, at("earlier").hidden] = [true, true, true];
    at("clips").replaceChildren();
    at("day-says").textContent = "No clip yet. One comes when something moves before the camera and the hub has brought it.";
    return;
  }
  await showDay(days.some((one) => one.day === wanted) ? wanted : days[0].day);
}

async function watchLive() {
  stopAll();
  chosen = null;
  at("clip").hidden = true;
  await note(mine, "live", { camera });
  at("live").hidden = true;
  at("live-stop").hidden = false;
  const watching = new Live(video, mine, camera, plays, () => {
    at("live").hidden = false;
    at("live-stop").hidden = true;
  });
  live = watching;
  watching.run().catch((error) => plays(error.code === "cameras-cannot-play" ? "This browser cannot play the form of this camera’s pictures." : sentenceOf(error)));
}

async function begin() {
  say("Opening …");
  mine = await openHome(home);
  say("");
  if (!showStanding(mine)) return;
  const one = mine.state.cameras.find((each) => each.camera === camera);
  if (!one) throw Object.assign(new Error(), { code: "cameras-no-camera" });
  const settings = await mine.settings(one).catch(() => null);
  const said = await mine.health(one).catch(() => null);
  called = settings?.name ?? said?.name ?? "Camera";
  name(at("title"), called);
  at("live").hidden = mine.state.state !== "active";
  at("settings").hidden = !mine.decides || mine.state.state !== "active";
  at("settings").href = `/my/cameras/${home}/watch/${camera}/settings`;
  for (const slot of ["pin", "delete"]) at(slot).hidden = mine.state.role !== "owner";
  on(at("live"), watchLive);
  on(at("live-stop"), () => live?.stop("Stopped."));
  on(at("download"), download);
  on(at("pin"), pin);
  on(at("delete"), () => {
    at("sure").hidden = false;
    at("sure-words").focus();
  });
  on(at("delete-yes"), remove);
  on(at("delete-no"), () => {
    at("sure").hidden = true;
    at("delete").focus();
  });
  const step = (by) => async () => showDay(days[days.findIndex((day) => day.day === choice.value) + by].day);
  on(at("older"), step(1));
  on(at("newer"), step(-1));
  on(at("earlier"), showEarlier);
  choice.addEventListener("change", () => {
    clear();
    showDay(choice.value).catch(fail);
  });
  addEventListener("pagehide", stopAll);
  const clips = showDays();
  if (location.hash === "#live" && mine.state.state === "active") await watchLive();
  await clips;
}

if (able()) await begin().catch(fail);
