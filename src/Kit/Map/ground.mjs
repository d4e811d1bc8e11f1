// Areas on the ground as the server measures them: the same formulas, so that what a page estimates is what the server will say.
// A ring is an array of [latitude, longitude] in degrees, the first not repeated.

const MAJOR = 6378137;
const FLATTENING = 1 / 298.257223563;
const SQUARED = FLATTENING * (2 - FLATTENING);
const ECCENTRICITY = Math.sqrt(SQUARED);
const RADIAN = Math.PI / 180;

export const SQUARE_MILE = 2589988.110336;

/** To a millionth of a degree, as places are kept. */
export const rounded = (degrees) => {
  const whole = Math.round(Math.abs(degrees) * 1e6) / 1e6;
  return degrees < 0 ? -whole : whole;
};

// Snyder 3-12: half of a·q is the height in Lambert's cylindrical equal-area projection.
function up(latitude) {
  const sine = Math.sin(latitude * RADIAN);
  const es = ECCENTRICITY * sine;
  return (MAJOR / 2) * (1 - SQUARED) * (sine / (1 - es * es) - Math.log((1 - es) / (1 + es)) / (2 * ECCENTRICITY));
}

/** Square metres; positive against the clock. */
export function signedArea(ring) {
  if (ring.length < 3) return 0;
  const [north, east] = [up(ring[0][0]), ring[0][1]];
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const [x1, y1] = [MAJOR * (ring[i][1] - east) * RADIAN, up(ring[i][0]) - north];
    const [x2, y2] = [MAJOR * (ring[i + 1][1] - east) * RADIAN, up(ring[i + 1][0]) - north];
    twice += x1 * y2 - x2 * y1;
  }
  return twice / 2;
}

/** Metres between two places near each other. */
export function distance(a, b) {
  const middle = ((a[0] + b[0]) / 2) * RADIAN;
  const w = 1 - SQUARED * Math.sin(middle) ** 2;
  const north = ((b[0] - a[0]) * RADIAN * MAJOR * (1 - SQUARED)) / w ** 1.5;
  const east = ((b[1] - a[1]) * RADIAN * MAJOR * Math.cos(middle)) / Math.sqrt(w);
  return Math.hypot(north, east);
}

export const outline = (ring) => ring.reduce((sum, place, i) => sum + distance(place, ring[(i + 1) % ring.length]), 0);

/** Whether two edges that are not neighbours meet: then it is no area. */
export function crosses(ring) {
  const turn = (a, b, c) => Math.sign((b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]));
  const within = (a, b, c) => Math.min(a[0], b[0]) <= c[0] && c[0] <= Math.max(a[0], b[0]) && Math.min(a[1], b[1]) <= c[1] && c[1] <= Math.max(a[1], b[1]);
  const meet = (a, b, c, d) => {
    const [p, q, r, s] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
    if (p !== q && r !== s) return true;
    return (p === 0 && within(a, b, c)) || (q === 0 && within(a, b, d)) || (r === 0 && within(c, d, a)) || (s === 0 && within(c, d, b));
  };
  const n = ring.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (meet(ring[i], ring[i + 1], ring[j], ring[(j + 1) % n])) return true;
    }
  }
  return false;
}

/** Whether a place lies in it. */
export function holds(ring, place) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [a, b] = [ring[i], ring[j]];
    if (a[0] > place[0] !== b[0] > place[0] && place[1] < ((b[1] - a[1]) * (place[0] - a[0])) / (b[0] - a[0]) + a[1]) inside = !inside;
  }
  return inside;
}

const flat = (ring) => Math.abs(ring.reduce((sum, a, i) => sum + a[1] * ring[(i + 1) % ring.length][0] - ring[(i + 1) % ring.length][1] * a[0], 0) / 2);

// Sutherland and Hodgman: cut at one side of the cell after another. Where a ring falls apart, edges of no width join its parts and add nothing.
function cut(ring, axis, bound, above) {
  const kept = [];
  const inside = (place) => (above ? place[axis] >= bound : place[axis] <= bound);
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
    if (inside(a)) kept.push(a);
    if (inside(a) === inside(b)) continue;
    const part = (bound - a[axis]) / (b[axis] - a[axis]);
    const place = [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
    place[axis] = bound;
    kept.push(place);
  }
  return kept;
}

/** Which part of a cell [south, west, north, east] lies in the ring, 0 to 1. */
export function partIn(ring, [south, west, north, east]) {
  // From the cell's own corner, so that no digits are lost.
  let rest = ring.map(([lat, lon]) => [lat - south, lon - west]);
  for (const [axis, bound, above] of [[0, 0, true], [0, north - south, false], [1, 0, true], [1, east - west, false]]) {
    rest = cut(rest, axis, bound, above);
    if (rest.length < 3) return 0;
  }
  return flat(rest) / ((north - south) * (east - west));
}

/** Dwellings by cells [south, west, north, east, dwellings]; rounded down, as the server does. */
export const dwellings = (ring, cells) => Math.floor(cells.reduce((sum, cell) => sum + cell[4] * partIn(ring, cell), 0) + 1e-6);

/** What can be said of a ring. */
export function measure(ring) {
  const squareMetres = Math.abs(signedArea(ring));
  const round = ring.length < 3 ? 0 : (4 * Math.PI * squareMetres) / outline(ring) ** 2;
  return { squareMetres, squareMiles: squareMetres / SQUARE_MILE, round, crosses: ring.length > 3 && crosses(ring) };
}

const fits = ([lat, lon]) => Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** One line of "latitude, longitude"; null where it is none. */
export function place(line) {
  const parts = line.includes(",") || line.includes(";") ? line.split(/[,;]/) : line.trim().split(/\s+/);
  if (parts.length !== 2 || parts.some((part) => !/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(part))) return null;
  const read = parts.map(Number);
  return fits(read) ? read.map(rounded) : null;
}

/** A ring as somebody typed it: lines, or a GeoJSON Polygon. Null where it is none yet. */
export function read(text) {
  let ring;
  if (text.trimStart().startsWith("{")) {
    try {
      const json = JSON.parse(text);
      const shape = json.type === "Feature" ? json.geometry : json;
      if (shape.type !== "Polygon" || shape.coordinates.length !== 1) return null;
      ring = shape.coordinates[0].map(([lon, lat]) => (fits([lat, lon]) ? [rounded(lat), rounded(lon)] : null));
    } catch {
      return null;
    }
  } else {
    ring = text.split("\n").filter((line) => line.trim().length > 0).map(place);
  }
  if (ring.some((corner) => corner === null)) return null;
  const [first, last] = [ring[0], ring[ring.length - 1]];
  if (ring.length > 1 && first[0] === last[0] && first[1] === last[1]) ring.pop();
  return ring;
}

export const written = ([lat, lon]) => `${lat}, ${lon}`;

export const lines = (ring) => ring.map(written).join("\n");
