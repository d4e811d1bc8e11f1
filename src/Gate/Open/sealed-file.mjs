// Opens a sealed file: docs/spec/sealing.md. Every chunk is authenticated before it is handed on.
import { Refused, Source } from "./source.mjs";

const magic = "writ.production/v1\n";
const chunkLength = 65536;
const tagLength = 16;
const pointLength = 65;
const stanzaLength = 32 + 32 + tagLength;
const noNonce = new Uint8Array(12);
const none = new Uint8Array(0);
const p256 = { name: "ECDH", namedCurve: "P-256" };

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

/** The header as it was written, and what it says. */
export async function readHeader(source) {
  const head = await source.take(magic.length + 2);
  if (head.length < magic.length + 2 || magic !== String.fromCharCode(...head.subarray(0, magic.length))) throw new Refused("sealing-not-a-sealed-file");
  const length = head.at(-2) * 256 + head.at(-1);
  if (length === 0 || length > 1024) throw new Refused("sealing-not-a-sealed-file");
  const rest = await source.take(length + pointLength + 1);
  const count = rest.at(-1);
  if (rest.length < length + pointLength + 1 || count === 0 || count > 32) throw new Refused("sealing-not-a-sealed-file");
  const stanzas = await source.take(count * stanzaLength);
  if (stanzas.length < count * stanzaLength) throw new Refused("sealing-not-a-sealed-file");
  const context = rest.subarray(0, length);
  const point = rest.subarray(length, length + pointLength);
  if (point[0] !== 4) throw new Refused("sealing-not-a-sealed-file");
  try {
    return {
      bytes: joined(head, rest, stanzas),
      context: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(context),
      point,
      ephemeral: await crypto.subtle.importKey("raw", point, p256, false, []),
      recipients: Array.from({ length: count }, (_, i) => hex(stanzas.subarray(i * stanzaLength, i * stanzaLength + 32))),
      wrapped: (i) => stanzas.subarray(i * stanzaLength + 32, (i + 1) * stanzaLength),
    };
  } catch {
    throw new Refused("sealing-not-a-sealed-file");
  }
}

/** @param key thumbprint, spki and privateKey of a recipient. */
async function unwrap(header, key) {
  const at = header.recipients.indexOf(key.thumbprint);
  if (at < 0) throw new Refused("sealing-not-a-recipient");
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: header.ephemeral }, key.privateKey, 256);
  const wrapping = await derived(
    await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]),
    joined(header.point, key.spki.subarray(key.spki.length - pointLength)),
    joined(utf8("writ.production/v1/key"), utf8(header.context)),
    { name: "AES-GCM", length: 256 }, ["decrypt"]);
  const fileKey = await decrypted(wrapping, noNonce, header.wrapped(at));
  return crypto.subtle.importKey("raw", fileKey, "HKDF", false, ["deriveKey"]);
}

const derived = (secret, salt, info, algorithm, uses) =>
  crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, secret, algorithm, false, uses);

async function decrypted(key, iv, sealed) {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, tagLength: tagLength * 8 }, key, sealed));
  } catch {
    throw new Refused("sealing-file-changed");
  }
}

async function* chunks(source, key) {
  const sealedLength = chunkLength + tagLength;
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  for (let counter = 0; ; counter++) {
    // One byte more than a chunk tells whether another follows.
    const last = !(await source.has(sealedLength + 1));
    const sealed = await source.take(sealedLength);
    // Only a file of nothing has a last chunk of nothing.
    if (sealed.length < tagLength || (sealed.length === tagLength && counter > 0)) throw new Refused("sealing-file-changed");
    view.setBigUint64(3, BigInt(counter));
    nonce[11] = last ? 1 : 0;
    yield await decrypted(key, nonce, sealed);
    if (last) return;
  }
}

/**
 * What the header says, authenticated, and the plaintext in pieces. Whoever reads the pieces throws away what they had when a
 * later one is refused.
 */
export async function openSealed(pieces, keys) {
  const source = new Source(pieces);
  const header = await readHeader(source);
  const key = keys.find((one) => header.recipients.includes(one.thumbprint));
  if (!key) throw new Refused("sealing-not-a-recipient");
  const fileKey = await unwrap(header, key);
  const mac = await source.take(32);
  const macKey = await derived(fileKey, none, utf8("writ.production/v1/header"), { name: "HMAC", hash: "SHA-256", length: 256 }, ["verify"]);
  if (!(await crypto.subtle.verify("HMAC", macKey, mac, header.bytes))) throw new Refused("sealing-file-changed");
  const salt = new Uint8Array(await crypto.subtle.digest("SHA-256", header.bytes));
  const bodyKey = await derived(fileKey, salt, utf8("writ.production/v1/body"), { name: "AES-GCM", length: 256 }, ["decrypt"]);
  return { context: header.context, recipients: header.recipients, pieces: chunks(source, bodyKey) };
}
