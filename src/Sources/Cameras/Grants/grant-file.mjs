// The file of a grant, byte by byte: docs/spec/grant.md. No DOM, no network.
import { Refused, closed, derived, hex, joined, labelled, none, noNonce, opened, sha256, tagLength, utf8 } from "./bytes.mjs";

const p256 = { name: "ECDH", namedCurve: "P-256" };
const chunkLength = 65536;
const blockLength = 512;
export const pointLength = 65;
export const keyLength = 32;
export const wrapLength = pointLength + keyLength + tagLength;

/** The files of a grant, always these and in this order. */
export const names = ["video.mp4", "card.json", "edits.json", "home.json"];

const broken = () => new Refused("footage-bad-grant");

/** What a file begins with. It commits to the key, so that every key of the officer opens the same. */
export async function header(grant, key) {
  const secret = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveBits"]);
  const info = labelled("writ.grant/v1/commit", grant);
  const commitment = new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: none, info }, secret, 256));
  return joined(labelled("writ.grant/v1\n", grant), commitment);
}

const bodyKey = async (head, key, use) => derived(key, await sha256(head), utf8("writ.grant/v1/body"), [use]);

function nonce(counter, last) {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setBigUint64(3, BigInt(counter));
  bytes[11] = last ? 1 : 0;
  return bytes;
}

/** @param plain a Blob. @returns a list of Uint8Array, which together are the file. */
export async function sealed(grant, key, plain) {
  const head = await header(grant, key);
  const cipher = await bodyKey(head, key, "encrypt");
  const parts = [head];
  for (let at = 0, counter = 0; ; at += chunkLength, counter++) {
    const last = at + chunkLength >= plain.size;
    const part = new Uint8Array(await plain.slice(at, at + chunkLength).arrayBuffer());
    parts.push(await closed(cipher, nonce(counter, last), part));
    if (last) return parts;
  }
}

/** @param file Uint8Array. @returns the plaintext in pieces. */
export async function unsealed(grant, key, file) {
  const head = await header(grant, key);
  if (file.length < head.length + tagLength || hex(file.subarray(0, head.length)) !== hex(head)) throw broken();
  const cipher = await bodyKey(head, key, "decrypt");
  const parts = [];
  for (let at = head.length, counter = 0; ; counter++) {
    const chunk = file.subarray(at, at + chunkLength + tagLength);
    at += chunk.length;
    const last = at >= file.length;
    if (chunk.length < tagLength || (chunk.length === tagLength && counter > 0)) throw broken();
    parts.push(await opened(cipher, nonce(counter, last), chunk).catch(() => {
      throw broken();
    }));
    if (last) return parts;
  }
}

const wrappingKey = async (grant, secret, ephemeral, recipient, use) =>
  derived(secret, joined(ephemeral, recipient), labelled("writ.grant/v1/key", grant), [use]);

/** @param spki of an officer's key, 91 bytes. */
export async function wrap(grant, key, spki) {
  const recipient = await crypto.subtle.importKey("spki", spki, p256, false, []);
  const pair = await crypto.subtle.generateKey(p256, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: recipient }, pair.privateKey, 256));
  const cipher = await wrappingKey(grant, shared, point, spki.subarray(spki.length - pointLength), "encrypt");
  return joined(point, await closed(cipher, noNonce, key));
}

/** @param own spki and privateKey of the officer. */
export async function unwrap(grant, wrapped, own) {
  try {
    if (wrapped.length !== wrapLength) throw broken();
    const point = wrapped.subarray(0, pointLength);
    const ephemeral = await crypto.subtle.importKey("raw", point, p256, false, []);
    const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: ephemeral }, own.privateKey, 256));
    const cipher = await wrappingKey(grant, shared, point, own.spki.subarray(own.spki.length - pointLength), "decrypt");
    return await opened(cipher, noNonce, wrapped.subarray(pointLength));
  } catch {
    throw broken();
  }
}

const octal = (value, digits) => utf8(value.toString(8).padStart(digits, "0"));

function entry(name, size) {
  const block = new Uint8Array(blockLength);
  block.set(utf8(name), 0);
  for (const [at, value, digits] of [[100, 0o600, 7], [108, 0, 7], [116, 0, 7], [124, size, 11], [136, 0, 11]]) block.set(octal(value, digits), at);
  block.fill(0x20, 148, 156);
  block[156] = 0x30;
  block.set(utf8("ustar\0" + "00"), 257);
  block.set(octal(block.reduce((sum, byte) => sum + byte, 0), 6), 148);
  block[154] = 0;
  return block;
}

const filling = (size) => new Uint8Array((blockLength - (size % blockLength)) % blockLength);

/** A tar archive of exactly these files. @param files name and bytes of each. */
export function packed(files) {
  if (files.length !== names.length || files.some((file, i) => file.name !== names[i])) throw broken();
  return new Blob([...files.flatMap(({ name, bytes }) => [entry(name, bytes.length), bytes, filling(bytes.length)]), new Uint8Array(2 * blockLength)]);
}

/** The files of an archive, by name. @param tar Uint8Array. */
export function unpacked(tar) {
  const files = {};
  let at = 0;
  for (const name of names) {
    const head = tar.subarray(at, at + blockLength);
    if (head.length < blockLength) throw broken();
    const size = parseInt(new TextDecoder().decode(head.subarray(124, 135)), 8);
    if (!Number.isSafeInteger(size) || hex(head) !== hex(entry(name, size))) throw broken();
    at += blockLength;
    files[name] = tar.subarray(at, at + size);
    const end = tar.subarray(at + size, at + size + filling(size).length);
    if (files[name].length !== size || end.length !== filling(size).length || end.some((byte) => byte !== 0)) throw broken();
    at += size + end.length;
  }
  const rest = tar.subarray(at);
  if (rest.length !== 2 * blockLength || rest.some((byte) => byte !== 0)) throw broken();
  return files;
}
