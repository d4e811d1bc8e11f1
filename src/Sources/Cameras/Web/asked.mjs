// A published request on a page, in full.
import { draw } from "./ground.mjs";
import { at, dayOf, made, momentOf, name } from "./page.mjs";
import { show } from "./visible.mjs";

export const incidentOf = (request) => made("incidents").querySelector(`[data-incident="${request.incident}"]`)?.textContent ?? "An incident";

/** One line, wherever the whole does not fit. */
export const lineOf = (request) => `${incidentOf(request)}, ${dayOf(request.incidentAt)}, asked by ${request.agencyName}${request.corrects ? ", corrected" : ""}`;

/** Fills the slots of AskedFacts. */
export function showAsked(shown, request, mine, atHome) {
  name(at("agency", shown), request.agencyName);
  name(at("case", shown), request.case);
  at("happened", shown).textContent = momentOf(request.incidentAt);
  at("window", shown).textContent = `${momentOf(request.from)} to ${momentOf(request.to)}`;
  name(at("contact", shown), request.contact);
  show(at("facts", shown), request.facts, true);
  show(at("looking-for", shown), request.lookingFor, true);
  const own = Object.values(mine.places).map(({ latitude, longitude }) => [Number(longitude), Number(latitude)]);
  const near = draw(at("map", shown), request, own);
  at("map-says", shown).textContent = `Strong line: the area asked about. Ring: the place of the incident.${near > 0 ? " Square: your camera, drawn by this browser alone." : ""} North is at the top.`;
  at("corrects", shown).hidden = request.corrects === undefined;
  at("changed-part", shown).hidden = atHome;
  at("changed", shown).href = `/requests/${request.id}#changed`;
  at("public", shown).hidden = atHome;
  at("document", shown).href = `/requests/${request.id}`;
}
