// Plays a clip while it is fetched and opened chunk by chunk. A jump fetches only the chunks from there on; what was played is taken out
// of memory again.
import { openRange } from "./clips.mjs";
import { Feed } from "./feed.mjs";

const groupBytes = 1 << 20;
const ahead = 20_000;
const behind = 15_000;

export class Player {
  #stopped = false;
  #wake = () => {};
  #held = new Set();
  #feed;

  /**
   * @param entry of the timeline.
   * @param fetchStored (from, to) gives those bytes of the stored video.
   * @param failed is told what went wrong; then it stands still.
   */
  constructor(video, entry, fetchStored, failed) {
    this.video = video;
    this.entry = entry;
    this.fetchStored = fetchStored;
    this.failed = failed;
  }

  async play() {
    this.#feed = new Feed(this.video);
    const nudge = () => this.#wake();
    for (const what of ["timeupdate", "seeking", "play"]) this.video.addEventListener(what, nudge);
    try {
      await this.#begin();
      this.video.play().catch(() => {});
      await this.#goOn();
    } catch (error) {
      if (!this.#stopped) {
        this.stop();
        this.failed(error);
      }
    } finally {
      for (const what of ["timeupdate", "seeking", "play"]) this.video.removeEventListener(what, nudge);
    }
  }

  stop() {
    this.#stopped = true;
    this.#wake();
    this.#feed?.close();
  }

  /** How many fragments are in memory. */
  get held() {
    return this.#held.size;
  }

  async #bytes(from, to) {
    return openRange(this.key, this.entry.view.video, from, to, this.fetchStored);
  }

  async #begin() {
    const { card, keys } = this.entry;
    this.key = await keys.part("video");
    await this.#feed.open(card.codecs);
    await this.#feed.append(await this.#bytes(0, card.initial));
    const first = card.fragments[0];
    const bytes = await this.#bytes(first.offset, first.offset + first.length);
    await this.#feed.append(bytes);
    if (this.#feed.ranges.length === 0) throw Object.assign(new Error("not playable"), { code: "cameras-not-playable" });
    // The times in a clip are those of the camera's stream: here it begins at nought.
    const start = this.#feed.ranges.start(0);
    if (start > 0.001) {
      await this.#feed.remove(0, Infinity);
      this.#feed.shift(-start);
      await this.#feed.append(bytes);
    }
    this.#feed.duration = card.milliseconds / 1000;
    this.#held.add(0);
  }

  #at(milliseconds) {
    const { fragments } = this.entry.card;
    return Math.max(0, fragments.findLastIndex((one) => one.at <= milliseconds));
  }

  #wanted() {
    const { fragments } = this.entry.card;
    const now = this.video.currentTime * 1000;
    for (let i = this.#at(now); i < fragments.length && fragments[i].at < now + ahead; i++) if (!this.#held.has(i)) return i;
    return -1;
  }

  async #goOn() {
    const { card } = this.entry;
    while (!this.#stopped) {
      const first = this.#wanted();
      if (first < 0) {
        if (this.#held.has(card.fragments.length - 1)) this.#feed.end();
        await new Promise((resolve) => {
          this.#wake = resolve;
          setTimeout(resolve, 1000);
        });
        continue;
      }
      let last = first;
      const start = card.fragments[first].offset;
      const end = (i) => card.fragments[i].offset + card.fragments[i].length;
      while (last + 1 < card.fragments.length && !this.#held.has(last + 1) && end(last + 1) - start <= groupBytes) last++;
      const bytes = await this.#bytes(start, end(last));
      if (this.#stopped) return;
      await this.#let();
      await this.#feed.append(bytes);
      for (let i = first; i <= last; i++) this.#held.add(i);
    }
  }

  /** Takes out whole fragments that lie well behind, or far ahead after a jump back. */
  async #let() {
    const { fragments, milliseconds } = this.entry.card;
    const now = this.video.currentTime * 1000;
    const [keepFrom, keepTo] = [this.#at(now - behind), this.#at(now + 3 * ahead)];
    const out = (i) => i < keepFrom || i > keepTo;
    if (![...this.#held].some(out)) return;
    await this.#feed.remove(0, fragments[keepFrom].at / 1000);
    if (keepTo + 1 < fragments.length) await this.#feed.remove(fragments[keepTo + 1].at / 1000, milliseconds / 1000 + 60);
    for (const i of [...this.#held]) if (out(i)) this.#held.delete(i);
  }
}
