// Opens what a home gave: asks for the wrapped key with a purpose, fetches the sealed film, opens both with a key that this browser holds or a key file, and shows what
// was checked. What is in it becomes text, film and downloads, never markup.
import { openGrant } from "./grant-open.mjs";
import { isWhole } from "./grant-proof.mjs";
import { readKeyFile } from "./key-file.mjs";
import { keysOf } from "./officer-keys.mjs";
import { show } from "./visible.mjs";

const part = document.querySelector("[data-grant]");
const at = (name) => part.querySelector(`[data-slot="${name}"]`);
const openForm = part.querySelector("[data-open-form]");
const exportForm = part.querySelector("[data-export-form]");
const file = part.querySelector("[data-key-file] input");
const { grant, officer, address } = part.dataset;
const recipients = part.dataset.recipients.split(" ");
const mostKeyFile = 4096;
let key = null;
let opened = null;

class Told extends Error {}

async function post(path, form) {
  const body = form ? new FormData(form) : new FormData();
  body.set("__RequestVerificationToken", part.querySelector("[name=__RequestVerificationToken]").value);
  body.delete("key-file");
  let response;
  try {
    response = await fetch(`${address}/${path}`, { method: "POST", body, redirect: "error", cache: "no-store" });
  } catch {
    throw new Told("The site cannot be reached at the moment. Check the connection and try again.");
  }
  if (response.ok) return response;
  const why = await response.json().catch(() => null);
  throw new Told([why?.detail, ...(why?.errors ?? []).map((one) => one.detail)].filter(Boolean).join(" ") || "The site did not answer as it should. Load the page again.");
}

const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

async function fetched(size) {
  const response = await post("file");
  const reader = response.body.getReader();
  const all = new Uint8Array(size);
  let got = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    if (got + value.length > size) throw new Told("More arrived than the owner signed. Nothing of it was kept. Tell the company.");
    all.set(value, got);
    got += value.length;
    at("says").textContent = `Fetched ${Math.floor((100 * got) / size)} of 100 parts.`;
  }
  if (got < size) throw new Told("The download ended too early. Try again.");
  return all;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const said = {
  blur: "blurred", black: "blacked out", keep: "everything but this blacked out",
};

/** The edit list in words. What is unknown is shown as it stands. */
function edits(list) {
  const lines = [];
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  if (Number.isFinite(list.from) && Number.isFinite(list.to)) lines.push(`Cut to ${seconds(list.from)} until ${seconds(list.to)} of the recording.`);
  lines.push(list.audio ? "With sound." : "Without sound.");
  if (list.faces) lines.push("Faces that the hub found are blurred. It does not find all, and does not say whose they are.");
  for (const shape of Array.isArray(list.shapes) ? list.shapes : []) lines.push(`A part of the picture is ${said[shape.what] ?? "changed"}, from ${seconds(shape.from)} to ${seconds(shape.to)}.`);
  return lines;
}

/** What was proved, and what was not, one by one. */
const proved = ({ checks, hub }) => [
  checks.video ? "The film is, byte for byte, the one that the hub’s card names." : "The film is not the one that the card names.",
  checks.edits ? "The list of what the owner changed is the one that the card names." : "The list of what the owner changed is not the one that the card names.",
  checks.grant ? "Card and list were made for this grant." : "Card or list were made for another grant.",
  checks.hub ? `The card is signed with the key of the home’s hub, whose characters are ${hub}. Only the home’s owner can confirm those.` : "The card is not signed with the key of the home’s hub.",
  checks.home ? "That key stands in the founding statement of the home that gave this." : "The founding statement of the home is missing or broken, or is another home’s.",
  checks.site === null ? "Not checked: whether the site knows this home by the same statement, for it has none of it. What is said above of the home rests on what the owner sent."
    : checks.site ? "The site has the same founding statement for this home." : "The site has another founding statement for this home.",
];

const lines = (within, all) => within.replaceChildren(...all.map((words) => {
  const line = document.createElement("li");
  show(line, words);
  return line;
}));

function tell(found) {
  const { checks, card } = found;
  const whole = isWhole(checks);
  lines(at("proved"), proved(found));
  at("good").hidden = !whole;
  at("bad").hidden = whole;
  show(at("card-clip"), String(card.clip ?? "not said"));
  show(at("card-number"), String(card.number ?? "not said"));
  lines(at("edits"), edits(found.edits));
  const video = at("video");
  const film = URL.createObjectURL(new Blob([found.video], { type: "video/mp4" }));
  video.src = film;
  video.addEventListener("error", () => {
    at("problem").textContent = "This browser cannot play the film. It can be exported.";
  });
  at("start").hidden = true;
  at("opened").hidden = false;
  at("says").textContent = "Opened, and written down with its purpose.";
  at("heading").focus();
}

const busy = (form, act) => form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  at("problem").textContent = "";
  at("export-problem").textContent = "";
  try {
    await act(form);
  } catch (error) {
    at("says").textContent = "";
    const where = form === exportForm ? "export-problem" : "problem";
    at(where).textContent = error instanceof Told ? error.message
      : error.code === "footage-bad-grant" ? "What arrived is not what the owner sealed, or the key is another. Nothing of it was shown. Try once more; if it happens again, tell the company."
        : "That did not work, and nothing was shown. Load the page and try again.";
  } finally {
    delete form.dataset.busy;
  }
});

async function keyFile() {
  const chosen = file.files[0];
  if (!chosen) return null;
  try {
    if (chosen.size > mostKeyFile) throw new Error();
    return await readKeyFile(await chosen.text());
  } catch {
    throw new Told("That is not a key file that can be read here: a file made by writ key new. Choose that file.");
  }
}

busy(openForm, async (form) => {
  const own = (await keyFile()) ?? key;
  if (!own) throw new Told("This browser holds no key that opens this. Choose a key file, or use the browser in which the key was made.");
  if (!recipients.includes(own.thumbprint)) throw new Told("This is not sealed to that key. Use one of the keys named above.");
  at("says").textContent = "Asking for the key …";
  const answer = await (await post("open", form)).json();
  const wrap = answer.wraps.find((one) => one.thumbprint === own.thumbprint);
  if (!wrap) throw new Told("That key was revoked, so nothing is given out for it. Use another of your keys.");
  opened = await openGrant({ grant, file: await fetched(answer.size), sha256Hex: answer.sha256, wrapped: bytes(wrap.wrap), own, told: { home: answer.home, founded: answer.founded } });
  tell(opened);
});

busy(exportForm, async (form) => {
  await post("export", form);
  save(new Blob([opened.video], { type: "application/octet-stream" }), `${grant}.mp4`);
  save(new Blob([opened.cardText], { type: "application/octet-stream" }), `${grant}.card.json`);
  save(new Blob([opened.editsText], { type: "application/octet-stream" }), `${grant}.edits.json`);
  save(new Blob([opened.homeText], { type: "application/octet-stream" }), `${grant}.home.json`);
  at("export-says").textContent = "Exported, and written down. Delete every copy by the last day.";
});

// What was opened must not come back from the browser's memory of pages.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) {
  at("problem").textContent = "This browser will not use keys at this address, because the connection is not protected. Open the site under its own name with https.";
} else {
  key = await keysOf(officer).then((keys) => keys.find((one) => recipients.includes(one.thumbprint)) ?? null).catch(() => null);
  at("no-key").hidden = key !== null;
  part.querySelector("[data-key-file]").open = key === null;
  openForm.inert = false;
  exportForm.inert = false;
}
at("start").hidden = false;
