// One report against the record: its files, every opening, the recount, and proofs for what stays closed. Asks for files by a function.
import { hex, joined, leafHash, nodeHash, same, textOf, unbase64, utf8 } from "./bytes.mjs";
import { batchOf, daysOf, lastDayOf, textOfSeconds } from "./batches.mjs";
import { fieldNames, isOpening, isReport, isValue, wordsOf } from "./forms.mjs";
import { base, generators, scalarOf } from "./group.mjs";
import { jsonOf } from "./json.mjs";
import { placesAt, readLog } from "./log.mjs";
import { sha256 } from "./noble.mjs";
import { Finding, checkpointOf, keyOf } from "./notes.mjs";
import { sayFile, sayRanges } from "./proofs.mjs";
import { differences, recount } from "./recount.mjs";

const mostLine = 1 << 20;

function lengthed(bytes, width) {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined(length.subarray(4 - width), bytes);
}

const absent = (value) => value === undefined || value === null;

function fieldHash(name, { name: given, value, salt, hash }) {
  if (!absent(hash)) return absent(given) && absent(value) && absent(salt) && name !== "schema" ? unbase64(hash) : null;
  const bytes = unbase64(salt);
  if (given !== name || absent(value) || !isValue(name, value) || bytes?.length !== 32) return null;
  return leafHash(joined(lengthed(utf8(name), 2), lengthed(utf8(value), 4), bytes));
}

/** RFC 6962 root of a few hashes. */
function rootOf(hashes) {
  if (hashes.length === 1) return hashes[0];
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  return nodeHash(rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)));
}

/** Null, or the code of what keeps this from opening the leaf. */
export function sayOpening(leaf, opening, cls = "open") {
  if (!isOpening(opening) || opening.class !== cls || opening.fields.length !== fieldNames.length) return "ledger-opening-malformed";
  const bytes = unbase64(opening.blind);
  if (bytes?.length !== 32) return "ledger-opening-malformed";
  const blind = scalarOf(bytes);
  if (blind === null || !same(base.multiply(blind).add(generators[cls]).toBytes(), leaf.subarray(2, 34))) return "ledger-opening-class";
  const hashes = fieldNames.map((name, i) => fieldHash(name, opening.fields[i]));
  if (hashes.some((hash) => hash?.length !== 32)) return "ledger-opening-malformed";
  return same(rootOf(hashes), leaf.subarray(34, 66)) ? null : "ledger-opening-fields";
}

async function file(fetched, path, sha256Hex, code, sentence) {
  const bytes = await fetched(path);
  if (bytes === null) throw new Finding("verify-file-missing", path, "This file is not served.", true);
  if (hex(sha256(bytes)) !== sha256Hex) throw new Finding(code, path, sentence);
  return bytes;
}

const registersBefore = (log, index) => log.registers.filter((leaf) => leaf.index < index).length;

/** Versions that count: the highest of each period. */
function latestOf(log) {
  const latest = new Map();
  for (const { index, fact } of log.facts) {
    if (fact.kind !== "report-published") continue;
    if (fact.version !== (latest.get(fact.period)?.fact.version ?? 0) + 1) throw new Finding("verify-report-version", `entry ${index}`, "Versions do not follow each other.");
    if (fact.to > registersBefore(log, index)) throw new Finding("verify-report-ahead", `entry ${index}`, "This report covers register leaves that were not in the log yet.");
    latest.set(fact.period, { index, fact });
  }
  return latest;
}

async function documentOf(fetched, log, { index, fact }) {
  const bytes = await file(fetched, fact.path, fact.sha256, "verify-report-hash", `This is not the file that entry ${index} of the log names.`);
  const report = jsonOf(bytes);
  if (!isReport(report)) throw new Finding("verify-report-malformed", fact.path, "This report is not of the form writ.report/v1.");
  const agrees = report.origin === log.checkpoint.origin && ["period", "version", "provisional", "from", "to"].every((name) => report[name] === fact[name])
    && report.openings.sha256 === fact.openings && report.treeSize <= index && report.treeSize >= 0;
  if (!agrees || fact.to > registersBefore(log, report.treeSize)) throw new Finding("verify-report-fact-differs", fact.path, "The report and its fact in the log differ.");
  return report;
}

