// Proofs for leaves that are not opened: docs/spec/record.md section 8. Says "ok" or the code of a refusal.
import { hex, joined, leafHash, same, u64, utf8 } from "./bytes.mjs";
import { base, challengeOf, generators, modulo, pointOf, scalarOf, times, transcript, unit, vanishes, weight, zero } from "./group.mjs";
import { sha256, sha512 } from "./noble.mjs";

const eitherLength = 160;
const recordLength = 8 + eitherLength;
const magic = utf8("writ.unopened/v1\n");
const mostBand = 1_000_000_000;
const withheldBytes = generators.withheld.toBytes();
const dummyBytes = generators.dummy.toBytes();

/** One of two: the equations that have to vanish, each as multiples of points; "malformed" or "false" where there are none. */
function either(proof, statement, x0, x1) {
  if (proof.length !== eitherLength) return "malformed";
  const [e0, z0, z1] = [64, 96, 128].map((at) => scalarOf(proof.subarray(at, at + 32)));
  if (e0 === null || z0 === null || z1 === null) return "malformed";
  const [a0, a1] = [pointOf(proof.subarray(0, 32)), pointOf(proof.subarray(32, 64))];
  if (a0 === null || a1 === null || x0.is0() || x1.is0()) return "false";
  const e1 = modulo(challengeOf(joined(statement, transcript(proof.subarray(0, 32), proof.subarray(32, 64)))) - e0);
  if (e1 === 0n) return "false";
  return [{ z: z0, a: a0, e: e0, x: x0 }, { z: z1, a: a1, e: e1, x: x1 }];
}

/** z * B - A - e * X of every equation, each by a weight of its own, in one sum. */
function allVanish(equations) {
  const points = [base];
  const numbers = [0n];
  for (const { z, a, e, x } of equations) {
    const by = weight();
    numbers[0] += by * z;
    points.push(a, x);
    numbers.push(-by, -by * e);
  }
  return vanishes(points, numbers);
}

/** For leaves of one report: what their proofs say, one word for each. */
export class ClassProofs {
  #context;

  constructor(origin, period) {
    this.#context = transcript(utf8("writ.proof/v1/class"), utf8(origin), utf8(period), withheldBytes, dummyBytes);
  }

