// What the hub does for an owner's page: a signed order to it in a box of one size, and its answer in boxes of one size.
// docs/spec/footage.md section 12.
import { Told, send } from "./ask.mjs";
import { joined, readU32, text, utf8 } from "./bytes.mjs";
import { sign } from "./holders.mjs";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const padded = 16 * 1024;
const mostText = padded - 4;
const mostHead = 1024 * 1024;
const mostBytes = 64 * 1024 * 1024;
const wait = 20;
const firstPatience = 40_000;
const patience = 90_000;

const newId = () => `ord_${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => alphabet[byte % 32]).join("")}`;
const silent = () => new Told("orders-hub-silent", "The hub does not answer. See that it is switched on and connected, then try again.");
const odd = () => new Told("orders-odd", "The hub answered something that this page does not understand. Load the page again, and bring the hub up to date.");

/** Puts the answer together, piece by piece. */
class Answer {
  #head;
  #total = -1;
  #parts = [];
  #got = 0;

  /** @returns whether it is whole. */
  take(content, onProgress) {
    const what = content[0];
    if (what === 0 && this.#total < 0 && content.length === 3) onProgress({ done: (content[1] * 256 + content[2]) / 1000 });
    else if (what === 1 && this.#total < 0 && content.length >= 9) {
      const [head, bytes] = [readU32(content, 1), readU32(content, 5)];
      if (head > mostHead || bytes > mostBytes) throw odd();
      [this.#head, this.#total] = [head, head + bytes];
      this.#add(content.slice(9));
    } else if (what === 2 && this.#total >= 0) this.#add(content.slice(1));
    else if (what === 3) {
      const said = JSON.parse(text(content.subarray(1)));
      throw new Told(String(said.code), String(said.sentence));
    } else throw odd();
    if (this.#total >= 0) onProgress({ done: 1, fetched: this.#total === 0 ? 1 : this.#got / this.#total });
    return this.#got === this.#total;
  }

  get whole() {
    const all = joined(...this.#parts);
    return { head: JSON.parse(text(all.subarray(0, this.#head))), bytes: all.slice(this.#head) };
  }

  #add(part) {
    this.#got += part.length;
    if (this.#got > this.#total) throw odd();
    this.#parts.push(part);
  }
}

/**
 * Has the hub do something and gives what it answers.
 * @param home an open home (mine.mjs) of which this browser is an owner's device.
 * @param onProgress is told { done: 0 to 1, fetched: 0 to 1 where the answer comes }.
 * @returns head (an object) and bytes (perhaps none). Throws Told with the hub's code and sentence.
 */
export async function order(home, what, content, { onProgress = () => {}, signal } = {}) {
  const id = newId();
  const signed = utf8(await sign(home.own, "order", { at: new Date().toISOString(), content, home: home.id, order: id, what }));
  if (signed.length > mostText) throw new Told("orders-too-long", "There is more in this than one order holds. Use fewer or simpler shapes.");
  const path = `${home.id}/orders/${id}`;
  const box = await home.sealBox(`order/${id}`, signed, padded);
  await send(path, { method: "POST", bytes: box, signal });
  try {
    const answer = new Answer();
    let heard = Date.now();
    for (let number = 0; ;) {
      const response = await send(`${path}/${number}?wait=${wait}`, { signal });
      if (response.status === 204) {
        if (Date.now() - heard > (number === 0 ? firstPatience : patience)) throw silent();
        continue;
      }
      const piece = await home.openBox(`order/${id}/${number}`, new Uint8Array(await response.arrayBuffer()));
      [heard, number] = [Date.now(), number + 1];
      if (answer.take(piece, onProgress)) return answer.whole;
    }
  } finally {
    // What nobody waits for any more need not be done, or kept.
    send(path, { method: "DELETE" }).catch(() => {});
  }
}
