// The home's key, and the boxes it seals: docs/spec/footage.md sections 4 and 5.
import { Refused, fromBase64, joined, labelled, noNonce, openSalted, opened, readU32, sealSalted, u32 } from "./bytes.mjs";
import { isBy, readSigned, reads } from "./holders.mjs";

const pointLength = 65;
const step = 1024;
const mostContent = 4 * 1024 * 1024;
const p256 = { name: "ECDH", namedCurve: "P-256" };

/** @param own id, seal (a private key that agrees) and point of a holder. Gives home, generation and secret. */
export async function openHomeKey(record, chain, own) {
  const signed = readSigned(record, "home-key");
  if (!(await isBy(signed, chain.hub))) throw new Refused("footage-not-signed");
  const said = signed.payload;
  const wrap = Array.isArray(said.wraps) && said.wraps.find((one) => one?.holder === own.id)?.wrap;
  const whole = reads(said, { generation: (n) => Number.isInteger(n) && n >= 0, home: (h) => h === chain.home, statements: Number.isInteger, wraps: Array.isArray });
  if (!whole || typeof wrap !== "string") throw new Refused("footage-bad-home-key");
  try {
    const bytes = fromBase64(wrap, pointLength + 48);
    const point = bytes.subarray(0, pointLength);
    const theirs = await crypto.subtle.importKey("raw", point, p256, false, []);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.seal, 256);
    const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = joined(labelled("writ.home-key/v1", chain.home), u32(said.generation));
    const key = await crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: joined(point, own.point), info }, secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    return { home: chain.home, generation: said.generation, secret: await opened(key, noNonce, bytes.subarray(pointLength)) };
  } catch {
    throw new Refused("footage-bad-home-key");
  }
}

const context = (key, purpose) => joined(labelled("writ.box/v1", key.home, purpose), u32(key.generation));

/** @param least bytes to which content and its length are filled up at least: whole kibibytes. */
export async function sealBox(key, purpose, content, least = step) {
  if (content.length > mostContent) throw new RangeError("too long for a box");
  const padded = new Uint8Array(Math.max(least, Math.ceil((4 + content.length) / step) * step));
  padded.set(u32(content.length));
  padded.set(content, 4);
  return joined(u32(key.generation), await sealSalted(key.secret, context(key, purpose), padded));
}

/** @param keys every generation that this holder knows, by number. */
export async function openBox(keys, purpose, box) {
  const key = box.length >= 4 ? keys.get(readU32(box)) : undefined;
  if (!key || box.length > mostContent + step + 64) throw new Refused("footage-cannot-open");
  const padded = await openSalted(key.secret, context(key, purpose), box.subarray(4));
  if (padded.length < step || padded.length % step !== 0) throw new Refused("footage-cannot-open");
  const length = readU32(padded);
  if (length > padded.length - 4) throw new Refused("footage-cannot-open");
  return padded.subarray(4, 4 + length);
}
