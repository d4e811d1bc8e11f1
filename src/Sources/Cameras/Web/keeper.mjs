// What this browser keeps: its own two keys for each home, and what it saw last of who holds keys there. The private halves are
// handles that the browser itself will not export.
import { NoStore, browserTable } from "./browser-table.mjs";
import { toBase64 } from "./bytes.mjs";
import { holder } from "./holders.mjs";

const withTable = browserTable("writ-cameras", "devices", "home");

/** Two new pairs. @param extractable True only for a recovery code, whose keys are sealed and forgotten. */
export async function newPairs(extractable = false) {
  const sign = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, extractable, ["sign"]);
  const seal = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, extractable, ["deriveBits"]);
  const spki = async (pair) => toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)));
  const keys = { seal: await spki(seal), sign: await spki(sign) };
  return { id: (await holder(keys)).id, keys, sign: sign.privateKey, seal: seal.privateKey };
}

/**
 * This browser in a home, or null. home, id, keys (public), sign and seal (private handles); hub: the hub's id once it was compared,
 * else null; length and end: of the list of key holders when it was seen last.
 */
export const deviceOf = async (home) => (await withTable("readonly", (all) => all.get(home))) ?? null;

export const forget = (home) => withTable("readwrite", (all) => all.delete(home));

/** Keeps it and reads it back: what cannot be read again must not be relied on. */
export async function keep(device) {
  await withTable("readwrite", (all) => all.put(device));
  const kept = await deviceOf(device.home);
  if (kept?.id !== device.id || kept.sign.extractable || kept.seal.extractable) throw new NoStore("not kept");
  return kept;
}

/** New keys for a home in which this browser has none, kept before anybody hears of them. */
export async function makeDevice(home) {
  const device = await keep({ home, ...(await newPairs()), hub: null, length: 0, end: null });
  navigator.storage?.persist?.().catch(() => false);
  return device;
}

/** The keys as modules that open and sign want them. */
export async function ownOf(device) {
  const { point } = await holder(device.keys);
  return { id: device.id, sign: device.sign, seal: device.seal, point };
}
