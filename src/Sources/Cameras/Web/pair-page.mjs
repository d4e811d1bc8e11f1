// The owner's side of pairing: docs/spec/footage.md, section 8. What is typed after the first four characters stays in this page.
import { ask } from "./ask.mjs";
import { Refused, fromBase64, hex, sha256, toBase64, utf8 } from "./bytes.mjs";
import { HomeChain, holder } from "./holders.mjs";
import { deviceOf, forget, keep, makeDevice } from "./keeper.mjs";
import { mark } from "./mine.mjs";
import { able, at, fail, onSubmit, say } from "./page.mjs";
import { readCode, same, tag } from "./pairing.mjs";

const form = at("form");
const field = form.elements.namedItem("code");
const wait = 20;
const ended = "This code has ended, or the hub did not take it because a character was wrong. Look at the code that the hub shows now, and type all of it.";
const between = "The answer did not come from the hub that shows this code: somebody in between may have put other keys in its place. This browser did not take it. Do not use this pairing; start the hub again for a new code, and tell the company.";

async function answered(name) {
  for (;;) {
    const reply = await ask(`pairings/${name}/answer?wait=${wait}`);
    if (reply.state === "answered") return reply;
    say("Waiting for the hub …");
  }
}

async function pair(typed, replace) {
  const code = readCode(typed);
  say("Looking for the hub …");
  const found = await ask(`pairings/${code.name}`);
  if (found.hasHome && !replace) {
    at("replace").hidden = false;
    say("");
    throw new Refused("cameras-replace");
  }
  const hub = await holder({ sign: found.hub.sign, seal: found.hub.seal });
  // A page that was closed on the way goes on with its keys; a home that was paired before is no new one, whatever the site says.
  const there = await deviceOf(found.home);
  if (there && (there.hub || there.length > 0)) throw new Refused("cameras-between");
  const device = there ?? (await makeDevice(found.home));
  try {
    say("Proving that this browser knows the code …");
    const own = await tag(code, "owner", found.home, hub.id, device.id);
    await ask(`pairings/${code.name}`, { method: "POST", json: { sign: device.keys.sign, seal: device.keys.seal, tag: toBase64(own), replace } });
    say("Waiting for the hub …");
    const reply = await answered(code.name);
    const theirs = await tag(code, "hub", found.home, hub.id, device.id);
    if (!same(theirs, fromBase64(reply.tag))) throw new Refused("cameras-between");
    const chain = await HomeChain.read([reply.statement]);
    if (chain.home !== found.home || chain.hub.id !== hub.id || chain.find(device.id)?.role !== "owner") throw new Refused("cameras-between");
    await keep({ ...device, hub: hub.id, length: 1, end: hex(await sha256(utf8(reply.statement))) });
  } catch (error) {
    // After a lost line the same keys may ask again: the site takes one tag for a code.
    if (error.code !== "line-lost" && error.code !== "signed-out") await forget(found.home);
    throw error;
  }
  at("ask").hidden = true;
  at("done").hidden = false;
  at("hub").textContent = mark(hub.id);
  at("recovery").href = `/my/cameras/${found.home}/people#recovery`;
  say("");
  at("done-title").focus();
}

async function go(data) {
  try {
    await pair(data.get("code"), data.get("replace") === "yes");
  } catch (error) {
    field.focus();
    if (error.code === "sources-no-such-pairing") fail(ended);
    else if (error.code === "cameras-between" || error.code === "footage-chain-broken" || error.code === "footage-not-signed") fail(between);
    else if (error.code === "cameras-replace") fail("Say below whether the new hub replaces the old one.");
    else if (error.code === "sources-has-a-home") {
      at("replace").hidden = false;
      fail(error);
    } else fail(error);
  }
}

const given = decodeURIComponent(location.hash.slice(1));
if (given) {
  field.value = given;
  // The code is a secret of this page: it never was in what is sent, and does not stay in the address.
  history.replaceState(null, "", location.pathname);
}
if (able()) onSubmit(form, go);
