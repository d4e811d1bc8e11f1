// Live view: fetches box after box, opens them, and feeds the element. Begins at a key frame, drops what is late, begins anew when the
// camera did, and stops when nobody looks.
import { ask, send } from "./ask.mjs";
import { joined, text } from "./bytes.mjs";
import { Feed, canPlay } from "./feed.mjs";

const [keyFrame, between, continued] = [1, 2, 3];
const wait = 20;
const firstWait = 5;
const startBehind = 8;
const mostLate = 4;
const hurry = 4;
const fastest = 1.5;
const unsteady = 0.25;
const steadiest = 2;
const unseen = 30_000;

/** A box's content: what it is, and for a key frame the stream it belongs to. */
export function readBox(content) {
  const what = content[0];
  if (what === between || what === continued) return { what, bytes: content.subarray(1) };
  const length = content[1] * 256 + content[2];
  const head = JSON.parse(text(content.subarray(3, 3 + length)));
  const initial = content.subarray(3 + length, 3 + length + head.initial);
  if (what !== keyFrame || typeof head.codecs !== "string" || initial.length !== head.initial) throw new Error("not a box of a live view");
  return { what, head, initial, bytes: content.subarray(3 + length + head.initial) };
}

const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

export class Live {
  #stop = new AbortController();
  #feed = null;
  #initial = null;
  #codecs = null;
  #hidden = null;
  // Seconds that lie ready before the picture shown: more only where the line stutters.
  #ready = 0.4;

  /** @param tell is given words for how it stands, again and again. */
  constructor(video, mine, camera, tell, over) {
    Object.assign(this, { video, mine, camera, tell, over });
    this.look = () => this.#look();
    document.addEventListener("visibilitychange", this.look);
    addEventListener("pagehide", this.look);
    this.stutter = () => {
      if (video.currentTime > 1) this.#ready = Math.min(this.#ready + unsteady, steadiest);
    };
    video.addEventListener("waiting", this.stutter);
  }

  get stopped() {
    return this.#stop.signal.aborted;
  }

  stop(why = "") {
    if (this.stopped) return;
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("pagehide", this.look);
    this.video.removeEventListener("waiting", this.stutter);
    this.video.playbackRate = 1;
    clearTimeout(this.#hidden);
    this.#stop.abort();
    this.#feed?.close();
    this.tell(why);
    this.over();
  }

  async run() {
    let pause = 1000;
    while (!this.stopped) {
      try {
        this.tell("Asking the hub for pictures …");
        await this.#view(() => {
          pause = 1000;
        });
      } catch (error) {
        if (this.stopped) return;
        if (!["line-lost", "sources-live-over", "sources-live-full", "site-odd"].includes(error.code)) {
          this.stop();
          throw error;
        }
        this.tell(error.code === "sources-live-full" ? error.message : "The line was lost. Trying again …");
        await new Promise((resolve) => {
          setTimeout(resolve, pause);
        });
        pause = Math.min(pause * 2, 15_000);
      }
    }
  }

  #look() {
    clearTimeout(this.#hidden);
    if (document.visibilityState === "hidden") this.#hidden = setTimeout(() => this.stop("Stopped because nobody was looking."), unseen);
  }

  async #box(live, viewer, number, seconds) {
    const response = await send(`${this.mine.id}/live/${live}/${number}?viewer=${viewer}&wait=${seconds}`, { signal: this.#stop.signal });
    const next = Number(response.headers.get("Live-Next"));
    return response.status === 204 ? { next } : { next, box: new Uint8Array(await response.arrayBuffer()) };
  }

  async #view(shown) {
    const { live, viewer } = await ask(`${this.mine.id}/live`, { method: "POST", json: { camera: this.camera }, signal: this.#stop.signal });
    let number = 0;
    let waitsForKey = true;
    let pending = null;
    let first = true;
    while (!this.stopped) {
      let got;
      try {
        got = await this.#box(live, viewer, number, first ? firstWait : wait);
      } catch (error) {
        if (error.code !== "sources-live-passed") throw error;
        number = Math.max(number + 1, Number(error.next) - startBehind);
        [waitsForKey, pending] = [true, null];
        continue;
      }
      if (!got.box) {
        this.tell(first ? "The hub sends no picture yet. It may be silent, or the camera may be off." : "No new picture came for a while. Still asking …");
        continue;
      }
      if (first && number === 0 && got.next > startBehind + 1) {
        // Others watch already: the first box is old, the newest are not.
        [number, first] = [got.next - startBehind, false];
        continue;
      }
      first = false;
      const read = readBox(await this.mine.openBox(`live/${live}/${number}`, got.box));
      number++;
      if (read.what === continued) {
        if (pending) pending.bytes = joined(pending.bytes, read.bytes);
      } else {
        if (pending) await this.#show(pending, shown);
        pending = read.what === keyFrame || !waitsForKey ? read : null;
        if (read.what === keyFrame) waitsForKey = false;
      }
      // A box as long as one can be goes on in the next; all others are whole.
      if (pending && got.box.length < 4 * 1024 * 1024) {
        await this.#show(pending, shown);
        pending = null;
      }
      this.#standing(got.next - number);
    }
  }

  async #show(one, shown) {
    if (one.what === keyFrame && (!this.#feed || !same(this.#initial, one.initial) || this.#codecs !== one.head.codecs)) {
      if (!canPlay(one.head.codecs)) throw Object.assign(new Error("cannot play"), { code: "cameras-cannot-play" });
      this.#feed?.close();
      this.#feed = new Feed(this.video);
      [this.#initial, this.#codecs] = [one.initial.slice(), one.head.codecs];
      await this.#feed.open(one.head.codecs);
      this.#feed.inSequence();
      await this.#feed.append(this.#initial);
      this.video.muted = true;
      this.video.play().catch(() => {});
    }
    if (!this.#feed) return;
    await this.#feed.append(one.bytes);
    shown();
    const { ranges } = this.#feed;
    if (ranges.length === 0) return;
    this.#catchUp(ranges.end(ranges.length - 1));
    if (this.video.currentTime - ranges.start(0) > 30) await this.#feed.remove(0, this.video.currentTime - 10);
  }

  /** Late: plays faster, the more the later. Very late: leaps. */
  #catchUp(end) {
    const { video } = this;
    const late = end - video.currentTime;
    if (late > mostLate) video.currentTime = end - this.#ready;
    if (late > this.#ready + unsteady) video.playbackRate = Math.min(1 + (late - this.#ready) / hurry, fastest);
    else if (late <= this.#ready) video.playbackRate = 1;
  }

  #standing(boxesBehind) {
    const ranges = this.#feed?.ranges;
    if (!ranges || ranges.length === 0) return;
    const late = Math.max(0, ranges.end(ranges.length - 1) - this.video.currentTime);
    this.tell(`Live, sealed from the hub to this page. The page is about ${late.toFixed(0)} s behind what arrived${boxesBehind > 1 ? `, and ${boxesBehind} pieces wait at the site` : ""}.`);
  }
}
