// Counting a report's tables from its form and the demands it opens: docs/spec/record.md section 7.
import { fieldNames, wordsOf } from "./forms.mjs";

function extentOf(items) {
  if (!items.some((item) => item.produced)) return "none";
  return items.every((item) => item.produced && item.decision === "produce") ? "all" : "some";
}

function valuesOf(opening, words) {
  const values = Object.fromEntries(fieldNames.map((name, i) => [name, opening.fields[i].value ?? "withheld"]));
  const { state, items } = opening.outcome;
  values.outcome = words(state, extentOf(items));
  const produced = items.filter((item) => item.produced);
  values.disclosed = produced.length === 0 ? "nothing" : produced.some((item) => item.content) ? "content" : "non-content";
  return values;
}

const holds = (line, values) => Object.entries(line.where).every(([name, allowed]) =>
  name.startsWith("!") ? !allowed.includes(values[name.slice(1)]) : allowed.includes(values[name]));

/**
 * Tables as a report has them.
 * @returns tables; or a code: why they cannot be counted.
 */
export function recount(form, openings, readIn) {
  const words = wordsOf(form);
  if (words === null) return "verify-report-malformed";
  const all = openings.map((opening) => valuesOf(opening, words));
  const tables = form.tables.map((table) => {
    const counted = (chosen) => table.columns.map((column) => chosen.filter((values) => holds(column, values)).length);
    const fixed = new Set(table.rows.map((row) => row.id));
    const rows = table.rows.map((row) => ({ id: row.id, counts: counted(all.filter((values) => holds(row, values))) }));
    if (typeof table.rowsBy === "string") {
      const found = [...new Set(all.map((values) => values[table.rowsBy]))].filter((value) => !fixed.has(value)).sort((a, b) => (a < b ? -1 : 1));
      rows.push(...found.map((value) => ({ id: value, counts: counted(all.filter((values) => values[table.rowsBy] === value)) })));
    }
    const cellOf = (row, column, value) => (Array.isArray(table.reported) && !table.reported.includes(`${row}/${column}`) ? { is: "not-reported" } : { is: "count", value });
    return { id: table.id, rows: rows.map(({ id, counts }) => ({ id, cells: counts.map((count, i) => cellOf(id, table.columns[i].id, count)) })) };
  });
  for (const { row, column, cell } of readIn) {
    const at = form.tables[0].columns.findIndex(({ id }) => id === column);
    const cells = tables[0].rows.find(({ id }) => id === row)?.cells;
    if (at < 0 || !cells) return "verify-read-in-stray";
    cells[at] = cell;
  }
  return tables;
}

/** One spelling of a value, members in order. */
export const spelled = (value) => JSON.stringify(value, (_, member) =>
  member && typeof member === "object" && !Array.isArray(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member);

/** What differs: the first table whose rows or columns do, or else places of cells. Null where nothing does. */
export function differences(counted, published) {
  const ids = (list) => spelled(list.map(({ id }) => id));
  const tables = "verify-table-differs";
  if (ids(counted) !== ids(published)) return { code: tables, places: ["the tables"] };
  const places = [];
  for (const [t, { id, rows }] of counted.entries()) {
    const other = published[t];
    if (ids(rows) !== ids(other.rows) || rows.some(({ cells }, r) => cells.length !== other.rows[r].cells.length)) return { code: tables, places: [id] };
    rows.forEach(({ id: row, cells }, r) => cells.forEach((cell, c) => {
      if (spelled(cell) !== spelled(other.rows[r].cells[c])) places.push(`${id}/${row}, column ${c + 1}`);
    }));
  }
  return places.length > 0 ? { code: "verify-cell-differs", places } : null;
}
