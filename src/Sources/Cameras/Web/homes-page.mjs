// All homes that somebody has or belongs to, each with its cameras and how they are.
import { ask } from "./ask.mjs";
import { able, at, clear, clockOf, fail, made, momentOf, name, on, onSubmit, picture, say, sentenceOf } from "./page.mjs";
import { openHome } from "./mine.mjs";
import { each, newest, poster } from "./timeline.mjs";

const silentAfter = 3 * 60_000;
const why = {
  none: "This browser has no keys for this home, so nothing of it opens here.",
  asking: "This browser waits for an owner to add it.",
  compare: "This browser was added; compare the hub’s characters, and it opens.",
  removed: "This browser was removed from this home.",
  waiting: "This browser was added; the hub seals the home’s key for it when it is connected.",
};
const states = {
  Recording: ["Watching", "good"], Connecting: ["Connecting", "open"], Stopped: ["Stopped", "plain"],
};

/** How a camera is, in words: tag, tone, sentence, and since when. */
export function healthWords(said, now) {
  if (!said) return ["Not heard of yet", "plain", "The hub has not said yet how this camera is.", ""];
  const last = Date.parse(said.at);
  if (now - last > silentAfter)
    return ["Hub silent", "open", "The hub is not connected at the moment. It may go on recording, and brings the clips when it is back.", `Last heard of ${momentOf(last)}.`];
  const [tag, tone] = states[said.state] ?? ["Needs a look", "open"];
  const waiting = Number.isInteger(said.waiting) && said.waiting > 0 ? ` ${said.waiting} ${said.waiting === 1 ? "clip waits" : "clips wait"} to be sent.` : "";
  const sound = said.audio === true ? " Sound is recorded." : "";
  return [tag, tone, said.sentence + waiting + sound, `Since ${momentOf(said.since)}; heard of at ${clockOf(last)}.`];
}

function link(slot, within, address) {
  at(slot, within).href = address;
}

async function cameraShown(mine, one) {
  const shown = made("camera");
  const said = await mine.health(one).catch(() => null);
  const settings = await mine.settings(one).catch(() => null);
  name(at("name", shown), settings?.name ?? said?.name ?? "Camera");
  const [tag, tone, sentence, since] = healthWords(said, Date.now());
  const state = at("state", shown);
  state.textContent = tag;
  state.className = `govuk-tag tag--${tone}`;
  name(at("sentence", shown), sentence);
  at("since", shown).textContent = since;
  const page = `/my/cameras/${mine.id}/watch/${one.camera}`;
  link("watch", shown, page);
  link("live", shown, `${page}#live`);
  at("live", shown).hidden = mine.state.state !== "active";
  at("custody", shown).hidden = one.custody !== "provider";
  link("settings", shown, `${page}/settings`);
  at("settings", shown).hidden = !mine.decides || mine.state.state !== "active";
  return shown;
}

async function showPoster(mine, one, shown) {
  try {
    const entry = await newest(mine, one.camera);
    if (entry) await picture(shown, await poster(mine, entry), `From the newest clip, ${momentOf(entry.card.from)}`);
  } catch (error) {
    at("no-poster", shown).textContent = sentenceOf(error);
  }
}

async function homeShown(line, several) {
  const shown = made("home");
  at("homes").append(shown);
  const title = line.role === "owner" ? "Your home" : "A home that you belong to";
  at("title", shown).textContent = (line.state === "replaced" ? "A home whose hub was replaced" : title) + (several ? ` (${line.home.slice(-4)})` : "");
  const base = `/my/cameras/${line.home}`;
  for (const [slot, page] of [["people", "people"], ["people-now", "people"], ["looks", "who-looked"], ["everything", "everything"], ["requests", "requests"], ["grants", "grants"]]) link(slot, shown, `${base}/${page}`);
  for (const slot of ["requests", "grants"]) at(slot, shown).closest("li").hidden = line.role !== "owner";
  try {
    const mine = await openHome(line.home);
    if (mine.standing !== "open") {
      at("why", shown).textContent = why[mine.standing];
      at("standing", shown).hidden = false;
      return;
    }
    if (mine.state.cameras.length === 0) at("cameras", shown).textContent = "The hub has not named a camera yet. It does so when it runs.";
    const all = await each(mine.state.cameras, (one) => cameraShown(mine, one));
    at("cameras", shown).append(...all);
    await each(mine.state.cameras, (one, i) => showPoster(mine, one, all[i]));
  } catch (error) {
    at("why", shown).textContent = sentenceOf(error);
    at("people-now", shown).hidden = true;
    at("standing", shown).hidden = false;
  }
}

function invitedShown(line) {
  const shown = made("invited");
  at("homes").append(shown);
  const answer = (method) => async () => {
    await ask(`${line.home}/membership`, { method });
    await load();
  };
  on(at("accept", shown), answer("POST"));
  on(at("decline", shown), answer("DELETE"));
}

async function load() {
  clear();
  say("Looking …");
  const lines = await ask("homes");
  at("homes").replaceChildren();
  at("start").hidden = lines.some((line) => line.role === "owner");
  at("more").hidden = !lines.some((line) => line.role === "owner");
  const open = lines.filter((line) => line.role !== "invited");
  for (const line of lines.filter((one) => one.role === "invited")) invitedShown(line);
  for (const line of open) await homeShown(line, open.length > 1);
  say("");
}

// Behind the #, since what stands there is not sent to the site.
onSubmit(at("form"), (data) => {
  if (!data.get("code").trim()) return fail("Type the code that the hub shows.");
  location.assign(`/my/cameras/pair#${encodeURIComponent(data.get("code"))}`);
});
if (able()) await load().catch(fail);
