// The pairing code and the recovery code: docs/spec/footage.md sections 8 and 9.
import { Refused, closed, derived, joined, labelled, none, noNonce, opened, prefixed, utf8 } from "./bytes.mjs";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function plain(typed, length) {
  const read = typed.length > 80 ? "" : typed.toUpperCase().replace(/[- ]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (read.length !== length || [...read].some((c) => !alphabet.includes(c))) throw new Refused("footage-bad-pairing-code");
  return read;
}

/** What was typed, as name and secret. The secret never leaves this page. */
export function readCode(typed) {
  const read = plain(typed, 12);
  return { name: read.slice(0, 4), secret: read.slice(4) };
}

/** @param side "owner" or "hub"; hub and owner are holders' ids. */
export async function tag(code, side, home, hub, owner) {
  const secret = await crypto.subtle.importKey("raw", utf8(code.secret), "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt: labelled("writ.pairing/v1", home, code.name), iterations: 600000 },
    secret, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, labelled("writ.pairing/v1/tag", side, home, code.name, hub, owner)));
}

/** Compares without telling where they differ. */
export const same = (one, other) => one.length === other.length && one.reduce((differ, byte, i) => differ | (byte ^ other[i]), 0) === 0;

/** 160 bits, in groups of four. */
export function drawRecoveryCode() {
  const drawn = Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => alphabet[byte & 31]).join("");
  return drawn.match(/.{4}/g).join("-");
}

const recoveryKey = (code, home, holder, uses) => derived(utf8(plain(code, 32)), none, labelled("writ.recovery/v1", home, holder), uses);

/** What the server keeps: two PKCS#8 keys under the printed code. */
export async function sealRecovery(code, home, holder, signPkcs8, sealPkcs8) {
  const sealed = await closed(await recoveryKey(code, home, holder, ["encrypt"]), noNonce, joined(prefixed(signPkcs8), prefixed(sealPkcs8)));
  return joined(Uint8Array.of(1), sealed);
}

/** The two PKCS#8 keys; footage-cannot-open where the code is another. */
export async function openRecovery(code, home, holder, sealed) {
  if (sealed[0] !== 1) throw new Refused("footage-cannot-open");
  const both = await opened(await recoveryKey(code, home, holder, ["decrypt"]), noNonce, sealed.subarray(1));
  const first = both[0] * 256 + both[1];
  return { sign: both.subarray(2, 2 + first), seal: both.subarray(4 + first) };
}
