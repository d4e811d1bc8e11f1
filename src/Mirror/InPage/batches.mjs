// Whether the log keeps to its schedules: docs/spec/record.md section 4, Batches. Knows batches by the facts that stand before them.

const kinds = { "register-batch": "register", "authorisation-epoch": "authorisation" };
const most = 65536;
const longestBatch = 28 * 24 * 3600;
const lastYear = 9000;

/** A time of the record as seconds since 1970; null for anything else. */
export function secondsOf(text) {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || text.startsWith("0000") || new Date(at).toISOString() !== `${text.slice(0, -1)}.000Z` ? null : at / 1000;
}

/** A day of the record as seconds since 1970; null for anything else. */
export const dayOf = (text) => (typeof text === "string" ? secondsOf(`${text}T00:00:00Z`) : null);

export const textOfSeconds = (at) => `${new Date(at * 1000).toISOString().slice(0, 19)}Z`;

const whole = (value, low, high) => Number.isSafeInteger(value) && value >= low && value <= high;

/** A schedule, or null where its numbers cannot be those of one. */
export function scheduleOf(fact) {
  const [from, at] = [secondsOf(fact.from), secondsOf(fact.at)];
  const fits = from !== null && at !== null && from > at && new Date(from * 1000).getUTCFullYear() <= lastYear && whole(fact.batch, 1, longestBatch) && whole(fact.leaves, 1, most)
    && whole(fact.reserve, 0, fact.leaves - 1) && whole(fact.epoch, 1, fact.batch) && fact.batch % fact.epoch === 0 && whole(fact.authorisations, 1, most);
  return fits ? { from, batch: fact.batch, leaves: fact.leaves, reserve: fact.reserve, epoch: fact.epoch, authorisations: fact.authorisations } : null;
}

function closesOf(opens, due) {
  const day = new Date(opens * 1000);
  const month = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) / 1000;
  return month < due ? month : due;
}

/** Follows a log from entry 0. take() gives the codes of what is wrong with an entry. */
export class Walk {
  /** Of register leaves: { due, closes, leaves, reserve, first, count }; the last may be cut short by the end of the log. */
  batches = [];
  #schedules = [];
  #last = {};
  #open = null;
  #left = 0;
  #registers = 0;
  #begun = false;

  get endsWithin() {
    return this.#open !== null && this.#left > 0;
  }

  get stands() {
    return this.#schedules.length > 0;
  }

  /** @param leaf "register", "authorisation" or null. */
  take(leaf, fact = null) {
    const codes = [];
    if (this.#open !== null && this.#left > 0 && leaf === this.#open.kind) {
      this.#left--;
      if (leaf === "register") this.batches.at(-1).count++;
    } else {
      if (this.#open !== null && this.#left > 0) codes.push("verify-batch-size");
      this.#open = null;
      if (leaf !== null && this.#begun) codes.push("verify-batch-size");
    }
    if (leaf === "register") this.#registers++;
    const code = fact === null ? null : this.#against(fact);
    if (code !== null) codes.push(code);
    return codes;
  }

  #against(fact) {
    if (fact.kind === "schedule-set") return this.#set(scheduleOf(fact));
    return kinds[fact.kind] ? this.#begin(kinds[fact.kind], secondsOf(fact.due)) : null;
  }

  #set(next) {
    if (next === null) return "ledger-fact-malformed";
    const before = this.#schedules.at(-1);
    const follows = before === undefined || (next.from > before.from && (next.from - before.from) % before.batch === 0);
    if (!follows || Object.values(this.#last).some((due) => due >= next.from)) return "verify-schedule-false";
    this.#schedules.push(next);
    return null;
  }

  #begin(kind, due) {
    if (due === null) return "ledger-fact-malformed";
    this.#begun = true;
    const expected = this.#next(kind, this.#last[kind] ?? null);
    const found = this.#dueAt(kind, due);
    this.#open = found;
    this.#left = found?.leaves ?? 0;
    if (found?.kind === "register") this.batches.push({ ...found, first: this.#registers, count: 0 });
    if (found !== null && (expected === null || due >= expected.due)) this.#last[kind] = due;
    return expected?.due === due ? null : "verify-batch-gap";
  }

  #next(kind, last) {
    if (this.#schedules.length === 0) return null;
    const after = last !== null && last > this.#schedules[0].from ? last : this.#schedules[0].from;
    const schedule = this.#schedules.findLast((s) => s.from <= after);
    const every = kind === "register" ? schedule.batch : schedule.epoch;
    const due = schedule.from + (Math.floor((after - schedule.from) / every) + 1) * every;
    return kind === "register"
      ? { kind, due, closes: closesOf(due - every, due), leaves: schedule.leaves, reserve: schedule.reserve }
      : { kind, due, closes: due, leaves: schedule.authorisations, reserve: 0 };
  }

  #dueAt(kind, due) {
    if (this.#schedules.length === 0 || due <= this.#schedules[0].from || new Date(due * 1000).getUTCFullYear() > lastYear) return null;
    // The one after the second before it: times are whole seconds.
    const found = this.#next(kind, due - 1);
    return found.due === due ? found : null;
  }
}

/** The batch that holds the leaf with this ordinal; null where it stands in none. */
export const batchOf = (batches, ordinal) => batches.find(({ first, count }) => ordinal >= first && ordinal < first + count) ?? null;

/** The last day on which what is in a batch can have come in. */
export const lastDayOf = (batch) => textOfSeconds(batch.closes - 1).slice(0, 10);

const twoDigits = (number) => String(number).padStart(2, "0");

/** First and last day of so many months. */
function monthsFrom(year, first, count) {
  const end = first - 1 + count;
  const [nextYear, nextMonth] = end < 12 ? [Number(year), end + 1] : [Number(year) + 1, end - 11];
  const last = nextYear > 9999 ? `${year}-12-31` : textOfSeconds(dayOf(`${String(nextYear).padStart(4, "0")}-${twoDigits(nextMonth)}-01`) - 1).slice(0, 10);
  return [`${year}-${twoDigits(first)}-01`, last];
}

/** First and last day of a period in any of its forms; null where it is none. */
export function daysOf(period) {
  const [, year, half, quarter, month] = /^(\d{4})(?:-h([12])|-q([1-4])|-(0[1-9]|1[0-2]))?$/.exec(period) ?? [];
  if (year === "0000") return null;
  if (half) return monthsFrom(year, half === "1" ? 1 : 7, 6);
  if (quarter) return monthsFrom(year, 3 * Number(quarter) - 2, 3);
  if (month) return monthsFrom(year, Number(month), 1);
  if (year) return monthsFrom(year, 1, 12);
  const [, first, last] = /^(\d{4}-\d\d-\d\d)--(\d{4}-\d\d-\d\d)$/.exec(period) ?? [];
  return first && dayOf(first) !== null && dayOf(last) !== null && first <= last ? [first, last] : null;
}

/** First and last day of a period in its shortest form; null for anything else. */
export function periodOf(text) {
  const days = typeof text === "string" ? daysOf(text) : null;
  if (days === null || !text.includes("--")) return days;
  const year = text.slice(0, 4);
  const shorter = [year, ..."h1 h2 q1 q2 q3 q4".split(" ").map((part) => `${year}-${part}`), ...Array.from({ length: 12 }, (_, i) => `${year}-${twoDigits(i + 1)}`)];
  return shorter.some((form) => daysOf(form).join() === days.join()) ? null : days;
}
