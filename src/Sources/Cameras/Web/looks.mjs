// Who looked at what: each look is signed by the device and sealed for the household before anything is shown.
import { ask } from "./ask.mjs";
import { text } from "./bytes.mjs";
import { isBy, readSigned, reads } from "./holders.mjs";

const tries = 5;
const kinds = ["watched", "live", "downloaded", "deleted", "kept", "let-go", "exported"];

let turn = Promise.resolve();

/** One after the other, in the order in which they were asked for. */
export function note(mine, what, seen) {
  const written = turn.then(() => write(mine, what, seen));
  turn = written.catch(() => {});
  return written;
}

/** Writes it down first; throws where that fails, and then nothing is looked at. @param seen camera, and clip and its number or null. */
async function write(mine, what, seen) {
  for (let i = 1; ; i++) {
    const number = mine.state.looks;
    const payload = { at: new Date().toISOString(), camera: seen.camera ?? null, card: seen.card ?? null, clip: seen.clip ?? null, home: mine.id, number, what };
    const box = await mine.seal(`look/${number}`, "look", payload);
    try {
      await ask(`${mine.id}/looks?number=${number}`, { method: "POST", bytes: box });
      mine.state.looks = number + 1;
      return;
    } catch (error) {
      if (error.code !== "sources-look-number" || i === tries) throw error;
      mine.state.looks = (await ask(`${mine.id}/looks?from=${2 ** 31 - 1}`)).next;
    }
  }
}

/** A look as its device signed it; where the hub carried it under another number, what it carried, if the hub signed that for this number. */
async function opened(mine, number, box) {
  const written = text(await mine.openBox(`look/${number}`, box));
  if (JSON.parse(written)?.kind !== "carried-look") return { signed: readSigned(written, "look"), own: number };
  const carried = readSigned(written, "carried-look");
  const fits = reads(carried.payload, { home: (h) => h === mine.id, look: (l) => typeof l === "string", number: (n) => n === number });
  if (!fits || !(await isBy(carried, mine.chain.hub))) throw new Error("not carried by the hub");
  const signed = readSigned(carried.payload.look, "look");
  return { signed, own: signed.payload.number };
}

/** Looks from a number on, at most a hundred, oldest first; each with who signed it, or with what is wrong. */
export async function readLooks(mine, from) {
  const { looks, next } = await ask(`${mine.id}/looks?from=${from}`);
  const read = [];
  let expected = from;
  for (const { number, box } of looks) {
    for (; expected < number; expected++) read.push({ number: expected, missing: true });
    expected = number + 1;
    try {
      const { signed, own } = await opened(mine, number, box);
      const who = mine.everybody.get(signed.by);
      const said = signed.payload;
      const whole = who && (await isBy(signed, who)) && reads(said, {
        at: (a) => typeof a === "string" && !Number.isNaN(Date.parse(a)), camera: (c) => c === null || typeof c === "string", card: (c) => c === null || Number.isInteger(c),
        clip: (c) => c === null || typeof c === "string", home: (h) => h === mine.id, number: (n) => Number.isInteger(n) && n === own, what: (w) => kinds.includes(w),
      });
      read.push(whole ? { by: signed.by, ...said, number } : { number, odd: true });
    } catch {
      read.push({ number, odd: true });
    }
  }
  return { looks: read, next };
}
