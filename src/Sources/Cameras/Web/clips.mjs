// A clip: its key, its parts chunk by chunk, its card. docs/spec/footage.md sections 6 and 7.
import { Refused, derived, hex, joined, labelled, openSalted, opened, readU32, sha256, tagLength, text, u32 } from "./bytes.mjs";
import { isBy, readSigned, reads } from "./holders.mjs";

export const chunkLength = 65536;
export const sealedChunkLength = chunkLength + tagLength;
const wrapLength = 1 + 32 + 32 + tagLength;
const zeros = "0".repeat(64);
const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isCount = (least, most) => (value) => Number.isInteger(value) && value >= least && value <= most;

const named = (home, clip, generation) => joined(labelled("writ.clip/v1\n", home, clip), u32(generation));

/** How many bytes of plaintext a stored part holds. */
export function plainLength(stored) {
  const chunks = Math.max(1, Math.ceil(stored / sealedChunkLength));
  return stored - chunks * tagLength;
}

/** The key of a clip, from its header. @param keys generations of the home's key, by number. */
export async function openClip(keys, home, clip, header) {
  const length = named(home, clip, 0).length;
  const generation = header.length === length + wrapLength ? readU32(header, length - 4) : -1;
  const key = keys.get(generation);
  if (!key || key.home !== home || hex(header.subarray(0, length)) !== hex(named(home, clip, generation))) throw new Refused("footage-cannot-open");
  const secret = await openSalted(key.secret, header.subarray(0, length), header.subarray(length));
  const salt = await sha256(header);
  return { home, clip, part: (name) => derived(secret, salt, labelled("writ.clip/v1/part", name), ["decrypt"]) };
}

/** One chunk of a part. */
export async function openChunk(partKey, number, last, sealed) {
  const length = sealed.length - tagLength;
  if (length < 0 || length > chunkLength || (!last && length !== chunkLength) || (length === 0 && number > 0)) throw new Refused("footage-cannot-open");
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setBigUint64(3, BigInt(number));
  nonce[11] = last ? 1 : 0;
  return opened(partKey, nonce, sealed);
}

/** A whole part that fits in memory. */
export async function openPart(partKey, stored) {
  const chunks = Math.max(1, Math.ceil(stored.length / sealedChunkLength));
  const plain = [];
  for (let i = 0; i < chunks; i++)
    plain.push(await openChunk(partKey, i, i === chunks - 1, stored.subarray(i * sealedChunkLength, (i + 1) * sealedChunkLength)));
  return joined(...plain);
}

/**
 * Plaintext from one byte up to another, not included; fetches the chunks it needs and no others.
 * @param fetchStored (from, to) gives those bytes of the stored part.
 */
export async function openRange(partKey, storedLength, from, to, fetchStored) {
  const lastChunk = Math.max(0, Math.ceil(storedLength / sealedChunkLength) - 1);
  const [first, final] = [Math.floor(from / chunkLength), Math.floor((to - 1) / chunkLength)];
  if (from < 0 || to <= from || to > plainLength(storedLength)) throw new RangeError("outside the part");
  const stored = await fetchStored(first * sealedChunkLength, Math.min((final + 1) * sealedChunkLength, storedLength));
  const plain = [];
  for (let i = first; i <= final; i++) {
    const at = (i - first) * sealedChunkLength;
    plain.push(await openChunk(partKey, i, i === lastChunk, stored.subarray(at, at + sealedChunkLength)));
  }
  return joined(...plain).subarray(from - first * chunkLength, to - first * chunkLength);
}

/** The card of the clip that was asked for, as the hub signed it. */
export async function readCard(plain, hub, home, clip) {
  const signed = readSigned(text(plain), "clip");
  if (!(await isBy(signed, hub))) throw new Refused("footage-not-signed");
  const card = signed.payload;
  const whole = reads(card, {
    camera: (c) => /^cam_[0-9a-z]{16}$/.test(c),
    clip: (c) => c === clip,
    clockChanged: (c) => typeof c === "boolean",
    codecs: (c) => /^avc1\.[0-9a-f]{6}(,mp4a\.40\.2)?$/.test(c),
    fragments: (f) => Array.isArray(f) && f.length > 0 && f.length <= 2048,
    from: (f) => typeof f === "string" && !Number.isNaN(Date.parse(f)),
    height: isCount(16, 16384),
    home: (h) => h === home,
    initial: isCount(1, 1 << 30),
    masks: isHash,
    milliseconds: isCount(1, 600000),
    number: isCount(0, 2 ** 31 - 1),
    previous: isHash,
    video: isHash,
    width: isCount(16, 16384),
  });
  if (!whole || (card.number === 0) !== (card.previous === zeros)) throw new Refused("footage-bad-card");
  let [end, at] = [card.initial, -1];
  for (const fragment of card.fragments) {
    const fits = reads(fragment, { at: isCount(0, 600000), length: isCount(1, 1 << 30), offset: isCount(1, 1 << 30) });
    if (!fits || fragment.offset !== end || fragment.at <= at || fragment.at >= card.milliseconds || (at < 0 && fragment.at !== 0)) throw new Refused("footage-bad-card");
    [end, at] = [fragment.offset + fragment.length, fragment.at];
  }
  return card;
}