function* linesOf(bytes, path) {
  for (let at = 0, line = 1; at < bytes.length; line++) {
    const end = bytes.indexOf(10, at);
    const stop = end < 0 ? bytes.length : end;
    if (stop - at > mostLine) throw new Finding("ledger-opening-malformed", `${path} line ${line}`, "This line is longer than an opening can be.");
    yield [line, jsonOf(bytes.subarray(at, stop))];
    at = stop + 1;
  }
}

/** A batch counts whole, in the period in which it closed; what is in it may have waited since before. */
function wholeBatches(log, report, path) {
  const [first, last] = daysOf(report.period);
  for (const batch of log.walk.batches.filter((b) => b.first < report.to && b.first + b.count > report.from)) {
    const day = lastDayOf(batch);
    if (batch.first < report.from || batch.first + batch.count > report.to || batch.count < batch.leaves || day < first || day > last)
      throw new Finding("verify-report-batch", path, `The batch of ${textOfSeconds(batch.due)} is counted in part, or is of another period.`);
  }
}

function received(log, report, batch, opening, where) {
  const field = opening.fields[1];
  const [first, last] = daysOf(report.period);
  if (absent(field.value)) throw new Finding("verify-received-closed", where, "Without its day of receipt nobody can tell that it belongs to this period.");
  const outside = batch === null ? field.value < first || field.value > last : field.value > lastDayOf(batch);
  if (outside) throw new Finding("verify-received-outside", where, `Received on ${field.value}, ${batch === null ? "outside the period" : "after its batch closed"}.`);
}

async function openingsOf(fetched, log, report, places, step) {
  const { path, sha256: hash, count } = report.openings;
  const bytes = await file(fetched, path, hash, "verify-openings-hash", "This is not the file of openings that the report names.");
  const openings = [];
  const opened = new Set();
  const real = new Map();
  const demands = new Set();
  let last = -1;
  for (const [line, opening] of linesOf(bytes, path)) {
    const where = `${path} line ${line}`;
    if (!isOpening(opening)) throw new Finding("ledger-opening-malformed", where, "This line is not an opening.");
    const ordinal = log.ordinals.get(opening.leaf);
    const place = ordinal === undefined ? null : places.placeOf(ordinal);
    if (place === null || place < report.from || place >= report.to) throw new Finding("verify-opening-stray", where, "This opens no register leaf in the range of the report.");
    if (place <= last) throw new Finding(place === last ? "verify-opening-twice" : "verify-opening-order", where, "Openings stand in the order of their leaves, each once.");
    const code = sayOpening(log.registers[ordinal].leaf, opening);
    if (code !== null) throw new Finding(code, where, "This does not open the leaf that it names.");
    received(log, report, batchOf(log.walk.batches, place), opening, where);
    const demand = opening.fields[fieldNames.indexOf("demand")].value;
    if (!absent(demand) && demands.has(demand)) throw new Finding("verify-demand-twice", where, "The same demand is counted under two leaves.");
    demands.add(demand);
    const batch = batchOf(log.walk.batches, ordinal);
    if (batch !== null) {
      real.set(batch.due, (real.get(batch.due) ?? 0) + 1);
      if (real.get(batch.due) > batch.leaves - batch.reserve) throw new Finding("verify-batch-reserve", where, "More leaves of this batch are opened than its schedule has room for beside the reserve.");
    }
    last = place;
    opened.add(place);
    openings.push(opening);
    if (openings.length % 50 === 0) await step(`Checking openings: ${openings.length} of ${count}`);
  }
  if (openings.length !== count) throw new Finding("verify-openings-count", path, `The report says ${count} openings; there are ${openings.length}.`);
  return { openings, opened };
}

async function closedOf(fetched, log, report, opened, places, step) {
  const closed = [];
  for (let place = report.from; place < report.to; place++) {
    const ordinal = places.leafAt(place);
    if (!opened.has(place) && ordinal !== null) closed.push(log.registers[ordinal]);
  }
  const part = report.unopened;
  if (closed.length !== (part?.count ?? 0)) throw new Finding("verify-openings-missing", report.openings.path, `${closed.length} register leaves are not opened; the report says ${part?.count ?? 0}.`);
  if (!part) return;
  const { path, sha256: hash } = part.proofs;
  const bytes = await file(fetched, path, hash, "verify-proofs-hash", "This is not the file of proofs that the report names.");
  const { origin, period, from, to } = report;
  const steps = sayFile({ origin, period, from, to, count: part.count, ...(part.band ? { lo: part.band.lo, hi: part.band.hi } : {}) }, closed, bytes);
  for (;;) {
    const { done, value } = steps.next();
    if (!done) {
      await step(`Checking proofs for leaves that stay closed: ${value.done} of ${value.of}`);
      continue;
    }
    if (value.length > 0) throw new Finding(value[0][1], value[0][0] === null ? path : `${path}, entry ${value[0][0]}`, "A leaf that stays closed, or the band, is not proved.");
    return;
  }
}

