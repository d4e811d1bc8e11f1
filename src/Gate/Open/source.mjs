// Shared by the modules that read a production.

/** An expected "no"; the codes are those of the program's own refusals, or begin with open-. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Bytes that come in pieces, taken in the amounts one wants. Holds no more than was asked for and the piece it came in. */
export class Source {
  #pieces;
  #held = [];
  #length = 0;
  #ended = false;

  /** @param pieces an async iterable of Uint8Array. */
  constructor(pieces) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Whether at least so many bytes are to come. */
  async has(count) {
    while (this.#length < count && !this.#ended) {
      const { value, done } = await this.#pieces.next();
      if (done) this.#ended = true;
      else if (value.length > 0) {
        this.#held.push(value);
        this.#length += value.length;
      }
    }
    return this.#length >= count;
  }

  /** So many bytes, or all that are left where they are fewer. */
  async take(count) {
    await this.has(count);
    const taken = new Uint8Array(Math.min(count, this.#length));
    let at = 0;
    while (at < taken.length) {
      const first = this.#held[0];
      const part = first.subarray(0, taken.length - at);
      taken.set(part, at);
      at += part.length;
      if (part.length === first.length) this.#held.shift();
      else this.#held[0] = first.subarray(part.length);
    }
    this.#length -= taken.length;
    return taken;
  }
}
