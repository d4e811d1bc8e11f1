// What was given: who opened it and for what, withdrawing, deletion, messages, and asks to pass it on.
import { ask, published } from "./ask.mjs";
import { incidentOf } from "./asked.mjs";
import { deletionWords, isOpenAsk, mayAskDeletion, mayWithdraw, mayWrite, openingWords, stateWords, whoOf } from "./grants.mjs";
import { readRequest } from "./match.mjs";
import { able, at, dayOf, fail, home, made, momentOf, name, on, onSubmit, part, say } from "./page.mjs";
import { show } from "./visible.mjs";

// At home: where the company's site is. Else this is it.
const site = part.querySelector("[data-grants]").dataset.site ?? "";

const items = (list, lines) => list.replaceChildren(...lines.map((line) => {
  const item = document.createElement("li");
  name(item, line);
  return item;
}));

/** Asks once more before what cannot be turned back. */
function surely(shown, button, words, act) {
  on(button, () => {
    at("sure-words", shown).textContent = words;
    at("sure", shown).hidden = false;
    at("yes", shown).onclick = () => {
      if (at("yes", shown).getAttribute("aria-disabled")) return;
      at("yes", shown).setAttribute("aria-disabled", "true");
      act().catch(fail).finally(() => at("yes", shown).removeAttribute("aria-disabled"));
    };
    at("no", shown).onclick = () => {
      at("sure", shown).hidden = true;
      button.focus();
    };
    at("sure-words", shown).focus();
  });
}

async function done(path, words, json) {
  await ask(`/answers/grants/${path}`, { method: "POST", json: json ?? {} });
  await load();
  at("done").textContent = words;
}

/** Only an address of this very list is followed. */
function receiptShown(link, address) {
  const here = typeof address === "string" && address.startsWith("/answers/grants/");
  link.hidden = !here;
  if (here) link.href = address;
}

function askShown(grant, one) {
  const shown = made("ask");
  name(at("to", shown), whoOf(one.recipientOfficer, one.recipientAgency));
  name(at("reason", shown), one.reason);
  name(at("ground", shown), one.ground);
  at("when", shown).textContent = dayOf(one.at);
  at("answer", shown).href = `/my/cameras/${home}/answer#${new URLSearchParams({ request: grant.request, ask: one.ask })}`;
  on(at("refuse", shown), () => done(`${grant.grant}/asks/${one.ask}/refuse`, "It is not passed on."));
  return shown;
}

function messagesShown(grant, shown) {
  at("messages-part", shown).hidden = grant.messages.length === 0 && !mayWrite(grant);
  at("messages-part", shown).open = grant.messages.length > 0;
  at("messages", shown).replaceChildren(...grant.messages.map((one) => {
    const item = document.createElement("li");
    const text = document.createElement("p");
    show(text, `${one.by === "owner" ? "You" : grant.officerName}, ${momentOf(one.at)}: ${one.text}`, true);
    item.append(text);
    return item;
  }));
  at("write", shown).hidden = !mayWrite(grant);
  onSubmit(at("write", shown), async (data) => {
    const text = data.get("text").trim();
    if (!text) return fail("Write something first, or leave it.");
    await done(`${grant.grant}/messages`, "Sent.", { text });
  });
  on(at("close", shown), () => done(`${grant.grant}/close-contact`, "No more messages are taken for this recording."));
}

function grantShown(grant) {
  const shown = made("grant");
  const [tag, tone, sentence] = stateWords(grant);
  name(at("title", shown), whoOf(grant.officerName, grant.agencyName));
  at("state", shown).textContent = tag;
  at("state", shown).className = `govuk-tag tag--${tone}`;
  at("sentence", shown).textContent = sentence;
  at("given", shown).textContent = momentOf(grant.givenAt);
  at("until", shown).textContent = dayOf(grant.until);
  Object.assign(at("request", shown), { href: `${site}/requests/${grant.request}`, textContent: "as everybody can read it" });
  at("not-opened", shown).textContent = grant.openings.length === 0 ? "Nobody has opened it." : "";
  items(at("openings", shown), grant.openings.map((one) => openingWords(one, momentOf)));
  at("renewals-part", shown).hidden = grant.renewals.length === 0;
  items(at("renewals", shown), grant.renewals.map((one) => `On ${dayOf(one.at)} until ${dayOf(one.until)}. Reason: ${one.reason}`));
  at("deletion-part", shown).hidden = !grant.deletion;
  at("deletion", shown).textContent = deletionWords(grant.deletion, dayOf);
  receiptShown(at("receipt", shown), grant.receipt);
  receiptShown(at("deletion-receipt", shown), grant.deletion?.receipt);
  at("no-receipt", shown).textContent = grant.receipt ? "" : "Not yet. A receipt can be had here once it is.";
  name(at("hindered", shown), grant.hindered ?? "");
  at("asks", shown).replaceChildren(...grant.asks.filter((one) => isOpenAsk(one, grant)).map((one) => askShown(grant, one)));
  messagesShown(grant, shown);
  at("withdraw", shown).hidden = !mayWithdraw(grant);
  at("ask-deletion", shown).hidden = !mayAskDeletion(grant);
  surely(shown, at("withdraw", shown), "Withdraw it? The key and the recording are deleted here, and the officer cannot open it. You can give it again later while the request is open.",
    () => done(`${grant.grant}/withdraw`, "Withdrawn. Nobody opened it, and nobody can any more."));
  surely(shown, at("ask-deletion", shown), "Ask for its deletion? The officer must confirm it, and you get a signed receipt. What was exported they must delete themselves.",
    () => done(`${grant.grant}/ask-deletion`, "Asked. It stands above when the officer confirmed it."));
  return shown;
}

let mailed = true;

/** They say what an officer did and no more; here it stands whether they come or not. */
function mailsShown(mails, any) {
  mailed = mails;
  at("mails-part").hidden = !any;
  at("mails").textContent = mails
    ? "You get a mail when an officer renews what you gave, asks to pass it on, writes to you, or confirms a deletion." : "You get no mails about what you gave. What officers do stands here all the same.";
  at("turn-mails").textContent = mails ? "Send me no such mails" : "Send me mails";
}

async function turnMails() {
  await ask("/answers/mails", { method: "POST", json: { on: !mailed } });
  await load();
  at("done").textContent = mailed ? "Mails come from now on." : "No more mails come.";
}

/** What it was given for, from the request as anybody can read it; where that cannot be had, the page does without. */
async function aboutShown(request, all) {
  try {
    const asked = readRequest(await published(`/requests/${request}.json`, site !== ""), request);
    for (const shown of all) name(at("about", shown), `${incidentOf(asked)} of ${dayOf(asked.incidentAt)}, case ${asked.case}`);
  } catch {
    // The link to the request stands beside it.
  }
}

async function load() {
  const { grants, mails } = await ask("/answers/grants");
  mailsShown(mails, grants.length > 0 && mails !== null);
  at("nothing").hidden = grants.length > 0;
  const shown = grants.map(grantShown);
  at("grants").replaceChildren(...shown);
  for (const request of new Set(grants.map((grant) => grant.request))) aboutShown(request, shown.filter((_, i) => grants[i].request === request));
}

async function begin() {
  say("Looking …");
  on(at("turn-mails"), turnMails);
  await load();
  say("");
}

if (able()) await begin().catch(fail);
