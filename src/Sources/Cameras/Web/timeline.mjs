// The clips of a camera, day by day: each card is opened and checked, and the chain of cards shows what is missing.
import { ask, stored } from "./ask.mjs";
import { Refused, fromBase64, hex, sha256 } from "./bytes.mjs";
import { openClip, openPart, plainLength, readCard } from "./clips.mjs";

const atOnce = 6;
const onPage = 24;
const few = 3;

/** Does it for all, a few at a time; what comes back stands in order. */
export async function each(all, act) {
  const done = new Array(all.length);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < all.length; i = next++) done[i] = await act(all[i], i);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, work));
  return done;
}

/** Days on which a camera has clips, newest first. */
export const daysOf = async (mine, camera) => (await ask(`${mine.id}/cameras/${camera}/days`)).map((line) => line).reverse();

/** One clip as it is listed: its card and its keys; footage-… where it does not hold. */
export async function openEntry(mine, view) {
  const keys = await openClip(mine.keys, mine.id, view.clip, fromBase64(view.header));
  const plain = await openPart(await keys.part("card"), await stored(`${mine.id}/clips/${view.clip}/card`));
  const card = await readCard(plain, mine.chain.hub, mine.id, view.clip);
  const last = card.fragments[card.fragments.length - 1];
  const fits = card.camera === view.camera && card.from.slice(0, 10) === view.day && last.offset + last.length === plainLength(view.video);
  if (!fits) throw new Refused("footage-bad-card");
  return { view, card, keys, hash: hex(await sha256(plain)) };
}

/**
 * Clips of a day, what the hub brought last first; those that came are given in the order of their numbers. odd: those that did not open, each with
 * why. next: give it as before for earlier ones; null: that was all.
 */
export async function openDay(mine, camera, day, before = null, most = onPage) {
  const page = await ask(`${mine.id}/cameras/${camera}/clips?day=${day}&most=${most}${before === null ? "" : `&before=${before}`}`);
  const odd = [];
  const read = await each(page.clips, async (view) => {
    try {
      return await openEntry(mine, view);
    } catch (error) {
      if (error.code === "line-lost" || error.code === "signed-out") throw error;
      if (error.code !== "sources-no-such-clip") odd.push({ view, error });
      return null;
    }
  });
  return { entries: inOrder(read.filter((one) => one !== null)), odd, next: page.next };
}

/** By their numbers: the site's order says only where to begin. */
export const inOrder = (entries) => entries.sort((a, b) => a.card.number - b.card.number);

/** The newest clip of a day, or null. A few are opened, since one that waited may have come after a newer one. */
export const lastOf = async (mine, camera, day) => (await openDay(mine, camera, day, null, few)).entries.at(-1) ?? null;

/**
 * What the chain of cards says between two that are listed: nothing (null), missing numbers, or that they do not fit together.
 * @param before the entry with the number before, or null for the first of all.
 */
export function between(before, entry) {
  const [from, to] = [before ? before.card.number + 1 : 0, entry.card.number];
  if (to < from) return { what: "twice", from: to, to };
  if (to > from) return { what: "missing", from, to: to - 1 };
  return before && entry.card.previous !== before.hash ? { what: "torn", from: before.card.number, to } : null;
}

/** The newest clip of a camera, or null. */
export async function newest(mine, camera) {
  const [day] = await daysOf(mine, camera);
  return day ? lastOf(mine, camera, day.day) : null;
}

/** The poster as an address that a page may show; null where the clip has none. */
export async function poster(mine, entry) {
  const plain = await openPart(await entry.keys.part("poster"), await stored(`${mine.id}/clips/${entry.view.clip}/poster`));
  if (plain.length < 4 || plain[0] !== 0xff || plain[1] !== 0xd8) return null;
  let binary = "";
  for (let at = 0; at < plain.length; at += 32768) binary += String.fromCharCode(...plain.subarray(at, at + 32768));
  return `data:image/jpeg;base64,${btoa(binary)}`;
}
