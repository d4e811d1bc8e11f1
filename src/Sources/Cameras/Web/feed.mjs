// A video element that is fed by hand: appends one after the other, and takes away what was played.
const unplayable = () => Object.assign(new Error("not playable"), { code: "cameras-not-playable" });

export const canPlay = (codecs) => globalThis.MediaSource?.isTypeSupported(`video/mp4; codecs="${codecs}"`) ?? false;

export class Feed {
  #source = new MediaSource();
  #address = URL.createObjectURL(this.#source);
  #buffer = null;
  #turn = Promise.resolve();

  constructor(video) {
    this.video = video;
    video.src = this.#address;
  }

  async open(codecs) {
    if (this.#source.readyState !== "open") await new Promise((resolve) => this.#source.addEventListener("sourceopen", resolve, { once: true }));
    URL.revokeObjectURL(this.#address);
    this.#buffer = this.#source.addSourceBuffer(`video/mp4; codecs="${codecs}"`);
  }

  get ranges() {
    return this.#buffer.buffered;
  }

  /** Seconds that are added to the times in what is appended from now on. */
  shift(seconds) {
    this.#buffer.timestampOffset = seconds;
  }

  /** New pieces go right behind the one before, whatever times they bear. */
  inSequence() {
    this.#buffer.mode = "sequence";
  }

  set duration(seconds) {
    this.#source.duration = seconds;
  }

  append(bytes) {
    return this.#do(() => this.#buffer.appendBuffer(bytes));
  }

  remove(from, to) {
    return to > from ? this.#do(() => this.#buffer.remove(from, to)) : this.#turn;
  }

  end() {
    if (this.#source.readyState === "open") this.#source.endOfStream();
  }

  /** Takes everything out of the element. */
  close() {
    if (this.video.src !== this.#address) return;
    this.video.removeAttribute("src");
    this.video.load();
  }

  #do(act) {
    const turn = this.#turn.then(() => new Promise((resolve, reject) => {
      const over = (settle) => (event) => {
        this.#buffer.removeEventListener("updateend", done);
        this.#buffer.removeEventListener("error", failed);
        settle(event);
      };
      const done = over(() => resolve());
      const failed = over(() => reject(unplayable()));
      this.#buffer.addEventListener("updateend", done);
      this.#buffer.addEventListener("error", failed);
      try {
        act();
      } catch (error) {
        over(() => reject(error.name === "QuotaExceededError" ? error : unplayable()))();
      }
    }));
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
