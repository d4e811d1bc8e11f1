// The last part of the page: who would get it, for how long, under which terms; and giving it.
import { answer } from "./answer.mjs";
import { give, recipientsOf } from "./give.mjs";
import { whoOf } from "./grants.mjs";
import { amountOf, at, fail, lengthOf, name, wrongAt } from "./page.mjs";
import { asItems, work } from "./work.mjs";

const form = at("give");
const field = (called) => form.elements.namedItem(called);
const unwatched = "Watch the result to its end first. Then you can go on.";

/** Only now is the site asked who would get it. */
export async function showGiving() {
  const [{ derived }, { request, onward }] = [work, answer];
  if (!derived?.watched) return fail(unwatched);
  at("result").pause();
  at("last-part").hidden = false;
  at("give-title").focus();
  const about = await recipientsOf(request, onward);
  answer.about = about;
  name(at("who"), `${whoOf(about.officerName, about.agencyName)}, with ${about.keys.length === 1 ? "one registered key" : `${about.keys.length} registered keys`}`);
  at("what").textContent = `${lengthOf(derived.card.milliseconds)} of picture ${derived.list.audio ? "with sound" : "without sound"}, ${amountOf(derived.bytes.length)}, the list of what was done to it, and your hub’s signature with its public key`;
  name(at("for-case"), request.case);
  at("most-days").textContent = String(about.mostDays);
  if (!field("days").value) field("days").value = String(about.mostDays);
  at("terms").replaceChildren(...asItems(about.termsText, name));
}

/** Days and contact; null where they are no answer, which is said. */
function said(data) {
  const { mostDays } = answer.about;
  const days = data.get("days").trim();
  if (!/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > mostDays) return wrongAt(field("days"), `Give a number of days from 1 to ${mostDays}.`);
  const contact = data.get("contact") === "relay" ? "relay" : data.get("contact-text").trim();
  if (contact === "" || contact.length > 200 || /\p{Cc}/u.test(contact) || (contact === "relay" && data.get("contact") !== "relay"))
    return wrongAt(field("contact-text"), "Write how they can reach you, in up to 200 characters, or choose “Through this site”.");
  return { days: Number(days), contact };
}

const inputs = (disabled) => {
  for (const input of form.querySelectorAll("input")) input.disabled = disabled;
};

/** Also once more, where the line was lost in between: then as it was said the first time. @returns whether it is given. */
export async function giveIt(data) {
  const [{ derived, mine }, { about }] = [work, answer];
  if (!derived?.watched || !about) return fail(unwatched);
  derived.said = derived.posted ? derived.said : said(data);
  if (!derived.said) return false;
  const tell = (words) => {
    at("giving").textContent = words;
  };
  try {
    await give({ ...answer, mine, made: derived, ...derived.said }, tell);
  } catch (error) {
    inputs(derived.posted === true);
    if (derived.posted) tell("The site took your word, and not yet the recording. Press “Give” once more; nothing is given twice. Until then the officer can open nothing.");
    throw error;
  }
  inputs(false);
  return true;
}
