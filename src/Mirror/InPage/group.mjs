// ristretto255 (RFC 9496) as the record uses it: which points and numbers it takes, generators of classes, transcripts.
import { joined, numberOf, utf8 } from "./bytes.mjs";
import { pippenger, ristretto255, ristretto255_hasher, sha512 } from "./noble.mjs";

const { Point } = ristretto255;

export const order = Point.Fn.ORDER;

/** A point from its one spelling; null for anything else, and for the identity. */
export function pointOf(bytes) {
  if (bytes.length !== 32 || bytes[31] >= 128 || bytes.every((byte) => byte === 0)) return null;
  try {
    return Point.fromBytes(bytes);
  } catch {
    return null;
  }
}

/** A number in [1, order); null for anything else. */
export function scalarOf(bytes) {
  if (bytes.length !== 32) return null;
  const number = numberOf(bytes);
  return number > 0n && number < order ? number : null;
}

export const modulo = (number) => ((number % order) + order) % order;

/** number * point, for what is public: its time tells the number. */
export const times = (point, number) => (modulo(number) === 0n ? Point.ZERO : point.multiplyUnsafe(modulo(number)));

/** Whether a sum of multiples is the identity. Two lists of one length. */
export function vanishes(points, numbers) {
  return pippenger(Point, points, numbers.map(modulo)).is0();
}

const generator = (name) => ristretto255_hasher.deriveToCurve(sha512(utf8(`writ.register/v1/class/${name}`)));

export const zero = Point.ZERO;
export const base = Point.BASE;
export const generators = { open: generator("open"), withheld: generator("withheld"), dummy: generator("dummy") };
export const unit = generators.withheld.subtract(generators.dummy);

/** Inputs, each behind its length as u32. */
export function transcript(...inputs) {
  return joined(...inputs.flatMap((input) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, input.length);
    return [length, input];
  }));
}

export const challengeOf = (bytes) => modulo(numberOf(sha512(bytes)));

/** A weight nobody could foresee, of 128 bits and not zero. */
export function weight() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return numberOf(bytes) || 1n;
}
