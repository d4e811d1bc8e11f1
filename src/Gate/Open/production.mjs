// Opens a production in bounded memory and checks everything in it: docs/spec/production.md. No DOM, no network.
import { readManifest } from "./manifest.mjs";
import { openSealed } from "./sealed-file.mjs";
import { Sha256 } from "./sha256.mjs";
import { Refused, Source } from "./source.mjs";

const blockLength = 512;
const mostManifest = 4 * 1024 * 1024;
const pieceLength = 1024 * 1024;

const ascii = (bytes) => {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end < 0 ? bytes : bytes.subarray(0, end)));
};

function octal(bytes) {
  const digits = /^ *([0-7]+)[ \0]*$/.exec(String.fromCharCode(...bytes));
  return digits ? parseInt(digits[1], 8) : NaN;
}

/**
 * Name and size of the next entry; null at the end of the archive. Regular files in ustar form, and nothing else.
 * @param code the refusal where the archive ends without an end.
 */
async function nextEntry(source, code) {
  const block = await source.take(blockLength);
  if (block.length < blockLength) throw new Refused(code);
  if (block.every((byte) => byte === 0)) return null;
  const sum = block.reduce((all, byte, i) => all + (i >= 148 && i < 156 ? 32 : byte), 0);
  const prefix = ascii(block.subarray(345, 500));
  const entry = { name: (prefix && prefix + "/") + ascii(block.subarray(0, 100)), size: octal(block.subarray(124, 136)) };
  const ustar = ascii(block.subarray(257, 263)) === "ustar" && (block[156] === 0x30 || block[156] === 0);
  if (!ustar || octal(block.subarray(148, 156)) !== sum || !Number.isSafeInteger(entry.size)) throw new Refused("production-files-differ");
  return entry;
}

/** Reads an entry's content piece by piece, and the zeros that fill its last block. */
async function content(source, size, each, code) {
  for (let left = size; left > 0;) {
    const piece = await source.take(Math.min(left, pieceLength));
    if (piece.length === 0) throw new Refused(code);
    each(piece);
    left -= piece.length;
  }
  const filling = await source.take((blockLength - (size % blockLength)) % blockLength);
  if (size % blockLength && filling.length !== blockLength - (size % blockLength)) throw new Refused(code);
}

async function readManifestEntry(source) {
  const code = "production-bad-manifest";
  const entry = await nextEntry(source, code);
  if (entry?.name !== "manifest.json" || entry.size > mostManifest) throw new Refused(code);
  const bytes = new Uint8Array(entry.size);
  let at = 0;
  await content(source, entry.size, (piece) => {
    bytes.set(piece, at);
    at += piece.length;
  }, code);
  return { bytes, manifest: readManifest(bytes) };
}

async function readFile(source, expected) {
  const code = "production-files-differ";
  const entry = await nextEntry(source, code);
  if (entry?.name !== expected.path || entry.size !== expected.size) throw new Refused(code);
  const hash = new Sha256();
  const parts = [];
  await content(source, entry.size, (piece) => {
    hash.update(piece);
    // A blob lies with the browser, on disk where it is large; the script holds a handle.
    parts.push(new Blob([piece]));
  }, code);
  if (hash.hex() !== expected.sha256) throw new Refused(code);
  return { ...expected, blob: new Blob(parts, { type: "application/octet-stream" }) };
}

async function end(source) {
  if ((await nextEntry(source, "production-files-differ")) !== null) throw new Refused("production-files-differ");
  for (;;) {
    const rest = await source.take(65536);
    if (rest.length === 0) return;
    if (rest.some((byte) => byte !== 0)) throw new Refused("production-files-differ");
  }
}

/**
 * Gives manifest and files only when everything was checked; on a refusal nothing.
 * @param pieces async iterable of Uint8Array: the sealed file.
 * @param keys those to try, each with thumbprint, spki and privateKey.
 * @param expected ids of the production and the demand that were asked for, where they are known.
 */
export async function openProduction(pieces, keys, expected = {}) {
  const opened = await openSealed(pieces, keys);
  if (expected.production && opened.context !== expected.production) throw new Refused("open-another-production");
  const source = new Source(opened.pieces);
  const { manifest, bytes } = await readManifestEntry(source);
  if (manifest.production !== opened.context) throw new Refused("production-bad-manifest");
  if (expected.demand && manifest.demand !== expected.demand) throw new Refused("open-another-production");
  const files = [];
  for (const file of manifest.items.flatMap((one) => one.files)) files.push(await readFile(source, file));
  await end(source);
  return { manifest, manifestFile: new Blob([bytes], { type: "application/octet-stream" }), files, recipients: opened.recipients };
}
