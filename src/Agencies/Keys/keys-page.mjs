// Makes a key in this browser and registers its public half; marks which of the keys listed are here.
import { base64, answer } from "./key-proof.mjs";
import { NoStore, forget, keysOf, lasting, make } from "./officer-keys.mjs";

const part = document.querySelector("[data-make-key]");
const form = part.closest("form");
const says = part.querySelector("[data-says]");
const button = part.querySelector("button");
const officer = part.dataset.officer;

class Told extends Error {}

async function post(address, fields) {
  const body = new FormData();
  body.append("__RequestVerificationToken", form.elements.namedItem("__RequestVerificationToken").value);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const response = await fetch(address, { method: "POST", body, redirect: "error" });
  const read = await response.json().catch(() => null);
  if (!response.ok || !read) throw new Told(read?.detail ?? "The site did not answer as it should. Nothing was registered; load the page again.");
  return read;
}

async function register() {
  const key = await make(officer);
  try {
    const challenge = await post(part.dataset.challenge, {});
    const proof = await answer(key.privateKey, key.spki, challenge);
    await post(part.dataset.made, {
      name: form.elements.namedItem("name").value,
      publicKey: base64(key.spki),
      challenge: challenge.challenge,
      proof: base64(proof),
    });
  } catch (error) {
    // Thrown away only where the site said no. An answer lost on the way may mean that the key is registered.
    if (error instanceof Told) await forget(key.thumbprint);
    throw error;
  }
  await lasting();
}

function sentence(error) {
  if (error instanceof Told) return error.message;
  if (error instanceof NoStore)
    return "This browser keeps nothing for this site, so a key made here would be lost at once. Nothing was made. Use an ordinary window, allow site data for this site, or register a key file.";
  return "That did not work, perhaps the connection was lost. Load the page again and see whether the key is in the list before you make another.";
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  says.textContent = "";
  button.disabled = true;
  try {
    await register();
    location.assign(part.dataset.done);
  } catch (error) {
    says.textContent = sentence(error);
    button.disabled = false;
    button.focus();
  }
});

window.addEventListener("pageshow", () => {
  button.disabled = false;
});

if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) {
  says.textContent = "This browser will not make keys at this address, because the connection is not protected. Open the site under its own name with https.";
  button.disabled = true;
} else {
  try {
    const here = new Set((await keysOf(officer)).map((key) => key.thumbprint));
    for (const place of document.querySelectorAll("[data-here]")) place.hidden = !here.has(place.dataset.here);
    for (const place of document.querySelectorAll("[data-not-here]")) place.hidden = here.has(place.dataset.notHere);
    const persisted = await navigator.storage?.persisted?.().catch(() => false);
    if (here.size > 0 && !persisted) document.querySelector("[data-not-lasting]").hidden = false;
  } catch (error) {
    says.textContent = sentence(error instanceof NoStore ? error : new NoStore());
  }
}
