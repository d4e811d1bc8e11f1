// The page that checks a report here, in the browser. What is checked stands in report.mjs; this asks for files and shows words.
import { Finding, keyOf } from "./notes.mjs";
import { checkReport } from "./report.mjs";

const part = document.querySelector("[data-check]");
const at = (name) => part.querySelector(`[data-slot="${name}"]`);
const form = at("form");
const says = at("says");
const problem = at("problem");
const found = at("found");
const mostBytes = 512 * 1024 * 1024;
const number = (value) => value.toLocaleString("en-GB");
const some = (value, one, many) => (value === 1 ? one : `${number(value)} ${many}`);

const words = {
  checkpoint: ({ size, fromSite }) =>
    `The log’s key signed a record of ${number(size)} entries.${fromSite ? " The key came from this site: with a key from elsewhere this says more." : " You gave the key."}`,
  log: ({ size, registers, batches, earlier }) => `Every one of the ${number(size)} entries was read, and together they give the root that was signed. ${some(registers, "One of them is a register leaf", "of them are register leaves")}.${batches === null ? "" : ` Leaves go out by schedule, dummies among them: ${some(batches, "one batch is", "batches are")} in the record, and each, and every epoch, is of its size and time.`}${earlier === null ? "" : ` It grew out of the ${number(earlier)} entries that this browser read before.`}`,
  report: ({ version, index }) => `Version ${number(version)} of the report is the file whose hash is entry ${number(index)} of the record.`,
  openings: ({ count }) => `${some(count, "One demand is opened, and its opening is", "demands are opened, and each opening is")} the content of its leaf in the record.`,
  recount: ({ cells, readIn }) => `${number(cells)} cells were counted anew from these demands, and every number is the same.${readIn ? ` ${some(readIn, "One was", "were")} read in from elsewhere and cannot be counted.` : ""}`,
  closed: ({ count, band }) => {
    if (count === 0) return "No leaf of the report stays closed.";
    const each = `${some(count, "One leaf stays closed. It is", "leaves stay closed. Each is")} proved to be withheld or a dummy`;
    return band ? `${each}, and the number withheld is proved to be ${number(band.lo)} to ${number(band.hi)}. Which they are, and how many, is not shown.` : `${each}. How many are withheld is not said here.`;
  },
  ranges: ({ reports }) => (reports === 1 ? "It is the only report, and no leaf before it is left out where leaves stay closed." : `The ${number(reports)} reports overlap nowhere, and no leaf before this one is left out where leaves stay closed.`),
};

/** The checkpoint that was read last, in this browser only; where it keeps nothing, each visit is the first. */
const memory = {
  read(name) {
    try {
      return localStorage.getItem(`writ.record.${name}`);
    } catch {
      return null;
    }
  },
  write(name, note) {
    try {
      localStorage.setItem(`writ.record.${name}`, note);
    } catch {
      // Full or switched off.
    }
  },
};

async function fetched(path) {
  const response = await fetch(`/${path}`, { redirect: "error", cache: "no-cache" }).catch(() => {
    throw new Finding("verify-unreachable", path, "The site does not answer.", true);
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Finding("verify-unreachable", path, `The site answered ${response.status}.`, true);
  if (Number(response.headers.get("Content-Length") ?? 0) > mostBytes) throw new Finding("verify-unreachable", path, "This file is too large to check in a page; use writ-verify.", true);
  return new Uint8Array(await response.arrayBuffer());
}

/** Shows where the check is, and lets the page draw. */
async function step(text) {
  says.textContent = text;
  await new Promise((done) => setTimeout(done));
}

function line(text) {
  const item = document.createElement("li");
  item.textContent = text;
  found.append(item);
  at("holds").hidden = false;
}

/** What is wrong with what was typed, at the field; null: nothing. */
function atField(field, sentence) {
  const id = `${field.id}-error`;
  const group = field.closest(".govuk-form-group");
  group.querySelector(`#${id}`)?.remove();
  group.classList.toggle("govuk-form-group--error", sentence !== null);
  field.classList.toggle("govuk-input--error", sentence !== null);
  field.toggleAttribute("aria-invalid", sentence !== null);
  const others = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one !== "" && one !== id);
  field.setAttribute("aria-describedby", [...others, ...(sentence === null ? [] : [id])].join(" "));
  if (sentence === null) return;
  field.setAttribute("aria-invalid", "true");
  const said = document.createElement("p");
  said.id = id;
  said.className = "govuk-error-message";
  const prefix = document.createElement("span");
  prefix.className = "govuk-visually-hidden";
  prefix.textContent = "Error: ";
  said.append(prefix, sentence);
  field.closest(".input-row").before(said);
  field.focus();
}

/** Whether the key can be one; typing it wrong says nothing of the record. */
function keyFits(field) {
  const typed = field.value.trim();
  try {
    if (typed !== "") keyOf(typed);
    atField(field, null);
    return true;
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    atField(field, "This is not the whole line of a log’s key, or a letter of it is wrong. Copy it again, or leave the field empty.");
    return false;
  }
}

function stopped(finding) {
  at("failed").hidden = false;
  at("failed-rest").textContent = at("holds").hidden ? "The check ended there, and nothing is said of the rest." : "The check ended there; what is listed above holds, and nothing is said of the rest.";
  at("failed-title").textContent = finding.unchecked ? "Not everything could be checked" : "Something here is false";
  at("failed-what").textContent = finding.message;
  at("failed-place").textContent = finding.place;
  const code = at("failed-code");
  code.textContent = finding.code;
  code.href = `/refusals/${encodeURIComponent(finding.code)}`;
  at("failed-title").focus();
}

async function check() {
  const button = form.querySelector("button");
  found.replaceChildren();
  problem.textContent = "";
  says.textContent = "";
  for (const name of ["results", "holds", "failed", "passed"]) at(name).hidden = true;
  if (!keyFits(form.elements.vkey)) return;
  button.disabled = true;
  at("results").hidden = false;
  const from = performance.now();
  try {
    await checkReport({
      fetched, step, period: form.elements.period.value, vkey: form.elements.vkey.value.trim(), memory, held: (id, what) => line(words[id](what)),
    });
    at("passed").hidden = false;
    at("passed-title").focus();
    says.textContent = `Done, in ${((performance.now() - from) / 1000).toFixed(1)} seconds.`;
  } catch (error) {
    says.textContent = "";
    if (error instanceof Finding) stopped(error);
    else problem.textContent = "The check broke off at something that it does not understand. Use writ-verify, and tell us.";
  } finally {
    button.disabled = false;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
at("start").hidden = false;
