// The part of the page in which a clip is cut and covered. What is drawn becomes numbers, and numbers are drawn.
import { at, made, wrongAt } from "./page.mjs";
import { fresh, kinds, mostMilliseconds, mostShapes, readTime, writeTime, wrongIn } from "./edits.mjs";
import { drawable, paint, read, write } from "./shapes.mjs";

const form = at("form");
const video = at("video");
const field = (name) => form.elements.namedItem(name);
const svg = at("areas");
const handles = ["from", "to"];

let bounds;
let kept = () => {};
let faces = [];
let armed = false;

const now = () => Math.round(video.currentTime * 1000);
const rows = () => [...at("rows").children];
const inRow = (row, name) => row.querySelector(`[name="${name}"]`);

/** What stands in the form; a time that is none is NaN, and is said by wrongIn. */
export function typed() {
  const time = (input) => readTime(input.value) ?? Number.NaN;
  return {
    from: time(field("from")), to: time(field("to")), audio: field("audio").checked, faces: field("faces").checked,
    shapes: rows().map((row) => ({ what: inRow(row, "what").value, typed: inRow(row, "shape").value, from: time(inRow(row, "shape-from")), to: time(inRow(row, "shape-to")) })),
  };
}

function inputOf(name) {
  const found = /^shape-(\d+)(-from)?$/.exec(name);
  return found ? inRow(rows()[Number(found[1])], found[2] ? "shape-from" : "shape") : name === "shapes" ? at("add") : field(name);
}

/** The edits, or null where something is wrong, which is said beside what it is about. */
export function checked() {
  for (const one of form.querySelectorAll("[aria-invalid]")) one.wrongOver?.();
  const edits = typed();
  const wrong = wrongIn(edits, bounds) ?? (edits.audio && !field("audio-agree").checked ? ["audio-agree", "Tick this box to give the sound, or leave the sound off."] : null);
  return wrong ? wrongAt(inputOf(wrong[0]), wrong[1]) : edits;
}

function changed() {
  faces = [];
  repaint();
  kept(typed());
}

function repaint() {
  const moment = now();
  rows().forEach((row, i) => {
    at("label", row).textContent = `Area ${i + 1}`;
  });
  for (const kind of Object.keys(kinds)) {
    const shown = typed().shapes.filter((one) => one.what === kind && !(moment < one.from || moment >= one.to)).map((one) => read(one.typed)).filter((shape) => shape !== null);
    paint(svg, kind, shown);
  }
  const nearest = faces.filter((one) => Math.abs(one.at - moment) <= 500).sort((one, other) => Math.abs(one.at - moment) - Math.abs(other.at - moment))[0];
  paint(svg, "face", (nearest?.boxes ?? []).map(([x, y, w, h]) => [[x, y], [x + w, y], [x + w, y + h], [x, y + h]]));
  at("moment").textContent = `${writeTime(moment)} of ${writeTime(bounds.to)}`;
  at("seek").value = String(moment);
}

function addRow(shape, focus) {
  if (rows().length >= mostShapes) return;
  const row = made("row");
  inRow(row, "what").append(...Object.entries(kinds).map(([value, label]) => new Option(label, value)));
  const edits = typed();
  inRow(row, "what").value = shape.what ?? "black";
  inRow(row, "shape").value = shape.typed ?? "";
  inRow(row, "shape-from").value = writeTime(shape.from ?? (Number.isNaN(edits.from) ? bounds.from : edits.from));
  inRow(row, "shape-to").value = writeTime(shape.to ?? (Number.isNaN(edits.to) ? bounds.to : edits.to));
  for (const input of row.querySelectorAll("input, select")) input.addEventListener("input", changed);
  at("remove", row).addEventListener("click", () => {
    row.remove();
    changed();
    at("add").focus();
  });
  at("rows").append(row);
  if (focus) inRow(row, focus).focus();
}

function arm(on) {
  armed = on;
  svg.classList.toggle("areas--idle", !on);
  at("draw").setAttribute("aria-pressed", String(on));
  at("draw").textContent = on ? "Drag over the picture, or press here to stop" : "Draw one on the picture";
  if (on) video.pause();
}

/** Handles and typed times are one thing in two forms. */
function wire(name) {
  const handle = field(`${name}-handle`);
  handle.addEventListener("input", () => {
    field(name).value = writeTime(Number(handle.value));
    field(name).wrongOver?.();
    video.currentTime = Math.min(Number(handle.value), bounds.to - 100) / 1000;
    changed();
  });
  field(name).addEventListener("input", () => {
    const time = readTime(field(name).value);
    if (time !== null) handle.value = String(time);
    changed();
  });
  at(`${name}-here`).addEventListener("click", () => {
    field(name).value = writeTime(now());
    field(name).wrongOver?.();
    handle.value = String(now());
    changed();
  });
}

/** Once for the page. */
export function wireEditor() {
  for (const name of handles) wire(name);
  drawable(svg, (shape) => {
    arm(false);
    addRow({ typed: write(shape) }, "what");
    changed();
  });
  at("draw").addEventListener("click", () => arm(!armed));
  at("add").addEventListener("click", () => addRow({}, "shape"));
  for (const name of ["faces", "audio", "audio-agree"]) field(name).addEventListener("change", changed);
  at("play").addEventListener("click", () => {
    if (!video.paused) return video.pause();
    if (now() < bounds.from || now() >= bounds.to) video.currentTime = bounds.from / 1000;
    video.play().catch(() => {});
  });
  const step = (by) => () => {
    video.currentTime = Math.max(bounds.from, Math.min(bounds.to - 100, now() + by)) / 1000;
  };
  at("back").addEventListener("click", step(-1000));
  at("forth").addEventListener("click", step(1000));
  at("seek").addEventListener("input", () => {
    video.currentTime = Number(at("seek").value) / 1000;
  });
  for (const what of ["play", "pause"]) video.addEventListener(what, () => {
    at("play").textContent = video.paused ? "Play" : "Pause";
  });
  for (const what of ["timeupdate", "seeked"]) video.addEventListener(what, () => {
    // What lies outside the time that was asked for is not shown here either.
    if (now() >= bounds.to && !video.paused) video.pause();
    repaint();
  });
}

/** Another clip. @param draft what was set before, or null. @param keep is given what is set, again and again. */
export function edit(entry, itsBounds, draft, keep) {
  [bounds, kept, faces] = [itsBounds, keep, []];
  const edits = draft ?? fresh(bounds);
  at("rows").replaceChildren();
  for (const name of handles) {
    Object.assign(field(`${name}-handle`), { min: String(bounds.from), max: String(bounds.to), value: String(edits[name]) });
    field(name).value = Number.isInteger(edits[name]) ? writeTime(edits[name]) : "";
  }
  Object.assign(at("seek"), { min: String(bounds.from), max: String(bounds.to), value: String(bounds.from) });
  const sound = entry.card.codecs.includes("mp4a");
  at("sound-part").hidden = !sound;
  at("no-sound").hidden = sound;
  field("faces").checked = edits.faces;
  field("audio").checked = edits.audio && sound;
  field("audio-agree").checked = false;
  for (const shape of edits.shapes) addRow(shape);
  arm(false);
  repaint();
  return bounds.to - bounds.from > mostMilliseconds;
}

export function showFaces(found) {
  faces = found;
  repaint();
}

