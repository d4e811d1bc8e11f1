// What an owner gave, in words. No DOM, no network.
const states = {
  recorded: ["On its way", "open", "The public record does not hold it yet, so the officer cannot open it. You can withdraw it."],
  ready: ["Not opened yet", "open", "The officer can open it. Until then you can withdraw it."],
  opened: ["Opened", "good", "The officer opened it. You can ask for its deletion at any time."],
  withdrawn: ["Withdrawn", "plain", "You withdrew it before it was opened. Key and recording are deleted here."],
  ended: ["Ended", "plain", "Its days are over. Key and recording are deleted here."],
  purged: ["Ended", "plain", "It ended early, because the officer or the agency may not have it any more. Key and recording are deleted here."],
};

/** Tag, tone, sentence. */
export const stateWords = (grant) => (Object.hasOwn(states, grant.state) ? states[grant.state] : null) ?? ["Not known", "open", "This page does not know how it stands. Load the page again."];

export const mayWithdraw = (grant) => grant.state === "recorded" || grant.state === "ready";
export const mayAskDeletion = (grant) => grant.state === "opened" && !grant.deletion;
const isOver = (grant) => ["withdrawn", "ended", "purged"].includes(grant.state);
export const mayWrite = (grant) => grant.contactOpen && !isOver(grant);
export const isOpenAsk = (ask, grant) => !isOver(grant) && ["open", "asked", "waiting"].includes(ask.state);

/** @param dayOf, momentOf how times are written. */
export function deletionWords(deletion, dayOf) {
  if (!deletion) return "";
  return deletion.confirmedAt
    ? `You asked on ${dayOf(deletion.askedAt)}. The officer confirmed on ${dayOf(deletion.confirmedAt)} that it is deleted, and there is a receipt.`
    : `You asked on ${dayOf(deletion.askedAt)}. The officer has not confirmed it yet. If they are late, their supervisor and the oversight body see it.`;
}

/** Some officers' titles name their agency already. */
export const whoOf = (officer, agency) => (officer.includes(agency) ? officer : `${officer}, ${agency}`);

export const openingWords = (one, momentOf) => `${momentOf(one.at)}: ${one.officerName} ${one.what === "exported" ? "exported it" : "opened it"}. Purpose: ${one.purpose}`;
