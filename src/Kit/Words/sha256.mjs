// SHA-256 (FIPS 180-4) in steps: WebCrypto hashes only what lies in memory as a whole, and a production need not.
const roots = (count, power) => {
  const found = [];
  for (let n = 2; found.length < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0;
    if (prime) found.push(((n ** power) % 1) * 2 ** 32 | 0);
  }
  return found;
};

const k = Int32Array.from(roots(64, 1 / 3));
const start = roots(8, 1 / 2);

export class Sha256 {
  #state = Int32Array.from(start);
  #block = new Uint8Array(64);
  #words = new Int32Array(64);
  #held = 0;
  #length = 0;

  update(bytes) {
    this.#length += bytes.length;
    let at = 0;
    while (at < bytes.length) {
      if (this.#held === 0 && bytes.length - at >= 64) {
        this.#compress(bytes, at);
        at += 64;
        continue;
      }
      const part = bytes.subarray(at, at + 64 - this.#held);
      this.#block.set(part, this.#held);
      this.#held += part.length;
      at += part.length;
      if (this.#held === 64) {
        this.#compress(this.#block, 0);
        this.#held = 0;
      }
    }
    return this;
  }

  /** Lower-case hex; nothing can be added afterwards. */
  hex() {
    const length = this.#length;
    const padding = new Uint8Array((this.#held < 56 ? 64 : 128) - this.#held);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(length / 2 ** 29));
    view.setUint32(padding.length - 4, (length << 3) >>> 0);
    this.update(padding);
    return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  #compress(bytes, at) {
    const w = this.#words;
    for (let i = 0; i < 16; i++, at += 4) w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.#state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      this.#state[i] = (this.#state[i] + word) | 0;
    });
  }
}
