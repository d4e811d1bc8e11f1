// What the parts of the page of an answer share: where it is served, whom it is for, and what was chosen and made so far.
import { home, part } from "./page.mjs";

const { atHome, seal } = part.querySelector("[data-answer]").dataset;

/** From behind the #, which is not sent to the site. */
export const wanted = new URLSearchParams(location.hash.slice(1));

/**
 * mine; request; entry: the recording; derived: list, card, text, bytes, watched, and once it was given said, sent and posted; about: who would get it.
 * onward: of what is given once more to somebody whom its officer names, that ask.
 */
export const answer = {
  atHome: atHome === "yes", seal, onward: wanted.has("ask") ? { ask: wanted.get("ask") } : null,
  mine: null, request: null, entry: null, derived: null, about: null,
};

export const toRequests = () => location.assign(`/my/cameras/${home}/requests`);

/** Lines as items of a list. */
export const asItems = (lines, name) => lines.map((line) => {
  const item = document.createElement("li");
  name(item, line);
  return item;
});
