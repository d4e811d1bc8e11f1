// A result that the hub made: compared with what was asked for before anything of it is shown.
import { Refused, canonical, hex, sha256, utf8 } from "./bytes.mjs";
import { isBy, readSigned, reads } from "./holders.mjs";

const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isCount = (value) => Number.isInteger(value) && value >= 0;
const idLetters = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id of a grant. */
export const newGrant = () => `grt_${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => idLetters[byte & 31]).join("")}`;

/** The card's payload; answer-odd-result where it is not this hub's, of this clip, of this list, of these bytes. */
export async function checkDerived(mine, entry, list, { head, bytes }) {
  try {
    const signed = readSigned(head.card, "derived");
    const [edits, video] = [hex(await sha256(utf8(canonical(list)))), hex(await sha256(bytes))];
    const fits = (await isBy(signed, mine.chain.hub)) && reads(signed.payload, {
      at: (a) => typeof a === "string" && !Number.isNaN(Date.parse(a)), clip: (c) => c === list.clip, edits: (e) => e === edits, from: (f) => f === list.from, grant: (g) => g === list.grant,
      height: isCount, home: (h) => h === mine.id, milliseconds: (m) => isCount(m) && m > 0, number: (n) => n === entry.card.number, original: (o) => isHash(o) && o === entry.hash,
      to: (t) => t === list.to, video: (v) => v === video, width: isCount,
    });
    if (fits) return signed.payload;
  } catch {
    // Refused below like every other result that is not what was asked for.
  }
  throw new Refused("answer-odd-result");
}
