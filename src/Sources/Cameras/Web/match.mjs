// Which open requests concern this home: read, checked and matched in this page and nowhere else. docs/spec/requests.md. No DOM, no network.
import { Refused, canonical, text, utf8 } from "./bytes.mjs";

const smallest = 16 * 1024;
const largest = 64 * 1024 * 1024;
const mostText = 4000;
const mostCorners = 500;
const [blank, lineFeed] = [0x20, 0x0a];
const incidents = [
  "burglary", "robbery", "assault", "sexual-assault", "homicide", "shooting", "vehicle-theft", "theft", "arson", "fire", "hit-and-run", "missing-person", "vandalism", "rescue",
];

const isText = (value) => typeof value === "string" && value.length <= mostText;
export const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) && !Number.isNaN(Date.parse(value));
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isPoint = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && Math.abs(value[0]) <= 180 && Math.abs(value[1]) <= 90;

export const isRequest = (value) => typeof value === "string" && /^rqs_[0-9a-hjkmnp-tv-z]{16}$/.test(value);

const must = {
  format: (f) => f === "writ.request/v1", id: isRequest, agency: (a) => typeof a === "string" && /^agy_[0-9a-hjkmnp-tv-z]{16}$/.test(a), agencyName: isText, case: isText,
  incident: (i) => incidents.includes(i), facts: isText, lookingFor: isText, contact: isText,
  area: (a) => Array.isArray(a) && a.length >= 3 && a.length <= mostCorners && a.every(isPoint), point: isPoint,
  incidentAt: isTime, from: isTime, to: isTime, dwellings: isCount, squareMetres: isCount, at: isTime, until: isTime,
};
const may = { corrects: isRequest };

/** Whether it is an open request as it is published: these members, all of them, and no others. */
export function isOpenRequest(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return Object.entries(must).every(([name, check]) => Object.hasOwn(value, name) && check(value[name]))
    && names.every((name) => Object.hasOwn(must, name) || (Object.hasOwn(may, name) && may[name](value[name])))
    && Date.parse(value.from) < Date.parse(value.to) && Date.parse(value.at) < Date.parse(value.until);
}

/** The open requests of a cell's file. Anything but the file of this cell, of the right size, filled up with blanks, is refused as a whole: requests-file-odd. */
export function readRegion(bytes, cell) {
  const odd = new Refused("requests-file-odd");
  let size = smallest;
  while (size < bytes.length) size *= 4;
  if (bytes.length !== size || size > largest || bytes[size - 1] !== lineFeed) throw odd;
  let end = size - 1;
  while (end > 0 && bytes[end - 1] === blank) end--;
  // The smallest size that holds it.
  if (size > smallest && end < size / 4) throw odd;
  let read;
  try {
    const written = text(bytes.subarray(0, end));
    read = JSON.parse(written);
    if (canonical(read) !== written) throw odd;
  } catch {
    throw odd;
  }
  const fits = read !== null && typeof read === "object" && Object.keys(read).length === 3 && read.format === "writ.region/v1" && read.region === cell
    && Array.isArray(read.requests) && read.requests.every(isOpenRequest) && read.requests.every((one, i, all) => i === 0 || all[i - 1].id < one.id);
  if (!fits) throw odd;
  return read.requests;
}

/**
 * Whether a place is in an area, by counting the edges to the east of it, as the hub does. On an edge it may be said either way.
 * @param area corners, each longitude and latitude.
 */
export function holds(area, latitude, longitude) {
  let inside = false;
  let from = area[area.length - 1];
  for (const to of area) {
    if (from[1] > latitude !== to[1] > latitude && longitude < ((to[0] - from[0]) * (latitude - from[1])) / (to[1] - from[1]) + from[0]) inside = !inside;
    from = to;
  }
  return inside;
}

/** @param places of cameras, in degrees as they are kept. @param now milliseconds. */
export const concerns = (request, places, now) =>
  now < Date.parse(request.until) && places.some(({ latitude, longitude }) => holds(request.area, Number(latitude), Number(longitude)));

/** Whether something of a clip lies in the time that is asked for. */
export const inWindow = (request, from, to) => from < Date.parse(request.to) && Date.parse(request.from) < to;

/** The days, in UTC, on which clips of the time asked for may begin. A clip lasts ten minutes at most. */
export function daysOf(request) {
  const days = [];
  const last = Date.parse(request.to);
  for (let at = Date.parse(request.from) - 600_000; ; at += 86_400_000) {
    const day = new Date(Math.min(at, last)).toISOString().slice(0, 10);
    if (days.at(-1) !== day) days.push(day);
    if (at >= last) return days;
  }
}

/** A published request by itself, such as an older one that is answered once more. */
export function readRequest(bytes, id) {
  try {
    const written = text(bytes);
    const read = JSON.parse(written);
    if (canonical(read) === written && isOpenRequest(read) && read.id === id && utf8(written).length === bytes.length) return read;
  } catch {
    // Refused below.
  }
  throw new Refused("requests-file-odd");
}
