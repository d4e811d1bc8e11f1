// The last step of an answer: seals the result for the officer's keys, signs the consent, sends both. Before the first request here the site has nothing of it.
import { ask, send } from "./ask.mjs";
import { canonical, utf8 } from "./bytes.mjs";
import { sign } from "./holders.mjs";

/** Who would get it, under which terms. @param onward of a passing-on: its ask; else null. */
export const recipientsOf = (request, onward) => ask(`/answers/recipients/${request.id}${onward ? `?ask=${onward.ask}` : ""}`);

/**
 * Sends it. Once the consent was taken, whoever tries again sends the same bytes, so that nothing is there twice.
 * @param one mine, request, made (list, card, text, bytes), about (recipients), days, contact, seal (address of the module that seals).
 * @param tell is given words for how it stands.
 */
export async function give(one, tell) {
  const { mine, request, made, about, days, contact, seal } = one;
  if (!made.posted) {
    tell("Sealing it for the officer …");
    const { sealGrant } = await import(seal);
    const files = [
      { name: "video.mp4", bytes: made.bytes }, { name: "card.json", bytes: utf8(made.text) }, { name: "edits.json", bytes: utf8(canonical(made.list)) },
      // Its founding statement names the home's hub, and of its people nobody but the first device.
      { name: "home.json", bytes: utf8(mine.chain.texts[0]) },
    ];
    const { file, sha256, size, wraps } = await sealGrant({ grant: made.list.grant, files, keys: about.keys });
    const consent = await sign(mine.own, "consent", {
      agency: about.agency, at: new Date().toISOString(), contact, days, file: sha256, grant: made.list.grant, home: mine.id, officer: about.officer, passes: about.passes ?? null,
      request: request.id, terms: about.terms,
    });
    made.sent = { file, body: { consent, size, wraps } };
  }
  try {
    tell("Sending …");
    await ask("/answers/grants", { method: "POST", json: made.sent.body });
    made.posted = true;
    await send(`/answers/grants/${made.list.grant}/file`, { method: "PUT", bytes: made.sent.file });
    tell("");
  } catch (error) {
    tell("");
    throw error;
  }
}