  /** Each of { index, leaf, proof }. Together first; one by one only where something is false. */
  say(leaves) {
    const read = leaves.map((leaf) => this.#read(leaf));
    const whole = read.filter((one) => typeof one !== "string");
    if (whole.length === 0 || allVanish(whole.flat())) return read.map((one) => (typeof one === "string" ? one : "ok"));
    return read.map((one) => (typeof one === "string" ? one : allVanish(one) ? "ok" : "ledger-unopened-false"));
  }

  #read({ index, leaf, proof }) {
    const commitment = leaf.subarray(2, 34);
    const c = pointOf(commitment);
    const statement = joined(this.#context, transcript(u64(index), leafHash(leaf), commitment));
    const equations = c === null ? "false" : either(proof, statement, c.subtract(generators.withheld), c.subtract(generators.dummy));
    return typeof equations === "string" ? `ledger-unopened-${equations}` : equations;
  }
}

const isBand = (lo, hi) => Number.isSafeInteger(lo) && Number.isSafeInteger(hi) && lo >= 0 && lo < hi && hi <= mostBand;

/** Powers of two, and last what is left: their sums are exactly 0 to hi - lo. */
function weightsOf(lo, hi) {
  const width = hi - lo;
  const weights = [];
  let sum = 0;
  for (let power = 1; sum + power <= width && power * 2 <= width; power *= 2) {
    weights.push(power);
    sum += power;
  }
  return [...weights, width - sum];
}

const bandLength = (lo, hi) => weightsOf(lo, hi).length * (32 + eitherLength) - 32;

/** What a band proof says of the leaves, each { index, leaf }, that are not opened. */
export function sayBand({ origin, period, from, to, lo, hi }, leaves, proof) {
  const code = (word) => (word === "ok" ? word : `ledger-band-${word}`);
  if (!isBand(lo, hi) || leaves.length === 0 || proof.length !== bandLength(lo, hi)) return code("malformed");
  const weights = weightsOf(lo, hi);
  const carried = [];
  for (let j = 1; j < weights.length; j++) {
    const point = pointOf(proof.subarray((j - 1) * 32, j * 32));
    if (point === null) return code("malformed");
    carried.push(point);
  }

  const sum = leaves.reduce((all, { leaf }) => all.add(pointOf(leaf.subarray(2, 34)) ?? zero), zero);
  let first = sum.subtract(times(generators.dummy, BigInt(leaves.length))).subtract(times(unit, BigInt(lo)));
  for (let j = 1; j < weights.length; j++) first = first.subtract(times(carried[j - 1], BigInt(weights[j])));
  const bits = [first, ...carried];
  const digest = sha256(joined(...leaves.flatMap(({ index, leaf }) => [u64(index), leafHash(leaf)])));
  const statement = sha512(transcript(
    utf8("writ.proof/v1/band"), utf8(origin), utf8(period), withheldBytes, dummyBytes, u64(from), u64(to), u64(leaves.length), u64(lo), u64(hi),
    digest, sum.toBytes(), ...bits.map((bit) => bit.toBytes())));
  const start = carried.length * 32;
  const read = bits.map((bit, j) => either(
    proof.subarray(start + j * eitherLength, start + (j + 1) * eitherLength),
    transcript(utf8("writ.proof/v1/band-weight"), statement, u64(j), u64(weights[j]), bit.toBytes()), bit, bit.subtract(unit)));
  if (read.includes("malformed")) return code("malformed");
  return code(!read.includes("false") && allVanish(read.flat()) ? "ok" : "false");
}

/**
 * What a file of proofs says: pairs of index (or null) and code, none where all holds. Yields { done } on the way.
 * The statement: origin, period, from, to, count, and lo and hi or neither; leaves: those not opened, each { index, leaf }, in order.
 */
export function* sayFile(statement, leaves, file) {
  const { from, to, count, lo = null, hi = null } = statement;
  const banded = lo !== null;
  const numbers = [from, to, count].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!numbers || to < from || count > to - from || (banded && (!isBand(lo, hi) || lo > count))) return [[null, "ledger-unopened-numbers"]];
  const header = magic.length + 8;
  if (file.length < header || !same(file.subarray(0, magic.length), magic) || hex(file.subarray(magic.length, header)) !== hex(u64(count))) return [[null, "ledger-unopened-file"]];
  const rest = header + count * recordLength;
  if (leaves.length !== count) return [[leaves[count]?.index ?? null, "ledger-unopened-leaves"]];
  if (file.length < rest) return [[null, "ledger-unopened-file"]];
  const recordAt = (i) => file.subarray(header + i * recordLength, header + (i + 1) * recordLength);
  const stray = leaves.findIndex(({ index }, i) => hex(recordAt(i).subarray(0, 8)) !== hex(u64(index)));
  if (stray >= 0) return [[leaves[stray].index, "ledger-unopened-leaves"]];

  const said = [];
  const proofs = new ClassProofs(statement.origin, statement.period);
  const atOnce = 512;
  for (let at = 0; at < count; at += atOnce) {
    const chunk = leaves.slice(at, at + atOnce).map(({ index, leaf }, i) => ({ index, leaf, proof: recordAt(at + i).subarray(8) }));
    proofs.say(chunk).forEach((word, i) => word === "ok" || said.push([chunk[i].index, word]));
    yield { done: Math.min(at + atOnce, count), of: count };
  }

  const band = file.subarray(rest);
  if (band.length !== (banded && count > 0 ? bandLength(lo, hi) : 0)) return [...said, [null, "ledger-unopened-file"]];
  const word = band.length > 0 ? sayBand(statement, leaves, band) : "ok";
  return word === "ok" ? said : [...said, [null, word]];
}

/** Codes of what keeps ranges of reports from tiling the register. */
export function sayRanges(reports) {
  const said = [];
  let next = 0;
  const ordered = reports.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { from, to, unopened } of ordered) {
    if (from < next) said.push("verify-ranges-overlap");
    if (from > next && unopened) said.push("verify-ranges-gap");
    next = Math.max(next, to);
  }
  return said;
}

/** Runs a generator of steps to its end. */
export function ended(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
