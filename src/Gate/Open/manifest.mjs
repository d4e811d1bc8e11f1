// Reads a manifest as strictly as the program does: nothing missing, nothing more, nothing twice. docs/spec/production.md.
import { Refused } from "./source.mjs";

const id = (prefix) => new RegExp(`^${prefix}_[0-9abcdefghjkmnpqrstvwxyz]{16}$`);
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$/;
const fileName = /^[a-z0-9][a-z0-9._-]{0,78}$/;
const item = id("itm");

const text = (value) => typeof value === "string";
const fits = (pattern) => (value) => text(value) && pattern.test(value);
const time = (value) => fits(moment)(value) && !Number.isNaN(Date.parse(value));
const list = (one) => (value) => Array.isArray(value) && value.every(one);

/** An object with exactly these members, each of its form. */
const shape = (members) => (value) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
  && Object.keys(value).length === Object.keys(members).length
  && Object.entries(members).every(([name, is]) => Object.hasOwn(value, name) && is(value[name]));

const isFile = shape({ path: text, sha256: fits(/^[0-9a-f]{64}$/), size: (value) => Number.isSafeInteger(value) && value >= 0 });
const isItem = shape({
  item: fits(item),
  category: fits(/^[a-z-]{1,40}$/),
  identifier: (value) => value === null || text(value),
  edits: list(text),
  files: list(isFile),
});
const isDocument = shape({
  schema: (value) => value === "writ.production/v1",
  production: shape({
    production: fits(id("prd")), demand: fits(id("dmd")), authorisation: fits(id("aut")), from: text, "produced-at": time, expires: time, items: list(isItem),
  }),
});

/** JSON.parse takes the last of two members of one name; here that is no manifest. The text is JSON already. */
function namesTwice(json) {
  const open = [];
  let before = null;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const name = JSON.parse(before);
      if (open.at(-1).has(name)) return true;
      open.at(-1).add(name);
    } else before = token;
  }
  return false;
}

function consistent(production) {
  const seen = new Set();
  const items = new Set(production.items.map((one) => one.item));
  return items.size === production.items.length && production.items.every((one) => one.files.every(({ path }) => {
    const fresh = !seen.has(path);
    seen.add(path);
    return fresh && path.startsWith(one.item + "/") && fileName.test(path.slice(one.item.length + 1));
  }));
}

export function readManifest(bytes) {
  try {
    const json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const document = JSON.parse(json);
    if (isDocument(document) && !namesTwice(json) && consistent(document.production)) return document.production;
  } catch {
    // Refused below, like every other shape that is not ours.
  }
  throw new Refused("production-bad-manifest");
}
