// An answer: choose a recording, cut and cover it, watch what the hub made of it, give it or not. Until "Give" nothing of it is anywhere but here and in the hub.
import { answer, toRequests, wanted } from "./answer.mjs";
import { published } from "./ask.mjs";
import { lineOf, showAsked } from "./asked.mjs";
import { choose, chooses, forgetDraft, showClips, wireCut } from "./cut.mjs";
import { boundsOf, writeTime } from "./edits.mjs";
import { giveIt, showGiving } from "./give-form.mjs";
import { recipientsOf } from "./give.mjs";
import { whoOf } from "./grants.mjs";
import { isRequest, readRequest } from "./match.mjs";
import { openHome } from "./mine.mjs";
import { able, at, clear, dayOf, fail, home, name, on, onSubmit, say, showStanding } from "./page.mjs";
import { Requests, recordings } from "./requests.mjs";
import { dropResult } from "./result.mjs";
import { expected, nameCameras, work } from "./work.mjs";

/** An open one about this home; or one that was answered before, for somebody whom its officer names. */
async function findRequest() {
  const id = wanted.get("request");
  if (!isRequest(id)) throw expected("requests-over");
  if (answer.onward) return readRequest(await published(`/requests/${id}.json`, answer.atHome), id);
  const requests = new Requests(work.mine, answer.atHome);
  await requests.load();
  const find = () => requests.concern.find((one) => one.id === id);
  if (!find()) await requests.beat();
  if (!find()) throw expected("requests-over");
  return find();
}

const label = () => (answer.onward ? `For ${whoOf(answer.about.officerName, answer.about.agencyName)}` : `For ${answer.request.agencyName}, case ${answer.request.case}`);

function wire() {
  work.label = label;
  wireCut({
    boundsOf: (entry) => boundsOf(entry.card, answer.request), draft: (entry) => `writ-answer/${home}/${answer.request.id}/${entry.view.clip}`,
    says: (bounds) => `${writeTime(bounds.from)} to ${writeTime(bounds.to)} of it lie in the time that was asked for; only that can be given.`,
  }, toRequests);
  onSubmit(at("give"), async (data) => {
    if (!(await giveIt(data))) return;
    forgetDraft();
    dropResult();
    at("edit-part").hidden = true;
    at("given-part").hidden = false;
    at("given-title").focus();
  });
  on(at("another"), () => chooses(true));
  at("go-on").addEventListener("click", () => {
    clear();
    showGiving()?.catch(fail);
  });
  on(at("drop-now"), toRequests);
}

async function begin() {
  say("Opening …");
  // Another request or clip behind the # is another answer.
  addEventListener("hashchange", () => location.reload());
  const mine = await openHome(home);
  work.mine = mine;
  if (!showStanding(mine)) return say("");
  if (!mine.decides) return fail("Only devices of the home’s owner answer.");
  await nameCameras(mine);
  const request = await findRequest();
  answer.request = request;
  if (answer.onward) answer.about = await recipientsOf(request, answer.onward);
  name(at("about"), answer.onward
    ? `${lineOf(request)}. Now for ${whoOf(answer.about.officerName, answer.about.agencyName)}.` : `${lineOf(request)}. Open until ${dayOf(Date.parse(request.until) - 1)}.`);
  showAsked(at("asked"), request, mine, answer.atHome);
  const entries = (await recordings(mine, request)).filter((one) => boundsOf(one.card, request));
  wire();
  const pictures = showClips(entries);
  at("choose-part").hidden = false;
  at("clips-say").textContent = entries.length === 0 ? "Your cameras kept nothing of that time. There is nothing to give." : "Those of the time that was asked for, and no others. Times are in UTC.";
  say("");
  const first = entries.find((one) => one.view.clip === wanted.get("clip"));
  if (first) await choose(first);
  else if (wanted.has("clip")) fail(expected("answer-no-clip"));
  await pictures();
}

if (able()) await begin().catch(fail);
