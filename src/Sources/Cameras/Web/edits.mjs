// What an owner wants of a clip: its stretch, what is covered, sound. Typed and written times, checks, and the list in words. No DOM, no network.
import { read } from "./shapes.mjs";

export const mostMilliseconds = 5 * 60_000;
export const mostShapes = 64;
const mostLabel = 60;

export const kinds = { black: "Black", blur: "Blurred", keep: "All but this black" };

/** Milliseconds as minutes, seconds and tenths: 1:05.5. */
export function writeTime(milliseconds) {
  const tenths = Math.floor(milliseconds / 100);
  return `${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
}

/** What was typed, in milliseconds; null where it is no time. */
export function readTime(typed) {
  const found = /^(?:(\d{1,2}):)?(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(typed.trim());
  if (!found) return null;
  const [, minutes, seconds, part] = found;
  if (minutes !== undefined && (seconds.length > 2 || Number(seconds) > 59)) return null;
  return (Number(minutes ?? 0) * 60 + Number(seconds)) * 1000 + Number((part ?? "").padEnd(3, "0"));
}

/** The stretch of a clip that lies in the time asked for, in milliseconds of the clip; null where none does. */
export function boundsOf(card, request) {
  const start = Date.parse(card.from);
  const from = Math.max(0, Date.parse(request.from) - start);
  const to = Math.min(card.milliseconds, Date.parse(request.to) - start);
  return from < to ? { from, to } : null;
}

/** What a page begins with: all of it that was asked for, faces blurred, no sound. */
export const fresh = (bounds) => ({ from: bounds.from, to: Math.min(bounds.to, bounds.from + mostMilliseconds), audio: false, faces: true, shapes: [] });

const whole = (value) => Number.isInteger(value) && value >= 0;

/** The first thing that is wrong, as a field's name and a sentence; null where all is right. @param edits as of fresh; a shape has what, typed, from, to. */
export function wrongIn(edits, bounds) {
  const range = `${writeTime(bounds.from)} and ${writeTime(bounds.to)}`;
  if (!whole(edits.from) || edits.from < bounds.from || edits.from >= bounds.to) return ["from", `Give a beginning between ${range}, such as ${writeTime(bounds.from)}.`];
  if (!whole(edits.to) || edits.to <= bounds.from || edits.to > bounds.to) return ["to", `Give an end between ${range}, such as ${writeTime(bounds.to)}.`];
  if (edits.from >= edits.to) return ["to", "The end must come after the beginning."];
  if (edits.to - edits.from > mostMilliseconds) return ["to", "At most five minutes at once. Shorten it, or give the rest on its own."];
  if (edits.shapes.length > mostShapes) return ["shapes", `At most ${mostShapes} areas.`];
  for (const [i, one] of edits.shapes.entries()) {
    if (!Object.hasOwn(kinds, one.what) || !read(one.typed)) return [`shape-${i}`, "That is not an area: four numbers from 0 to 1000 for a box, left top right bottom, or at least three corners written x,y."];
    if (!whole(one.from) || !whole(one.to) || one.from >= one.to) return [`shape-${i}-from`, "The area’s end must come after its beginning; both as minutes and seconds, such as 0:04.5."];
    if (one.to <= edits.from || one.from >= edits.to) return [`shape-${i}-from`, "The area’s time lies outside the stretch that is given. Change it, or remove the area."];
  }
  return null;
}

/** Letters and signs alone, as many as the hub burns in. */
function labelOf(words) {
  let label = "";
  for (const one of words.replace(/[\p{C}\p{Zl}\p{Zp}\uFFFD]/gu, "")) {
    if (label.length + one.length > mostLabel) break;
    label += one;
  }
  return label;
}

/** The list as the hub takes it and the recipient gets it. */
export const listOf = (edits, clip, grant, label) => ({
  audio: edits.audio, clip, faces: edits.faces, from: edits.from, grant, label: labelOf(label),
  shapes: edits.shapes.map((one) => ({ from: one.from, shape: read(one.typed), to: one.to, what: one.what })), to: edits.to,
});

/** The list in words, a line each. */
export function wordsOf(list) {
  const said = [`From ${writeTime(list.from)} to ${writeTime(list.to)} of the clip, and nothing before or after.`];
  const places = { blur: "An area is blurred", black: "An area is black", keep: "All but an area is black" };
  for (const one of list.shapes) {
    const always = one.from <= list.from && one.to >= list.to;
    said.push(`${places[one.what]}${always ? " all the time" : `, from ${writeTime(one.from)} to ${writeTime(one.to)} and half a second before and after`}.`);
  }
  said.push(list.faces ? "Faces that the hub finds are blurred. It does not find all of them." : "Faces are not blurred, but where an area above covers them.");
  said.push(list.audio ? "With sound." : "Without sound.");
  said.push(`“${list.label}” stands over the picture.`);
  return said;
}

/** Whether all of it was played: stretches as a video element tells them, jumps leave gaps. A quarter of a second at a seam counts as none. */
export function playedAll(ranges, milliseconds) {
  const seam = 0.25;
  let reached = 0;
  for (const [from, to] of [...ranges].sort((one, other) => one[0] - other[0])) if (from <= reached + seam) reached = Math.max(reached, to);
  return reached >= milliseconds / 1000 - seam;
}
