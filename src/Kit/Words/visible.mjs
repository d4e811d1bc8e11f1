// Shows what a stranger's text hides, as VisibleText does on the server: control and format characters and piled-up marks become
// marks of their own. It makes text nodes and spans only; nothing is ever read as HTML.
const names = new Map([
  [0x00ad, "soft hyphen"],
  [0x061c, "Arabic letter mark"],
  [0x200b, "space of no width"],
  [0x200e, "left-to-right mark"],
  [0x200f, "right-to-left mark"],
  [0x2028, "line separator"],
  [0x2029, "line separator"],
  [0x202a, "left-to-right embedding"],
  [0x202b, "right-to-left embedding"],
  [0x202c, "end of a change of direction"],
  [0x202d, "left-to-right override"],
  [0x202e, "right-to-left override"],
  [0x2060, "word joiner"],
  [0x2066, "isolate of direction"],
  [0x2067, "isolate of direction"],
  [0x2068, "isolate of direction"],
  [0x2069, "isolate of direction"],
  [0x3164, "letter that looks like nothing"],
  [0xffa0, "letter that looks like nothing"],
  [0x115f, "letter that looks like nothing"],
  [0x1160, "letter that looks like nothing"],
  [0x2800, "letter that looks like nothing"],
  [0xfeff, "byte order mark"],
]);

const mostMarks = 3;
const isMark = (c) => /^[\p{Mn}\p{Me}]$/u.test(c);
const joins = (c) => c !== undefined && c > "\x7f" && /^[\p{L}\p{Mn}\p{Me}\p{Mc}\p{So}\p{Sk}]$/u.test(c);

function nameOf(c, before, after, lines) {
  const code = c.codePointAt(0);
  if (c === "\n") return lines ? null : "line break";
  if (c === "\r") return lines && after === "\n" ? null : "carriage return";
  if (c === "\t") return lines ? null : "tab";
  if (code === 0x200c || code === 0x200d) return joins(before) && joins(after) ? null : "joiner of no width";
  if (names.has(code)) return names.get(code);
  if (code >= 0xe0000 && code <= 0xe007f) return "tag character";
  if (/^\p{Cs}$/u.test(c)) return "half a character";
  if (/^\p{Cc}$/u.test(c)) return "control character";
  if (/^\p{Cf}$/u.test(c)) return "format character";
  if (/^\p{Co}$/u.test(c)) return "character without a public meaning";
  if (/^\p{Cn}$/u.test(c)) return "unassigned character";
  return null;
}

/** Stretches of text as they stand, and hidden characters by their names. */
export function runs(text, lines = true) {
  const found = [];
  const all = Array.from(text);
  let plain = "";
  let marks = 0;
  all.forEach((c, i) => {
    // What is plain ASCII needs no looking up.
    if (c >= " " && c <= "~") {
      plain += c;
      marks = 0;
      return;
    }
    marks = isMark(c) ? marks + 1 : 0;
    const code = c.codePointAt(0);
    const name = nameOf(c, all[i - 1], all[i + 1], lines)
      ?? (marks > mostMarks && !(code >= 0xfe00 && code <= 0xfe0f) ? "one mark too many on a letter" : null);
    if (name === null) {
      plain += c;
      return;
    }
    if (plain) found.push({ text: plain, name: null });
    plain = "";
    found.push({ text: "U+" + code.toString(16).toUpperCase().padStart(4, "0"), name });
  });
  if (plain) found.push({ text: plain, name: null });
  return found;
}

/** Puts the text into the element, in place of what was there. */
export function show(element, text, lines = false) {
  element.replaceChildren(...runs(text, lines).map(({ text: shown, name }) => {
    if (name === null) return document.createTextNode(shown);
    const mark = document.createElement("span");
    mark.className = "hidden-character";
    const said = document.createElement("span");
    said.className = "govuk-visually-hidden";
    said.textContent = ` (${name}) `;
    mark.append(shown, said);
    return mark;
  }));
}
