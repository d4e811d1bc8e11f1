// Small things that all pages of cameras share: their slots, their sentences, their ways to write a time.
import { Told } from "./ask.mjs";
import { show } from "./visible.mjs";

export const part = document.querySelector("[data-cameras]");
export const home = part.dataset.home;
export const camera = part.dataset.camera;

export const at = (name, within = part) => within.querySelector(`[data-slot="${name}"]`);
export const made = (name) => part.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);

const changed = "It was changed on its way or put in the place of another; nothing of it is shown.";
const sentences = {
  "footage-cannot-open": `This does not open with the keys of this browser. ${changed}`,
  "footage-bad-card": `What the hub signed about this does not fit. ${changed}`,
  "footage-not-signed": `The hub’s signature is missing or false. ${changed}`,
  "footage-chain-broken": "The list of who holds keys does not hold together, so nothing is opened with it. Tell the company.",
  "footage-not-a-holder": "Somebody signed this who may not. It is not taken.",
  "footage-last-owner": "This is the last device of an owner. Add another one first, else nobody could add devices any more.",
  "footage-too-many-holders": "A home has at most 32 key holders. Remove one first.",
  "footage-bad-pairing-code": "That is not a code of the right length. Compare it with what the hub shows, or with what was printed, and type all of it.",
  "cameras-other-hub": "The site shows another hub than the one that this browser was paired with. Nothing is opened. If you did not replace the hub, tell the company, and trust no picture on this page.",
  "cameras-list-turned": "The list of who holds keys is not a continuation of the one that this browser saw before. Nothing is opened. Somebody may be showing you an older or another list: compare with another device, and tell the company.",
  "browser-no-store": "This browser keeps nothing for this site, so no keys can be in it. That is so in some private windows. Use an ordinary window.",
  "cameras-settings-odd": "The settings that came are not in a form that this page knows. Load the page again; if that does not help, save them anew.",
  "cameras-settings-old": "Older settings came than those that this browser saw last, so they are not shown. Somebody may be holding back the newest. Load the page again; if it stays so, tell the company.",
  "cameras-key-old": "A device was removed, and the hub has not made the new key yet. Wait until the hub is connected, then try again.",
  "cameras-not-playable": "It was opened, but these pictures cannot be played in this browser. You can download the clip, which also checks that it is whole.",
  "cameras-other-code": "This is not the recovery code that was made last for this home. Compare it with the paper, character by character.",
  "cameras-no-camera": "There is no such camera in this home, or the hub has not named it yet.",
  "requests-file-odd": "The public list of requests is not as it should be, so nothing of it is shown. Try again in a quarter of an hour; if it stays so, tell the company.",
  "requests-over": "This request is not open any more, or is not about this home. There is nothing to answer.",
  "answer-no-clip": "There is no such recording, or it lies outside the time that was asked for. Choose another one.",
  "publish-no-draft": "This draft is not there any more, or was sent already, and takes no clip. Begin at the draft, in the feed.",
  "answer-odd-result": "What came back is not what the hub signed, or not what you asked for. Nothing of it is given. Make it once more.",
  "cameras-no-device": "This browser has no keys for this home yet.",
};

// Where the site's own words are for programs.
const told = {
  "sources-box-number": "Another device changed this at the same moment. Load the page again, look at what stands there now, and do it once more.",
  "sources-look-number": "Other devices write so much at this moment that this one did not come to it. Try again.",
};

/** What went wrong, for people. */
export const sentenceOf = (error) =>
  error instanceof Told ? told[error.code] ?? error.message : sentences[error?.code] ?? "That did not work. Load the page again; if it happens again, tell the company.";

const says = at("says");
const problem = at("problem");

export function say(words) {
  says.textContent = words;
}

export function fail(error) {
  say("");
  problem.textContent = typeof error === "string" ? error : sentenceOf(error);
  if (typeof error !== "string" && !(error instanceof Told) && !sentences[error?.code]) console.error(error);
}

let wrongs = 0;

/** What is wrong with a field, said right before it until something else is typed there. Gives null: no answer. */
export function wrongAt(input, words) {
  input.wrongOver?.();
  const said = document.createElement("p");
  [said.className, said.id, said.textContent] = ["govuk-error-message", `wrong-${++wrongs}`, words];
  (input.closest("label") ?? input).before(said);
  const before = input.getAttribute("aria-describedby");
  const over = () => {
    said.remove();
    input.removeAttribute("aria-invalid");
    if (before) input.setAttribute("aria-describedby", before);
    else input.removeAttribute("aria-describedby");
    input.wrongOver = null;
  };
  input.wrongOver = over;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", before ? `${said.id} ${before}` : said.id);
  input.addEventListener("input", over, { once: true });
  input.addEventListener("change", over, { once: true });
  input.focus();
  return null;
}

export function clear() {
  problem.textContent = "";
}

/** Does it once at a time, with the button held back meanwhile; what fails is said. */
export function on(button, act) {
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    clear();
    try {
      await act();
    } catch (error) {
      fail(error);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

/** A form that only the script reads. Until now it is inert: a browser would send what is typed in an address. */
export function onSubmit(form, act) {
  form.inert = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    clear();
    try {
      await act(new FormData(form));
    } catch (error) {
      fail(error);
    } finally {
      delete form.dataset.busy;
    }
  });
}

/** Somebody's words: what they hide is shown, and they turn nothing beside them. */
export function name(element, words) {
  show(element, words);
}

const days = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" };
const clock = { timeZone: "UTC", hour: "2-digit", minute: "2-digit", second: "2-digit" };

export const dayOf = (time) => new Date(time).toLocaleDateString("en-GB", days);
export const clockOf = (time) => `${new Date(time).toLocaleTimeString("en-GB", clock)} UTC`;
export const momentOf = (time) => `${dayOf(time)}, ${clockOf(time)}`;
export const lengthOf = (milliseconds) => {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};
export const amountOf = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

/** Whether this browser will use keys at all at this address. */
export function able() {
  if (globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB) return true;
  fail("This browser will not use keys at this address, because the connection is not protected. Open the site under its own name with https.");
  return false;
}

/** Shows what this browser is in the home, where it is not open; true where it is. */
export function showStanding(mine) {
  for (const one of part.querySelectorAll("[data-standing]")) one.hidden = one.dataset.standing !== mine.standing;
  const open = mine.standing === "open";
  for (const one of part.querySelectorAll("[data-when-open]")) one.hidden = !open;
  return open;
}

/** Shows a poster in place of the words; what is no picture stays hidden. @param address of the picture, or null. */
export async function picture(within, address, alt) {
  const image = at("poster", within);
  if (!address) return false;
  image.src = address;
  image.alt = alt;
  try {
    await image.decode();
  } catch {
    at("no-poster", within).textContent = "The picture cannot be shown";
    return false;
  }
  image.hidden = false;
  at("no-poster", within).hidden = true;
  return true;
}

/** Saves bytes as a file. */
export function save(blob, named) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = named;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
