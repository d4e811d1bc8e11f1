// Fetches the sealed production, opens it with a key that this browser holds or a key file, and shows what was checked. What is in
// it becomes text and downloads, never markup.
import { readKeyFile } from "./key-file.mjs";
import { NoStore, keysOf } from "./officer-keys.mjs";
import { openProduction } from "./production.mjs";
import { Refused } from "./source.mjs";
import { show } from "./visible.mjs";

const part = document.querySelector("[data-open-production]");
const at = (name, within = part) => within.querySelector(`[data-slot="${name}"]`);
const says = at("says");
const problem = at("problem");
const button = part.querySelector("[data-open] button");
const file = part.querySelector("[data-key-file] input");
const recipients = part.dataset.recipients.split(" ");
const size = Number(part.dataset.size);

const mostShown = 128 * 1024;
const mostKeyFile = 4096;
const readable = /\.(txt|csv|tsv|json|jsonl|log|md|xml|html?|eml|ics|vcf)$/;

const nothing = " Nothing of it was kept or shown.";
const sentences = {
  "sealing-not-a-recipient": "This production is not sealed to that key. Use one of the keys named above.",
  "sealing-bad-private-key": "That is not a key file that can be read here: a file made by writ key new, with one block that begins with BEGIN PRIVATE KEY. Choose that file.",
  "sealing-not-a-sealed-file": "What arrived is not a sealed production." + nothing + " Try once more; if it happens again, tell the company.",
  "sealing-file-changed": "What arrived was changed or damaged after it was sealed, or sealed wrongly." + nothing + " Try once more; if it happens again, tell the company.",
  "production-bad-manifest": "The production holds no manifest that can be read." + nothing + " Tell the company and ask for a new production.",
  "production-files-differ": "The files in the production are not those that its manifest lists." + nothing + " Tell the company and ask for a new production.",
  "open-another-production": "What arrived is another production than the one this page is about." + nothing + " Tell the company.",
  "open-cut-short": "The download ended too early, perhaps because the connection was lost." + nothing + " Try again.",
  "open-too-long": "More arrived than the company said there would be." + nothing + " Tell the company.",
};

class Told extends Error {}

const amount = (bytes) =>
  bytes < 1000 ? `${bytes} ${bytes === 1 ? "byte" : "bytes"}` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
