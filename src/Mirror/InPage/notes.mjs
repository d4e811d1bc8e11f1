// Keys, signed notes and the checkpoint: docs/spec/record.md section 1.
import { decimal, hex, joined, same, textOf, unbase64, utf8 } from "./bytes.mjs";
import { ed25519, sha256 } from "./noble.mjs";

/** Something is false, or could not be looked at (then unchecked is true). */
export class Finding extends Error {
  constructor(code, place, sentence, unchecked = false) {
    super(sentence);
    this.code = code;
    this.place = place;
    this.unchecked = unchecked;
  }
}

const mostSignatures = 64;
const mostBytes = 1 << 20;
const types = [1, 4];

/** What may be the name of a key: no space of any script, no control character, no plus. */
const isName = (text) => text.length > 0 && text.length <= 255 && !/[\p{Z}\p{Cc}+\ufffd]/u.test(text);

/** A verifier key of either type, name+id+base64: { name, hash, type, key }; or null. */
export function verifierKeyOf(text) {
  const [name, id, ...rest] = text.split("+");
  const bytes = unbase64(rest.join("+"));
  if (!isName(name) || !/^[0-9a-f]{8}$/.test(id) || bytes?.length !== 33 || !types.includes(bytes[0])) return null;
  const hash = sha256(joined(utf8(name), Uint8Array.of(10), bytes)).subarray(0, 4);
  return hex(hash) === id ? { name, hash, type: bytes[0], key: bytes.subarray(1) } : null;
}

/** The key of a log, as a line. */
export function keyOf(line) {
  const key = verifierKeyOf(line.endsWith("\n") ? line.slice(0, -1) : line);
  if (key?.type !== 1) throw new Finding("ledger-vkey-malformed", "the key", "This is not a verifier key.");
  return key;
}

/** The text of a note that this key signed. Every signature of the key has to hold; strangers' are passed over. */
export function signedText(note, key, place) {
  const malformed = new Finding("ledger-note-malformed", place, "This is not a signed note.");
  const text = note.length > mostBytes ? null : textOf(note);
  const cut = text?.lastIndexOf("\n\n") ?? -1;
  if (cut < 0 || !text.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(text)) throw malformed;
  const body = text.slice(0, cut + 1);
  const signatures = text.slice(cut + 2, -1).split("\n");
  if (signatures.length > mostSignatures) throw malformed;
  const lines = signatures.map((line) => {
    const [dash, name, rest, ...more] = line.split(" ");
    const bytes = unbase64(rest);
    if (dash !== "—" || more.length > 0 || !isName(name ?? "") || bytes === null || bytes.length < 5) throw malformed;
    return { name, hash: bytes.subarray(0, 4), signature: bytes.subarray(4) };
  });
  const mine = lines.filter(({ name, hash }) => name === key.name && same(hash, key.hash));
  if (mine.some(({ signature }) => signature.length !== 64 || !ed25519.verify(signature, utf8(body), key.key, { zip215: false })))
    throw new Finding("ledger-note-bad-signature", place, "A signature of the key under this note is false.");
  if (mine.length === 0) throw new Finding("ledger-note-unsigned", place, "The key given did not sign this note.");
  return body;
}

/** The checkpoint in a signed note, if this key signed it. */
export function checkpointOf(note, key) {
  const place = "ledger/checkpoint";
  const [origin, size, root, end, ...more] = signedText(note, key, place).split("\n");
  const [count, hash] = [decimal(size ?? ""), unbase64(root)];
  const fits = end === "" && more.length === 0 && isName(origin) && count !== null && hash?.length === 32 && (count > 0 || same(hash, sha256(new Uint8Array())));
  if (!fits) throw new Finding("ledger-checkpoint-malformed", place, "The checkpoint is not of its form.");
  if (origin !== key.name) throw new Finding("ledger-note-unsigned", place, "This checkpoint is of another log than the key.");
  return { origin, size: count, root: hash };
}
