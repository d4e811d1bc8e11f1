// Open facts: docs/spec/record.md section 3. Each kind with its number and members, all of them and no others.
import { daysOf, dayOf, periodOf, scheduleOf, secondsOf } from "./batches.mjs";
import { numberOf, unbase64, unhex, same } from "./bytes.mjs";
import { canonicalObjectOf } from "./json.mjs";
import { verifierKeyOf } from "./notes.mjs";

const most = 2 ** 53;
const mostInt = 2 ** 31 - 1;
const mostText = 4000;
const hundredYears = 3155760000;

const text = (value) => typeof value === "string" && value.length > 0 && value.length <= mostText && !/\p{Cc}/u.test(value);
const matching = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const oneOf = (...words) => (value) => words.includes(value);
const whole = (low = 0, high = most) => (value) => Number.isInteger(value) && value >= low && value <= high;
const id = (prefix) => matching(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{16}$`));
const flag = (value) => typeof value === "boolean";
const time = (value) => secondsOf(value) !== null;
const day = (value) => dayOf(value) !== null;
const hash = matching(/^[0-9a-f]{64}$/);
const hashOrNone = (value) => value === "-" || hash(value);
const country = matching(/^[A-Z]{2}$/);
const currency = matching(/^[A-Z]{3}$/);
const vkey = (value) => typeof value === "string" && verifierKeyOf(value) !== null;
const bytes = (value) => text(value) && unbase64(value) !== null;
const period = (value) => periodOf(value) !== null;
const count = whole(1);
const agreement = whole(1, mostInt);
const agency = id("agy");
const auditor = id("adt");
const account = id("out");
const request = id("rqs");
const role = oneOf("reviewer", "approver", "break-glass");

/** Where a published file stands. */
export const isPath = (value) => typeof value === "string" && value.length <= 200 && /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(value);

function url(value) {
  const [, host, , port = "0"] = (typeof value === "string" && value.length <= 500 && /^https:\/\/([A-Za-z0-9.-]+)(:([0-9]{1,5}))?([/?#][!#-;=?-[\]_a-z~]*)?$/.exec(value)) || [];
  const labels = host?.split(".") ?? [];
  return labels.length >= 2 && host.length <= 253 && Number(port.replace(":", "")) <= 65535 && labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
}

const p256 = {
  header: unhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"),
  prime: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
};

function sealingKey(value) {
  const spki = unbase64(value);
  if (spki?.length !== 91 || !same(spki.subarray(0, 27), p256.header)) return false;
  const [x, y] = [spki.slice(27, 59), spki.slice(59)].map((big) => numberOf(big.reverse()));
  return x < p256.prime && y < p256.prime && (y * y - (x * x * x - 3n * x + p256.b)) % p256.prime === 0n;
}

const due = { due: time };
const beforeAct = (name) => (fact) => secondsOf(fact[name]) <= secondsOf(fact.at);
const afterAct = (name) => (fact) => secondsOf(fact[name]) > secondsOf(fact.at);
const file = { path: isPath, sha256: hash };
const quarter = { quarter: matching(/^\d{4}-q[1-4]$/), ...file };
const quarterIsOver = (fact) => daysOf(fact.quarter) !== null && fact.at.slice(0, 10) > daysOf(fact.quarter)[1];
const ofAgreement = { agency, agreement };

// Kind: number, members, and what holds between members once each of them is right.
const kinds = new Map(Object.entries({
  "log-opened": [1, { origin: text, promise: vkey, spec: oneOf("writ.record/v1") }],
  "agency-enrolled": [2, { agency, name: text, country, authority: text }],
  "agency-verified": [3, { agency, how: text, by: text }],
  "agency-suspended": [4, { agency, reason: text }],
  "key-enrolled": [5, { agency, key: hash }],
  "key-revoked": [6, { agency, key: hash, reason: text }],
  "law-adopted": [7, { pack: text, sha256: hash }],
  "report-published": [8, { period, version: whole(1, mostInt), ...file, openings: hash, from: whole(), to: whole(), provisional: flag }, (fact) => fact.from <= fact.to],
  correction: [9, { entry: whole(), text }],
  "class-adjusted": [10, { leaf: whole(), by: whole(), reason: text }, (fact) => fact.leaf < fact.by],
  "leaves-unsealed": [11, { ...file, count }],
  "schedule-set": [12, { from: time, batch: count, leaves: count, reserve: whole(), epoch: count, authorisations: count }, (fact) => scheduleOf(fact) !== null],
  "register-batch": [13, due, beforeAct("due")],
  "authorisation-epoch": [14, due, beforeAct("due")],
  "auditor-designated": [15, { auditor, name: text, key: sealingKey, from: time }, (fact) => secondsOf(fact.from) >= secondsOf(fact.at)],
  "auditor-retired": [16, { auditor, reason: text }],
  "approver-enrolled": [18, { person: text, role, key: hashOrNone }],
  "approver-removed": [19, { person: text, role, reason: text }],
  "keys-destroyed": [20, { what: hash, reason: text }],
  "break-glass-used": [21, { count, ground: oneOf("danger-to-life"), statement: hash, vault: text }],
  "jurisdiction-set": [25, { agency, ...file }],
  "agreement-proposed": [26, {
    ...ofAgreement, ...file, level: oneOf("municipal", "county", "special-district"), publicity: oneOf("none", "courtesy-copy", "own-words-each"), ends: day,
    comment: whole(0, hundredYears), objections: whole(0, hundredYears), term: whole(1, 12), report: whole(1, 120),
  }],
  "gift-recorded": [27, { ...ofAgreement, what: oneOf("gift", "subsidy", "device", "money"), item: text, count, value: whole(), currency, to: text, conditions: text }],
  "notice-given": [28, { ...ofAgreement, url, ...file, hearing: time }],
  "hearing-held": [29, { ...ofAgreement, on: day, body: text, text }],
  "resolution-placed": [30, { ...ofAgreement, what: oneOf("resolution", "use-policy"), body: text, on: day, url, ...file }],
  "resolution-fetched": [31, { ...ofAgreement, what: oneOf("resolution", "use-policy"), account, sha256: hash }],
  "resolution-countersigned": [32, { ...ofAgreement, account, resolution: hash, policy: hash, text: hash, how: oneOf("passkey", "sample"), evidence: hash }],
  "objection-filed": [33, { ...ofAgreement, objection: agreement, ...file }],
  "objection-answered": [34, { ...ofAgreement, objection: agreement, ...file }],
  "partnership-in-force": [35, { ...ofAgreement, from: time, until: time }],
  "partnership-ended": [36, { ...ofAgreement, cause: oneOf("company", "agency", "expired", "report-late"), text }],
  "company-conduct": [37, { agency, what: oneOf("contact", "training", "template-sent", "statement-reviewed"), on: day, text }],
  "yearly-report-published": [38, { ...ofAgreement, ...file, from: day, to: day }],
  "oversight-account-named": [39, { agency, account, office: oneOf("clerk", "fetcher", "overseer"), body: text }],
  "eligibility-adopted": [40, file],
  "register-published": [41, { day, ...file }],
  "request-published": [45, {
    agency, request, ...file, until: time,
    incident: oneOf("burglary", "robbery", "assault", "sexual-assault", "homicide", "shooting", "vehicle-theft", "theft", "arson", "fire", "hit-and-run", "missing-person", "vandalism", "rescue"),
  }, afterAct("until")],
  "request-refused": [46, {
    agency, request, ...file,
    rule: oneOf("names-victim", "threat", "pressure", "race-alone", "announcement", "lawful-activity", "live", "facts-thin", "area-unrelated", "other-law", "outside-approval"),
  }],
  "request-corrected": [47, { agency, request, corrects: request, ...file, until: time }, afterAct("until")],
  "request-resolved": [48, { agency, request, outcome: oneOf("solved", "helped", "not-helped", "withdrawn", "unfounded") }],
  "grant-totals-published": [49, quarter, quarterIsOver],
  "equity-report-published": [50, quarter, quarterIsOver],
  "pressure-totals-published": [51, quarter, quarterIsOver],
  "break-glass-told": [70, { statement: hash, vault: text, used: time, note: bytes }, beforeAct("used")],
}));

const malformed = { fact: null, code: "ledger-fact-malformed" };

/** Reads an entry as an open fact: { fact, code }, one of which is null. */
export function readFact(entry) {
  const fact = canonicalObjectOf(entry);
  if (fact === null) return malformed;
  const [number, members, between = () => true] = kinds.get(fact.kind) ?? [];
  if (number === undefined || fact.n !== number) return { fact: null, code: "ledger-fact-unknown" };
  const all = { kind: text, n: whole(), at: time, ...members };
  const complete = Object.keys(fact).length === Object.keys(all).length && Object.entries(all).every(([name, fits]) => Object.hasOwn(fact, name) && fits(fact[name]));
  return complete && between(fact) ? { fact, code: null } : malformed;
}
