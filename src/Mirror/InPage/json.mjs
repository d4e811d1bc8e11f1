// JSON as the record has it: no member twice, whole numbers only, no half of a character; and the one spelling of RFC 8785.
import { textOf } from "./bytes.mjs";

const mostLevels = 64;
const token = /[ \t\n\r]*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9][0-9]*)(?![0-9.eE]))|(true|false|null)(?![a-z]))/y;
const words = new Map([["true", true], ["false", false], ["null", null]]);

class Malformed extends Error {}

function* tokensOf(text) {
  let end = text.length;
  while (" \t\n\r".includes(text[end - 1] ?? "-")) end--;
  for (let at = 0; at < end;) {
    token.lastIndex = at;
    const [all, mark, string, number, word] = token.exec(text) ?? [];
    if (all === undefined) throw new Malformed();
    at += all.length;
    if (mark !== undefined) yield { mark };
    else if (string !== undefined) yield { value: stringOf(string), text: true };
    else if (number !== undefined) yield { value: numberOf(number) };
    else yield { value: words.get(word) };
  }
}

function stringOf(spelt) {
  const value = JSON.parse(spelt);
  if (/\p{Surrogate}/u.test(value)) throw new Malformed();
  return value;
}

function numberOf(spelt) {
  const value = Number(spelt);
  if (!Number.isSafeInteger(value)) throw new Malformed();
  return value === 0 ? 0 : value;
}

function valueOf(tokens, next, level) {
  if (next === undefined) throw new Malformed();
  if (next.mark === undefined) return next.value;
  if (level > mostLevels) throw new Malformed();
  if (next.mark === "[") return arrayOf(tokens, level);
  if (next.mark === "{") return objectOf(tokens, level);
  throw new Malformed();
}

function arrayOf(tokens, level) {
  const items = [];
  let next = tokens.next().value;
  if (next?.mark === "]") return items;
  for (;;) {
    items.push(valueOf(tokens, next, level + 1));
    const { mark } = tokens.next().value ?? {};
    if (mark === "]") return items;
    if (mark !== ",") throw new Malformed();
    next = tokens.next().value;
  }
}

function objectOf(tokens, level) {
  const members = new Map();
  let next = tokens.next().value;
  if (next?.mark === "}") return {};
  for (;;) {
    if (!next?.text || members.has(next.value) || tokens.next().value?.mark !== ":") throw new Malformed();
    members.set(next.value, valueOf(tokens, tokens.next().value, level + 1));
    const { mark } = tokens.next().value ?? {};
    if (mark === "}") return Object.fromEntries(members);
    if (mark !== ",") throw new Malformed();
    next = tokens.next().value;
  }
}

/** An object of a published file; null for anything else, also where a member stands twice or a number is not whole. */
export function jsonOf(bytes) {
  const text = textOf(bytes);
  if (text === null) return null;
  try {
    const tokens = tokensOf(text);
    const value = valueOf(tokens, tokens.next().value, 1);
    return tokens.next().done && value !== null && typeof value === "object" ? value : null;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function canonical(value, level = 1) {
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new Malformed();
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (level > mostLevels) throw new Malformed();
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, level + 1)).join()}]`;
  return `{${Object.keys(value).sort().map((name) => `${canonical(name)}:${canonical(value[name], level + 1)}`).join()}}`;
}

/** An object in its canonical form (RFC 8785), byte for byte; null for anything else. */
export function canonicalObjectOf(bytes) {
  const text = textOf(bytes);
  if (text === null) return null;
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" && !Array.isArray(value) && canonical(value) === text ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Malformed || error instanceof RangeError) return null;
    throw error;
  }
}
