// The result: the hub makes it, it is checked, and its owner watches all of it before anything can become of it.
import { checkDerived, newGrant } from "./derived.mjs";
import { listOf, playedAll, wordsOf } from "./edits.mjs";
import { checked } from "./editor.mjs";
import { order } from "./orders.mjs";
import { at, fail, name } from "./page.mjs";
import { asItems, work } from "./work.mjs";

const percent = (share) => `${Math.floor(Math.min(1, share) * 100)} %`;
const making = (words) => {
  at("making").textContent = words;
};

let turn = null;

/** Puts it away, and stops making one. @param words why. */
export function dropResult(words = "") {
  work.derived = null;
  turn?.abort();
  for (const slot of ["result-part", "last-part"]) at(slot).hidden = true;
  const result = at("result");
  if (result.src) URL.revokeObjectURL(result.src);
  result.removeAttribute("src");
  result.load();
  making(words);
}

export async function makeResult() {
  const edits = checked();
  if (!edits) return;
  dropResult();
  const { mine, entry } = work;
  const list = listOf(edits, entry.view.clip, newGrant(), work.label());
  const mineTurn = new AbortController();
  turn = mineTurn;
  at("stop").hidden = false;
  making("Your hub is making it …");
  try {
    const onProgress = ({ done, fetched }) => making(fetched === undefined ? `Your hub is making it: ${percent(done)}.` : `Your hub made it. Fetching it: ${percent(fetched)}.`);
    const made = await order(mine, "render", list, { onProgress, signal: mineTurn.signal });
    const card = await checkDerived(mine, entry, list, made);
    if (mineTurn.signal.aborted) return;
    work.derived = { list, card, text: made.head.card, bytes: made.bytes, watched: false };
    making("Made. Watch it below.");
    show();
  } catch (error) {
    if (mineTurn.signal.aborted) return;
    making("");
    throw error;
  } finally {
    if (turn === mineTurn) at("stop").hidden = true;
  }
}

export function stopMaking() {
  turn?.abort();
  at("stop").hidden = true;
  making("Stopped. Nothing was made.");
}

function show() {
  const { derived } = work;
  at("video").pause();
  at("result").src = URL.createObjectURL(new Blob([derived.bytes], { type: "video/mp4" }));
  at("words").replaceChildren(...asItems(wordsOf(derived.list), name));
  at("result-part").hidden = false;
  showWatched();
  at("result-title").focus();
}

function showWatched() {
  const watched = work.derived?.watched === true;
  if (watched) at("go-on").removeAttribute("aria-disabled");
  else at("go-on").setAttribute("aria-disabled", "true");
  at("why-not").hidden = watched;
  at("watched").textContent = watched ? "You have watched all of it." : "";
}

/** Once for the page: what was played counts, jumps leave gaps. */
export function followWatching() {
  const result = at("result");
  const look = () => {
    const { derived } = work;
    if (!derived || derived.watched) return;
    const ranges = Array.from({ length: result.played.length }, (_, i) => [result.played.start(i), result.played.end(i)]);
    if (!playedAll(ranges, derived.card.milliseconds)) return;
    derived.watched = true;
    showWatched();
  };
  for (const what of ["timeupdate", "pause", "ended"]) result.addEventListener(what, look);
  result.addEventListener("error", () => result.hasAttribute("src") && fail({ code: "cameras-not-playable" }));
  // Nobody watches a page that is not shown.
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && result.pause());
}
