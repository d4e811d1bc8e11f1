// Byte strings, base64, canonical JSON and the two ciphers of docs/spec/footage.md. No DOM, no network.

/** An expected "no"; the codes are those of the program's own refusals. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export const utf8 = (text) => new TextEncoder().encode(text);
export const text = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
export const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");
export const none = new Uint8Array(0);
export const noNonce = new Uint8Array(12);
export const tagLength = 16;

export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

export function toBase64(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return btoa(binary);
}

/** Canonical base64 only. */
export function fromBase64(value, length) {
  const bytes = Uint8Array.from(atob(value), (c) => c.charCodeAt(0));
  if (toBase64(bytes) !== value || (length !== undefined && bytes.length !== length)) throw new Refused("footage-not-signed");
  return bytes;
}

/** u16 length, then the bytes. */
export function prefixed(part) {
  const bytes = typeof part === "string" ? utf8(part) : part;
  return joined(Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes);
}

/** A label, then each part with its length. */
export const labelled = (label, ...parts) => joined(utf8(label), ...parts.map(prefixed));

export function u32(value) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

export const readU32 = (bytes, at = 0) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** RFC 8785: members in the order of UTF-16 code units; JavaScript's own numbers and strings are those of the RFC. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object")
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
  return JSON.stringify(value);
}

const aes = { name: "AES-GCM", length: 256 };

export async function derived(secret, salt, info, uses) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt, info }, key, aes, false, uses);
}

export async function opened(key, iv, sealed, additionalData) {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, tagLength: tagLength * 8, ...(additionalData && { additionalData }) }, key, sealed));
  } catch {
    throw new Refused("footage-cannot-open");
  }
}

export const closed = async (key, iv, plain, additionalData) =>
  new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, tagLength: tagLength * 8, ...(additionalData && { additionalData }) }, key, plain));

/** 0x01, salt, ciphertext: a key of its own for every sealing. */
export async function sealSalted(secret, context, plain) {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  return joined(Uint8Array.of(1), salt, await closed(await derived(secret, salt, context, ["encrypt"]), noNonce, plain, context));
}

export async function openSalted(secret, context, sealed) {
  if (sealed.length < 33 + tagLength || sealed[0] !== 1) throw new Refused("footage-cannot-open");
  return opened(await derived(secret, sealed.subarray(1, 33), context, ["decrypt"]), noNonce, sealed.subarray(33), context);
}