const moment = (text) =>
  new Date(text).toLocaleString("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }).replace(" at ", ", ") + " UTC";

async function* fetched() {
  const body = new FormData();
  body.append("__RequestVerificationToken", part.querySelector("[name=__RequestVerificationToken]").value);
  const response = await fetch(part.dataset.bytes, { method: "POST", body, redirect: "error" }).catch(() => {
    throw new Refused("open-cut-short");
  });
  if (!response.ok) {
    const why = await response.json().catch(() => null);
    throw new Told(why?.detail ?? "The site did not answer as it should. Load the page again.");
  }
  const reader = response.body.getReader();
  let got = 0;
  let tenth = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read().catch(() => {
        throw new Refused("open-cut-short");
      });
      if (done) break;
      got += value.length;
      if (got > size) throw new Refused("open-too-long");
      if (size > 5e6 && Math.floor((got * 10) / size) > tenth) {
        tenth = Math.floor((got * 10) / size);
        says.textContent = `Fetched and checked ${amount(got)} of ${amount(size)}.`;
      }
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
  if (got < size) throw new Refused("open-cut-short");
}

/** What is opened may fail anywhere; then there is a sentence and nothing else. */
async function open(key) {
  problem.textContent = "";
  says.textContent = "Fetching and checking …";
  button.disabled = true;
  file.disabled = true;
  try {
    tell(await openProduction(fetched(), [key], { production: part.dataset.production, demand: part.dataset.demand }));
  } catch (error) {
    says.textContent = "";
    // The page was told that it is sealed to this key: a header that says otherwise was changed.
    const code = error.code === "sealing-not-a-recipient" ? "sealing-file-changed" : error.code;
    problem.textContent = error instanceof Told
      ? error.message
      : sentences[code] ?? "That did not work, and nothing was opened. Load the page and try again; if it happens again, use the program writ.";
    button.disabled = false;
    file.disabled = false;
    file.value = "";
  }
}

const made = (name) => part.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fileShown(one) {
  const shown = made("file");
  const name = one.path.slice(one.path.indexOf("/") + 1);
  at("name", shown).textContent = name;
  at("size", shown).textContent = amount(one.size);
  at("hash", shown).textContent = one.sha256;
  at("which", shown).textContent = ` ${name}`;
  shown.querySelector("[data-save]").addEventListener("click", () => save(one.blob, name));
  const preview = shown.querySelector("details");
  preview.hidden = !readable.test(name) || one.size === 0;
  preview.addEventListener("toggle", async () => {
    if (!preview.open || preview.dataset.read) return;
    preview.dataset.read = "yes";
    show(at("text", shown), new TextDecoder().decode(await one.blob.slice(0, mostShown).arrayBuffer()), true);
    at("more", shown).hidden = one.size <= mostShown;
  });
  return shown;
}

/** What the page says of it; null where it does not know it. */
const wordsOf = (what, value) => [...part.querySelectorAll(`[data-${what}]`)].find((one) => one.dataset[what] === value)?.textContent ?? null;

function itemShown(item, files, number) {
  const shown = made("item");
  const asked = wordsOf("item", item.item);
  at("title", shown).textContent = `Item ${number}`;
  show(at("asked", shown), asked ?? "This item is not one of the demand’s. Ask the company what it is.");
  show(at("category", shown), wordsOf("category", item.category) ?? item.category);
  at("edits", shown).replaceChildren(...(item.edits.length > 0 ? item.edits : ["Nothing was left out or masked."]).map((edit) => {
    const line = document.createElement("li");
    show(line, edit);
    return line;
  }));
  at("nothing", shown).hidden = item.files.length > 0;
  at("files", shown).append(...item.files.map((one) => fileShown(files.find((opened) => opened.path === one.path))));
  return shown;
}

function tell({ manifest, manifestFile, files }) {
  show(at("from"), manifest.from);
  at("made").textContent = moment(manifest["produced-at"]);
  at("authorisation").textContent = manifest.authorisation;
  at("until").textContent = moment(manifest.expires);
  at("count").textContent = files.length === 1 ? "1 file has" : `${files.length} files have`;
  at("items").replaceChildren(...manifest.items.map((item, i) => itemShown(item, files, i + 1)));
  part.querySelector("[data-save-manifest]").onclick = () => save(manifestFile, "manifest.json");
  at("start").hidden = true;
  at("opened").hidden = false;
  says.textContent = "";
  at("heading").focus();
}

let ready = null;
button.addEventListener("click", () => ready && open(ready));
file.addEventListener("change", async () => {
  const chosen = file.files[0];
  if (!chosen) return;
  try {
    if (chosen.size > mostKeyFile) throw new Refused("sealing-bad-private-key");
    const key = await readKeyFile(await chosen.text());
    if (!recipients.includes(key.thumbprint)) throw new Refused("sealing-not-a-recipient");
    await open(key);
  } catch (error) {
    problem.textContent = sentences[error.code] ?? sentences["sealing-bad-private-key"];
    file.value = "";
  }
});

// What was opened must not come back from the browser's memory of pages.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

at("start").hidden = false;
if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) {
  problem.textContent = "This browser will not use keys at this address, because the connection is not protected. Open the site under its own name with https.";
  file.disabled = true;
} else {
  try {
    ready = (await keysOf(part.dataset.officer)).find((key) => recipients.includes(key.thumbprint)) ?? null;
    at("no-key").hidden = ready !== null;
  } catch (error) {
    at(error instanceof NoStore ? "no-store" : "no-key").hidden = false;
  }
}
part.querySelector("[data-open]").hidden = ready === null;
part.querySelector("[data-key-file]").open = ready === null;