/** What was kept is believed as far as the log's key signed it. */
function earlierOf(kept, key) {
  try {
    return typeof kept === "string" ? checkpointOf(utf8(kept), key) : null;
  } catch (error) {
    if (error instanceof Finding) return null;
    throw error;
  }
}

/**
 * Checks one period's report. Says what holds by calling held(id, words); throws a Finding at the first thing that does not.
 * @param fetched gives a file's bytes by its path, or null.
 * @param vkey the log's key from elsewhere; empty: it is taken from the site.
 * @param memory read(name) gives the note that was kept under a name, or null; write(name, note) keeps one. Of each key: the checkpoint that was read last. Null: nothing is kept.
 */
export async function checkReport({ fetched, period, vkey, step, held, memory = null }) {
  const served = vkey ? utf8(vkey) : await fetched("ledger/vkey");
  if (served === null) throw new Finding("verify-no-key", "ledger/vkey", "The site has no verifier key; give one that you got elsewhere.", true);
  const key = keyOf(textOf(served) ?? "");
  const note = await fetched("ledger/checkpoint");
  if (note === null) throw new Finding("verify-no-checkpoint", "ledger/checkpoint", "There is no checkpoint: nothing here can be checked.", true);
  const checkpoint = checkpointOf(note, key);
  held("checkpoint", { size: checkpoint.size, fromSite: !vkey });
  const name = `${key.name}+${hex(key.hash)}`;
  const earlier = earlierOf(memory?.read(name), key);
  const log = await readLog(fetched, checkpoint, step, earlier);
  memory?.write(name, textOf(note));
  held("log", { size: checkpoint.size, registers: log.registers.length, batches: log.walk.stands ? log.walk.batches.length : null, earlier: earlier?.size ?? null });

  const latest = latestOf(log);
  const mine = latest.get(period);
  if (!mine) throw new Finding("mirror-no-report", `reports/${period}`, "The record holds no report on this period.");
  const report = await documentOf(fetched, log, mine);
  held("report", { version: report.version, index: mine.index });
  if (daysOf(report.period) === null || wordsOf(report.form) === null) throw new Finding("verify-report-malformed", mine.fact.path, "The period or the form of this report cannot be counted.");
  wholeBatches(log, report, mine.fact.path);
  const places = placesAt(log, report.treeSize);
  const { openings, opened } = await openingsOf(fetched, log, report, places, step);
  held("openings", { count: openings.length });
  const counted = recount(report.form, openings, report.readIn);
  if (typeof counted === "string") throw new Finding(counted, mine.fact.path, "The form of this report, or what was read in, cannot be counted.");
  const differing = differences(counted, report.tables);
  if (differing !== null) throw new Finding(differing.code, mine.fact.path, `Counted anew, these differ: ${differing.places.slice(0, 5).join("; ")}.`);
  held("recount", { cells: counted.reduce((sum, table) => sum + table.rows.reduce((all, row) => all + row.cells.length, 0), 0) - report.readIn.length, readIn: report.readIn.length });
  await closedOf(fetched, log, report, opened, places, step);
  held("closed", { count: report.unopened?.count ?? 0, band: report.unopened?.band ?? null });

  // Once batches hide how many there are, nothing may be left out before.
  const hidden = log.walk.batches[0]?.first ?? Infinity;
  const ranges = [...latest.values()].map(({ fact }) => ({
    from: fact.from, to: fact.to, unopened: fact.to > hidden || (fact.period === period && report.unopened !== undefined && report.unopened !== null),
  }));
  const [code] = sayRanges(ranges);
  if (code) throw new Finding(code, mine.fact.path, "The reports do not cover the register without gap and overlap.");
  held("ranges", { reports: ranges.length });
  return report;
}
