// Keys made in this browser. The private halves lie in IndexedDB as objects that the browser itself will not export; what is
// read here is a handle that can agree on a secret, never the key.
import { NoStore, browserTable } from "./browser-table.mjs";

export { NoStore };

const withTable = browserTable("writ-officer-keys", "keys", "thumbprint");

const hex = (buffer) => Array.from(new Uint8Array(buffer), (b) => b.toString(16).padStart(2, "0")).join("");

export const thumbprint = async (spki) => hex(await crypto.subtle.digest("SHA-256", spki));

/** All keys of an officer: several people may share a browser. */
export const keysOf = async (officer) => (await withTable("readonly", (keys) => keys.getAll())).filter((key) => key.officer === officer);

export const forget = (print) => withTable("readwrite", (keys) => keys.delete(print));

/** Makes a key, keeps it, and gives it as it was read back: what cannot be read again must not be registered. */
export async function make(officer) {
  const pair = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey));
  const print = await thumbprint(spki);
  await withTable("readwrite", (keys) => keys.add({ thumbprint: print, officer, spki, privateKey: pair.privateKey }));
  const kept = await withTable("readonly", (keys) => keys.get(print));
  if (!kept || kept.privateKey.extractable) throw new NoStore("not kept");
  return kept;
}

/** Asks the browser not to clear this site's data by itself; false where it does not promise. */
export async function lasting() {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}
