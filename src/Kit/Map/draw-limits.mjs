// What a page says of an area while it is drawn: an estimate from the server's own figures, and the server decides.
import { SQUARE_MILE, dwellings, holds, measure, signedArea } from "./ground.mjs";

/** Sentences for size, dwellings and limits; right where nothing is wrong. Cells may be null: not known yet. */
export function judged(ring, spot, cells, { least, most, dwellings: few, round, corners }) {
  const miles = (squareMetres) => (squareMetres / SQUARE_MILE).toLocaleString("en", { maximumFractionDigits: 3 });
  const area = ring.length > 2;
  const seen = measure(ring);
  const homes = cells && area ? dwellings(ring, cells) : null;
  const faults = [];
  if (!area) faults.push("An area needs at least three corners.");
  else if (seen.crosses || signedArea(ring) === 0) faults.push("The outline crosses or touches itself.");
  else {
    if (seen.squareMetres < least) faults.push("It is too small.");
    if (seen.squareMetres > most) faults.push("It is too large.");
    if (seen.round < round) faults.push("It is too long and thin.");
    if (homes !== null && homes < few) faults.push("Too few dwellings lie in it.");
    if (spot && !holds(ring, spot)) faults.push("The place of the incident lies outside it.");
  }
  if (ring.length >= corners) faults.push("It has as many corners as an area may have.");
  if (!spot) faults.push("The place of the incident is not set.");
  return {
    size: area ? `About ${miles(seen.squareMetres)} square miles (${miles(least)} to ${miles(most)})` : "No area yet",
    homes: !area ? "No area yet" : homes === null ? "Not counted here" : `About ${homes.toLocaleString("en")} (at least ${few.toLocaleString("en")})`,
    fits: faults.length === 0 ? "Within the limits" : faults.join(" "),
    right: faults.length === 0,
  };
}
