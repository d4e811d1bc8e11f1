// The record itself: every entry, the root. docs/spec/record.md sections 1 to 3. Asks for files by a function.
import { decimal, leafHash, nodeHash, same, textOf } from "./bytes.mjs";
import { Walk } from "./batches.mjs";
import { readFact } from "./facts.mjs";
import { pointOf } from "./group.mjs";
import { sha256 } from "./noble.mjs";
import { Finding } from "./notes.mjs";

const width = 256;

/** Roots of full subtrees, as a stack: RFC 6962 leaf by leaf. */
class Tree {
  #stack = [];

  add(hash) {
    let [size, root] = [1, hash];
    while (this.#stack.length > 0 && this.#stack.at(-1).size === size) {
      root = nodeHash(this.#stack.pop().root, root);
      size *= 2;
    }
    this.#stack.push({ size, root });
  }

  root() {
    if (this.#stack.length === 0) return sha256(new Uint8Array());
    return this.#stack.map(({ root }) => root).reduceRight((right, left) => nodeHash(left, right));
  }
}

function pathOf(index, count) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0").match(/.../g);
  const steps = digits.map((three, i) => (i < digits.length - 1 ? `x${three}` : three));
  return `ledger/tile/entries/${steps.join("/")}${count < width ? `.p/${count}` : ""}`;
}

function entriesOf(bundle, count, exact, place) {
  const entries = [];
  let at = 0;
  while (entries.length < count && at + 2 <= bundle.length) {
    const length = bundle[at] * 256 + bundle[at + 1];
    if (at + 2 + length > bundle.length) break;
    entries.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  if (entries.length < count || (exact && at !== bundle.length)) throw new Finding("ledger-bundle-malformed", place, "This bundle does not hold the entries that it should.");
  return entries;
}

/** What the site says now that the log's size is; nobody has to believe it. */
async function sizeNow(fetched) {
  const note = await fetched("ledger/checkpoint");
  return decimal(textOf(note ?? new Uint8Array())?.split("\n")[1] ?? "") ?? 0;
}

/** A partial bundle goes away once the full one is there: the site's size now says which of the two to ask for first. */
async function bundleOf(fetched, from, count) {
  const [part, full] = [pathOf(from / width, count), pathOf(from / width, width)];
  const inOrder = count === width ? [full] : (await sizeNow(fetched)) >= from + width ? [full, part] : [part, full];
  for (const path of inOrder) {
    const bundle = await fetched(path);
    if (bundle !== null) return { path, bundle, exact: path === part };
  }
  throw new Finding("verify-file-missing", part, "The log does not serve this file.", true);
}

/** Which leaf counts at which place of the register; places and leaves are ordinals. */
export class Places {
  #standIn = new Map();
  #standsFor = new Map();

  adjust(leaf, by) {
    if (leaf >= by || this.#standIn.has(leaf) || this.#standIn.has(by) || this.#standsFor.has(by)) return false;
    this.#standIn.set(leaf, by);
    this.#standsFor.set(by, leaf);
    return true;
  }

  leafAt(place) {
    if (this.#standsFor.has(place)) return null;
    let leaf = place;
    while (this.#standIn.has(leaf)) leaf = this.#standIn.get(leaf);
    return leaf;
  }

  placeOf(leaf) {
    if (this.#standIn.has(leaf)) return null;
    let place = leaf;
    while (this.#standsFor.has(place)) place = this.#standsFor.get(place);
    return place;
  }
}

/**
 * Reads every entry and compares the root. The log: checkpoint, leaves of the register (each { index, leaf }), facts (each { index, fact }).
 * @param fetched gives a file's bytes by its path, or null.
 * @param earlier what this log signed before, { size, root }: it has to have grown out of it. Or null.
 */
export async function readLog(fetched, checkpoint, step, earlier = null) {
  if (earlier !== null && checkpoint.size < earlier.size)
    throw new Finding("verify-log-smaller", "ledger/checkpoint", `The log has ${checkpoint.size} entries; it had ${earlier.size} when this browser read it before.`);
  if (checkpoint.size === 0) throw new Finding("verify-log-not-opened", "ledger/checkpoint", "A log is opened by its first entry; this one has none.");
  const tree = new Tree();
  const log = { checkpoint, registers: [], ordinals: new Map(), facts: [], adjusted: [], walk: new Walk() };
  const places = new Places();
  for (let from = 0; from < checkpoint.size; from += width) {
    const count = Math.min(width, checkpoint.size - from);
    const { path, bundle, exact } = await bundleOf(fetched, from, count);
    entriesOf(bundle, count, exact, path).forEach((entry, i) => {
      if (from + i === earlier?.size) grown(tree, earlier);
      tree.add(leafHash(entry));
      take(log, places, from + i, entry);
    });
    await step(`Reading the record: ${from + count} of ${checkpoint.size} entries`);
  }
  if (!same(tree.root(), checkpoint.root)) throw new Finding("verify-root-differs", "ledger/checkpoint", "The entries served do not give the root that the log signed.");
  if (checkpoint.size === earlier?.size) grown(tree, earlier);
  return log;
}

function grown(tree, earlier) {
  if (!same(tree.root(), earlier.root))
    throw new Finding("verify-split-view", "ledger/checkpoint", `The log signed another history when this browser read it before: its first ${earlier.size} entries were others.`);
}

const scheduleWords = {
  "verify-batch-size": "A batch or an epoch has not exactly the leaves of its schedule, or a leaf stands in none.",
  "verify-batch-gap": "A batch or an epoch is left out, is there twice, or is of a time at which none is due.",
  "verify-schedule-false": "A schedule begins at the time of a batch of the one before it, which is not out yet; this one does not.",
  "ledger-fact-malformed": "This is not an open fact of its kind.",
};

function walk(log, place, leaf, fact = null) {
  const [code] = log.walk.take(leaf, fact);
  if (code) throw new Finding(code, place, scheduleWords[code]);
}

function take(log, places, index, entry) {
  const place = `entry ${index}`;
  if (index === 0 && entry[0] !== 0x7b) throw new Finding("verify-log-not-opened", place, "A log is opened by its first entry, once.");
  if (entry[0] === 0x52) {
    if (entry.length !== 98 || entry[1] !== 1 || pointOf(entry.subarray(2, 34)) === null) throw new Finding("ledger-leaf-malformed", place, "This is not a register leaf.");
    walk(log, place, "register");
    log.ordinals.set(index, log.registers.length);
    log.registers.push({ index, leaf: entry });
  } else if (entry[0] === 0x41) {
    if (entry.length !== 34 || entry[1] !== 1) throw new Finding("ledger-leaf-malformed", place, "This is not an authorisation leaf.");
    walk(log, place, "authorisation");
  } else if (entry[0] === 0x7b) {
    const { fact, code } = readFact(entry);
    if (fact === null) throw new Finding(code, place, code === "ledger-fact-unknown" ? "This kind of fact is not known here." : "This is not an open fact of its kind.");
    if ((index === 0) !== (fact.kind === "log-opened")) throw new Finding(index === 0 ? "verify-log-not-opened" : "verify-log-opened-again", place, "A log is opened by its first entry, once.");
    if (index === 0 && fact.origin !== log.checkpoint.origin) throw new Finding("verify-origin-differs", place, `This opens ${fact.origin}, the checkpoint is of ${log.checkpoint.origin}.`);
    if (fact.kind === "correction" && fact.entry >= index) throw new Finding("verify-correction-ahead", place, "A correction has to be of an earlier entry.");
    if (fact.kind === "class-adjusted") {
      const [leaf, by] = [log.ordinals.get(fact.leaf), log.ordinals.get(fact.by)];
      if (leaf === undefined || by === undefined || !places.adjust(leaf, by)) throw new Finding("verify-adjustment-false", place, "Each leaf is adjusted once, by a later one.");
      log.adjusted.push({ index, leaf, by });
    }
    walk(log, place, null, fact);
    log.facts.push({ index, fact });
  } else {
    throw new Finding("verify-entry-unknown", place, "This entry is of no kind that the record has.");
  }
}

/** Which leaf stood where in a log of this size. */
export function placesAt(log, size) {
  const places = new Places();
  for (const { index, leaf, by } of log.adjusted) if (index < size) places.adjust(leaf, by);
  return places;
}
