// What a report, an opening and a form are, member by member: docs/spec/record.md sections 4 and 7. What is not said there is refused.
import { dayOf } from "./batches.mjs";
import { decimal } from "./bytes.mjs";
import { isPath } from "./facts.mjs";

const text = (value) => typeof value === "string";
const flag = (value) => typeof value === "boolean";
const number = Number.isSafeInteger;
const list = (of) => (value) => Array.isArray(value) && value.every(of);
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const absent = (value) => value === undefined || value === null;

/** An object with these members and no others; those that are optional may be absent. */
function object(members, optional = {}) {
  const all = { ...members, ...optional };
  return (value) => isObject(value) && Object.keys(value).every((name) => Object.hasOwn(all, name))
    && Object.entries(members).every(([name, fits]) => fits(value[name]))
    && Object.entries(optional).every(([name, fits]) => absent(value[name]) || fits(value[name]));
}

const line = object({ id: text, label: text, where: (value) => isObject(value) && Object.values(value).every(list(text)) });
const cells = {
  count: object({ is: text, value: number }),
  approximate: object({ is: text, value: number }),
  bound: object({ is: text, atLeast: flag, value: number, about: flag }),
  percent: object({ is: text, value: text }),
  band: object({ is: text, low: number, high: number }),
  "not-reported": object({ is: text }),
  withheld: object({ is: text }),
};
const cell = (value) => isObject(value) && Object.keys(value)[0] === "is" && Object.hasOwn(cells, value.is) && cells[value.is](value);

const form = object(
  { id: text, title: text, vocabulary: text, tables: list(object({ id: text, title: text, rows: list(line), columns: list(line) }, { rowsBy: text, reported: list(text) })) },
  { outcomes: list(object({ id: text, final: flag, produced: list(text) })) });

/** Whether this is a report, whatever it says. */
export const isReport = object({
  schema: (value) => value === "writ.report/v1", publisher: text, origin: text, period: text, version: number, provisional: flag, replay: flag, from: number, to: number,
  treeSize: number, form, tables: list(object({ id: text, rows: list(object({ id: text, cells: list(cell) })) })),
  readIn: list(object({ row: text, column: text, cell, source: text })), notes: list(text), openings: object({ path: isPath, sha256: text, count: number }),
}, { unopened: object({ count: number, proofs: object({ path: isPath, sha256: text }) }, { band: object({ lo: number, hi: number, structure: text }) }) });

/** Whether this is a line of openings, whatever it opens. */
export const isOpening = object({
  leaf: number, class: text, blind: text, fields: list(object({}, { name: text, value: text, salt: text, hash: text })),
  outcome: object({ state: text, items: list(object({ category: text, content: flag, produced: flag }, { decision: text, found: flag, ground: text })) }),
});

export const fieldNames = [
  "schema", "received", "instrument", "reporting", "judicial", "country", "authority", "service", "content", "accounts", "gag", "emergency", "agency", "demand",
];

const words = (...all) => (value) => all.includes(value);
const id = (prefix) => (value) => new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{16}$`).test(value);
const values = {
  schema: words("register/v1"), received: (value) => dayOf(value) !== null, judicial: words("true", "false", "-"), content: words("true", "false", "-"),
  gag: words("true", "false"), emergency: words("true", "false"), accounts: (value) => (decimal(value) ?? Infinity) < 2 ** 31, agency: id("agy"), demand: id("dmd"),
};

/** Whether a field of the register can have this value. */
export const isValue = (name, value) => (values[name] ?? ((some) => some.length > 0 && some.length <= 200 && !/\p{Cc}/u.test(some)))(value);

const finals = ["released", "closed", "refused", "withdrawn"];
const extents = ["all", "some", "none"];
const disclosures = ["content", "non-content", "nothing"];
const undeclared = [
  { id: "pending", final: false, produced: extents },
  { id: "full", final: true, produced: ["all"] },
  { id: "partial", final: true, produced: ["some"] },
  { id: "none", final: true, produced: ["none"] },
];

/** The form's word for each of the six situations; null where its outcomes are not one for each. */
function situationsOf(outcomes) {
  const named = new Map();
  for (const { id: word, final, produced } of outcomes) {
    if (!/^[a-z][a-z0-9_-]{0,39}$/.test(word) || word === "withheld" || produced.length === 0) return null;
    for (const extent of produced) {
      if (!extents.includes(extent) || named.has(`${final} ${extent}`)) return null;
      named.set(`${final} ${extent}`, word);
    }
  }
  return named.size === 6 && new Set(outcomes.map((outcome) => outcome.id)).size === outcomes.length ? named : null;
}

const once = (lines) => new Set(lines.map((one) => one.id)).size === lines.length;
const isField = (name) => fieldNames.includes(name) || name === "outcome" || name === "disclosed";
const plain = (name) => (name.startsWith("!") ? name.slice(1) : name);

/** How the demands of a report are put into words; null where its form cannot be counted. */
export function wordsOf({ outcomes, tables }) {
  const named = situationsOf(outcomes ?? undeclared);
  if (named === null || tables.length === 0 || !once(tables)) return null;
  const known = { outcome: [...named.values()], disclosed: disclosures };
  const asks = ([name, allowed]) => isField(plain(name)) && allowed.every((word) => known[plain(name)]?.includes(word) ?? true);
  const counts = (table) => once(table.rows) && once(table.columns) && (absent(table.rowsBy) || isField(table.rowsBy))
    && [...table.rows, ...table.columns].every(({ where }) => Object.entries(where).every(asks));
  return tables.every(counts) ? (state, extent) => named.get(`${finals.includes(state)} ${extent}`) : null;
}
