// Counting a report's tables from its form and the demands it opens: docs/spec/record.md section 7.
const finals = ["released", "closed", "refused", "withdrawn"];
const undeclared = [
  { id: "pending", final: false, produced: ["all", "some", "none"] },
  { id: "full", final: true, produced: ["all"] },
  { id: "partial", final: true, produced: ["some"] },
  { id: "none", final: true, produced: ["none"] },
];

export const fieldNames = [
  "schema", "received", "instrument", "reporting", "judicial", "country", "authority", "service", "content", "accounts", "gag", "emergency", "agency", "demand",
];

function extentOf(items) {
  if (!items.some((item) => item.produced)) return "none";
  return items.every((item) => item.produced && item.decision === "produce") ? "all" : "some";
}

/** The form's word for each of the six situations; null where it has not exactly one for each. */
function wordsOf(form) {
  const words = new Map();
  for (const { id, final, produced } of form.outcomes ?? undeclared) {
    for (const extent of produced) {
      if (!["all", "some", "none"].includes(extent) || words.has(`${final} ${extent}`)) return null;
      words.set(`${final} ${extent}`, id);
    }
  }
  return words.size === 6 ? words : null;
}

function valuesOf(opening, words) {
  const values = Object.fromEntries(fieldNames.map((name, i) => [name, opening.fields[i].value ?? "withheld"]));
  const { state, items } = opening.outcome;
  values.outcome = words.get(`${finals.includes(state)} ${extentOf(items)}`);
  const produced = items.filter((item) => item.produced);
  values.disclosed = produced.length === 0 ? "nothing" : produced.some((item) => item.content) ? "content" : "non-content";
  return values;
}

const holds = (line, values) => Object.entries(line.where).every(([name, allowed]) =>
  name.startsWith("!") ? !allowed.includes(values[name.slice(1)]) : allowed.includes(values[name]));

/** Tables as a report has them; null where the form cannot be counted. */
export function recount(form, openings, readIn) {
  const words = wordsOf(form);
  if (words === null) return null;
  const all = openings.map((opening) => valuesOf(opening, words));
  const tables = form.tables.map((table) => {
    const counted = (chosen) => table.columns.map((column) => chosen.filter((values) => holds(column, values)).length);
    const fixed = new Set(table.rows.map((row) => row.id));
    const rows = table.rows.map((row) => ({ id: row.id, counts: counted(all.filter((values) => holds(row, values))) }));
    if (table.rowsBy) {
      const found = [...new Set(all.map((values) => values[table.rowsBy]))].filter((value) => !fixed.has(value)).sort((a, b) => (a < b ? -1 : 1));
      rows.push(...found.map((value) => ({ id: value, counts: counted(all.filter((values) => values[table.rowsBy] === value)) })));
    }
    const cellOf = (row, column, value) => (table.reported && !table.reported.includes(`${row}/${column}`) ? { is: "not-reported" } : { is: "count", value });
    return { id: table.id, rows: rows.map(({ id, counts }) => ({ id, cells: counts.map((count, i) => cellOf(id, table.columns[i].id, count)) })) };
  });
  for (const { row, column, cell } of readIn) {
    const at = form.tables[0].columns.findIndex(({ id }) => id === column);
    const cells = tables[0].rows.find(({ id }) => id === row)?.cells;
    if (at < 0 || !cells) return null;
    cells[at] = cell;
  }
  return tables;
}

/** One spelling of a value, members in order. */
export const spelled = (value) => JSON.stringify(value, (_, member) =>
  member && typeof member === "object" && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member);

/** Places of cells that differ; the whole table where its rows do. */
export function differences(counted, published) {
  if (counted.length !== published.length) return ["the tables"];
  return counted.flatMap((table, t) => {
    const other = published[t];
    if (other.id !== table.id || spelled(other.rows.map((row) => row.id)) !== spelled(table.rows.map((row) => row.id))) return [table.id];
    return table.rows.flatMap((row, r) => row.cells.flatMap((cell, c) => (spelled(cell) === spelled(other.rows[r].cells[c]) ? [] : [`${table.id}/${row.id}, column ${c + 1}`])));
  });
}
