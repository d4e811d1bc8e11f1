// What the parts of the page of an answer share: where it is served, whom it is for.
import { home, part } from "./page.mjs";

const { atHome, seal } = part.querySelector("[data-answer]").dataset;

/** From behind the #, which is not sent to the site. */
export const wanted = new URLSearchParams(location.hash.slice(1));

/** request; about: who would get it. onward: of what is given once more to somebody whom its officer names, that ask. */
export const answer = { atHome: atHome === "yes", seal, onward: wanted.has("ask") ? { ask: wanted.get("ask") } : null, request: null, about: null };

export const toRequests = () => location.assign(`/my/cameras/${home}/requests`);
