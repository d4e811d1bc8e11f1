// A key file as `writ key new` writes it: PKCS#8 of a P-256 key in PEM, not encrypted. Read in this browser, never sent.
import { Refused } from "./source.mjs";

const before = [
  0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d,
  0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04, 0x20,
];
const between = [0xa1, 0x44, 0x03, 0x42, 0x00, 0x04];
const spkiPrefix = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03,
  0x42, 0x00,
];

const stands = (der, at, expected) => expected.every((byte, i) => der[at + i] === byte);

/** A key for this visit: thumbprint, spki, and a private half that cannot be exported again. */
export async function readKeyFile(text) {
  const match = /^\s*-----BEGIN PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]{1,1000})-----END PRIVATE KEY-----\s*$/.exec(text);
  if (!match) throw new Refused("sealing-bad-private-key");
  try {
    const der = Uint8Array.from(atob(match[1].replace(/\s/g, "")), (c) => c.charCodeAt(0));
    if (der.length !== 138 || !stands(der, 0, before) || !stands(der, 68, between)) throw new Refused("sealing-bad-private-key");
    const privateKey = await crypto.subtle.importKey("pkcs8", der, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
    const spki = Uint8Array.from([...spkiPrefix, ...der.subarray(73)]);
    der.fill(0);
    const print = new Uint8Array(await crypto.subtle.digest("SHA-256", spki));
    return { thumbprint: Array.from(print, (b) => b.toString(16).padStart(2, "0")).join(""), spki, privateKey };
  } catch {
    throw new Refused("sealing-bad-private-key");
  }
}
