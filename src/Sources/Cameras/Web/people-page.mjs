// Who holds keys of a home: this browser's own way in, the list, the recovery code, the household.
import { ask } from "./ask.mjs";
import { Refused, fromBase64 } from "./bytes.mjs";
import { holder, sign } from "./holders.mjs";
import { deviceOf, forget, makeDevice, keep, newPairs } from "./keeper.mjs";
import { mark, openHome } from "./mine.mjs";
import { able, at, clear, dayOf, fail, home, made, name, on, onSubmit, part, say, showStanding } from "./page.mjs";
import { drawRecoveryCode, openRecovery, sealRecovery } from "./pairing.mjs";

const lookEvery = 4000;
const roles = {
  hub: "Records and seals. Its characters:", owner: "Watches, sets and decides. Its characters:", member: "Watches. Its characters:",
  recovery: "A code on paper; lets in a new device if all others are lost. Its characters:",
};

let mine;
let timer = null;

const isOwner = () => mine.state.role === "owner";

async function askIn(device) {
  await ask(`${home}/asking`, { method: "POST", json: { sign: device.keys.sign, seal: device.keys.seal } });
}

/** While this browser waits it looks again by itself. */
function lookAgain() {
  clearTimeout(timer);
  if (!["asking", "waiting"].includes(mine.standing)) return;
  timer = setTimeout(async () => {
    try {
      const before = mine.standing;
      if (document.visibilityState === "visible") mine = await openHome(home);
      if (mine.standing === before) lookAgain();
      else await show();
    } catch (error) {
      fail(error);
    }
  }, lookEvery);
}

async function add(keys, role, called, member) {
  const one = await holder(keys);
  await mine.declare({ what: "added", holder: { seal: keys.seal, sign: keys.sign }, role });
  if (!(called || member) || !isOwner()) return;
  const [names, members] = [called ? { ...mine.names, [one.id]: called } : mine.names, member ? { ...mine.members, [one.id]: member } : mine.members];
  await mine.saveProfile({ names, members }).catch((error) => {
    // It can be named when the hub has made the new key.
    if (error.code !== "cameras-key-old") throw error;
  });
}

function asksShown(asks) {
  at("asks-part").hidden = asks.length === 0;
  at("asks").replaceChildren(...asks.map(({ id, keys, member, number }) => {
    const shown = made("ask");
    at("title", shown).textContent = member ? `A browser of ${number ? `member ${number}` : "somebody"} of the household` : "A browser signed in to your account";
    at("mark", shown).textContent = mark(id);
    at("add", shown).textContent = member ? "Add it, to watch" : "Add it as one of mine";
    onSubmit(shown.querySelector("form"), async (data) => {
      await add(keys, member ? "member" : "owner", data.get("name").trim().slice(0, 60), number);
      await load("Added. The hub seals the home’s key for it when it is connected.");
    });
    return shown;
  }));
}

function deviceShown(one) {
  const shown = made("device");
  name(at("name", shown), mine.nameOf(one.id));
  at("role", shown).textContent = roles[one.role];
  at("mark", shown).textContent = mark(one.id);
  at("mark", shown).after(`. Since ${dayOf(mine.everybody.get(one.id).since)}.`);
  const self = one.id === mine.own?.id;
  at("this", shown).hidden = !self;
  at("acts", shown).hidden = one.role === "hub" || !(mine.decides || self);
  at("rename", shown).hidden = !mine.decides || !isOwner();
  onSubmit(shown.querySelector("form"), async (data) => {
    const called = data.get("name").trim().slice(0, 60);
    if (called) await mine.saveProfile({ names: { ...mine.names, [one.id]: called } });
    await load("Saved.");
  });
  at("sure-words", shown).textContent = self
    ? "Remove this browser? It opens nothing any more, and its keys are deleted here."
    : one.role === "recovery" ? "Remove this code? The paper is worth nothing then." : "Remove it? What is sealed from now on stays closed to it. What it opened before it may still have.";
  on(at("remove", shown), () => {
    at("sure", shown).hidden = false;
    at("sure-words", shown).focus();
  });
  on(at("no", shown), () => {
    at("sure", shown).hidden = true;
    at("remove", shown).focus();
  });
  on(at("yes", shown), async () => {
    await mine.declare({ what: "removed", holder: one.id });
    if (self) await forget(home);
    await load(self ? "Removed, and its keys are deleted here." : "Removed. The hub makes a new key before it seals anything else.");
  });
  return shown;
}

function recoveryShown() {
  const there = mine.chain.holders.filter((one) => one.role === "recovery");
  at("recovery-part").hidden = !mine.decides || !isOwner();
  at("recovery-says").textContent = there.length > 0
    ? `There is a code, made on ${dayOf(mine.everybody.get(there.at(-1).id).since)}. A new one takes its place, and the old paper is worth nothing then.`
    : "There is none yet. If this browser’s data were lost and there were no other device, nobody could open your clips any more.";
  at("recovery-make").textContent = there.length > 0 ? "Make a new code" : "Make a recovery code";
}

async function makeRecovery() {
  const old = mine.chain.holders.filter((one) => one.role === "recovery");
  const pairs = await newPairs(true);
  const code = drawRecoveryCode();
  const raw = async (key) => new Uint8Array(await crypto.subtle.exportKey("pkcs8", key));
  const [signKey, sealKey] = [await raw(pairs.sign), await raw(pairs.seal)];
  const sealed = await sealRecovery(code, home, pairs.id, signKey, sealKey);
  signKey.fill(0);
  sealKey.fill(0);
  const number = await ask(`${home}/recovery`).then((kept) => kept.number, (error) => {
    if (error.code === "sources-no-such-box") return 0;
    throw error;
  });
  await mine.declare({ what: "added", holder: pairs.keys, role: "recovery" });
  await ask(`${home}/recovery?number=${number + 1}`, { method: "PUT", bytes: sealed });
  for (const one of old) await mine.declare({ what: "removed", holder: one.id });
  at("recovery-code").textContent = code;
  at("recovery-hub").textContent = mark(mine.chain.hub.id);
  await load();
  at("recovery-made").hidden = false;
  at("recovery-title").focus();
}

async function recover(data) {
  const kept = await ask(`${home}/recovery`);
  const holders = mine.chain.holders.filter((one) => one.role === "recovery");
  let opened = null;
  for (const one of holders) {
    try {
      opened = { one, ...(await openRecovery(data.get("code"), home, one.id, fromBase64(kept.box))) };
    } catch (error) {
      if (error.code !== "footage-cannot-open") throw error;
    }
  }
  if (!opened) throw new Refused("cameras-other-code");
  const paper = {
    id: opened.one.id, keys: opened.one.keys,
    sign: await crypto.subtle.importKey("pkcs8", opened.sign, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]),
    seal: await crypto.subtle.importKey("pkcs8", opened.seal, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]),
  };
  const device = (mine.device && mine.standing === "asking" && mine.device) || (await makeDevice(home));
  const statement = await sign(paper, "home", mine.chain.next({ what: "added", holder: device.keys, role: "owner" }));
  await mine.chain.add(statement);
  await ask(`${home}/statements`, { method: "POST", json: { statement } });
  // With it this browser opens what the paper could, also where the hub is lost and seals no key for it any more.
  await keep({ ...device, paper: { id: paper.id, keys: paper.keys, seal: paper.seal } });
  await load("Added. If paper and devices may be in other hands, remove what you do not have any more, and make a new code.");
}

async function membersShown() {
  at("members-part").hidden = !isOwner() || !mine.decides;
  if (at("members-part").hidden) return;
  const members = await ask(`${home}/members`);
  at("members").replaceChildren(...members.map(({ member }) => {
    const shown = made("member");
    at("name", shown).textContent = `Member ${member}`;
    const theirs = mine.chain.holders.filter((one) => one.role === "member" && mine.members[one.id] === member);
    on(at("remove", shown), async () => {
      // Their browsers first: were it cut off in between, the account is still here to be removed.
      for (const one of theirs) await mine.declare({ what: "removed", holder: one.id });
      await ask(`${home}/members/${member}`, { method: "DELETE" });
      const others = mine.chain.holders.some((one) => one.role === "member" && !mine.members[one.id]);
      await load(`Removed${theirs.length > 0 ? `, and ${theirs.length === 1 ? "their browser" : `their ${theirs.length} browsers`} with them` : ""}. Their account sees nothing of this home any more. What they opened before, they may still have.`
        + (others ? " It was not written down whose some members’ browsers above are; remove those that were theirs." : ""));
    });
    return shown;
  }));
  at("members-says").textContent = members.length === 0 ? "Nobody else belongs to this home." : "";
}

async function show() {
  const standing = mine.standing;
  for (const slot of ["ask", "asking", "compare", "recover"]) at(slot).hidden = true;
  const open = showStanding(mine);
  for (const one of part.querySelectorAll("[data-standing]")) if (["none", "asking", "compare"].includes(one.dataset.standing)) one.hidden = true;
  at("ask").hidden = standing !== "none" && standing !== "removed";
  at("asking").hidden = standing !== "asking";
  at("recover").hidden = !isOwner() || open || standing === "compare" || standing === "waiting" || !mine.chain.holders.some((one) => one.role === "recovery");
  at("compare").hidden = standing !== "compare";
  at("leave-part").hidden = isOwner();
  if (mine.own) at("mark", at("asking")).textContent = mark(mine.own.id);
  at("hub").textContent = mark(mine.chain.hub.id);
  lookAgain();
  if (!open) return;
  at("devices").replaceChildren(...mine.chain.holders.map(deviceShown));
  recoveryShown();
  const asks = mine.decides && isOwner() ? await ask(`${home}/asking`) : [];
  const known = await Promise.all(asks.map(async ({ sign: s, seal, member, number }) => ({ id: (await holder({ sign: s, seal })).id, keys: { sign: s, seal }, member, number })));
  asksShown(known.filter((one) => !mine.everybody.has(one.id)));
  await membersShown();
}

async function load(said = "") {
  say("Looking …");
  mine = await openHome(home);
  await show();
  say(said);
}

async function begin() {
  on(at("make"), async () => {
    if (mine.standing === "removed") await forget(home);
    await askIn((await deviceOf(home)) ?? (await makeDevice(home)));
    await load();
    at("asking-title").focus();
  });
  on(at("again"), async () => {
    await askIn(mine.device);
    say("Asked again, for half an hour.");
  });
  on(at("same"), async () => {
    await mine.trustHub();
    await load("This browser is a device of the home now.");
  });
  on(at("differ"), () => fail("Then do not go on: the site shows this browser another hub than your other device. Tell the company, and trust no picture on this page."));
  on(at("recovery-make"), makeRecovery);
  on(at("print"), () => print());
  onSubmit(at("recover-form"), recover);
  onSubmit(at("invite"), async (data) => {
    await ask(`${home}/members`, { method: "POST", json: { mail: data.get("mail").trim() } });
    at("invite").reset();
    at("members-says").textContent = "If an account has this address, its person finds an invitation under Cameras for seven days. They stand here once they accept.";
  });
  on(at("leave"), async () => {
    if (mine.standing === "open" || mine.standing === "waiting") await mine.declare({ what: "removed", holder: mine.own.id }).catch(() => {});
    await ask(`${home}/membership`, { method: "DELETE" });
    await forget(home);
    location.assign("/my/cameras");
  });
  await load();
  if (location.hash === "#recovery" && !at("recovery-part").hidden) at("recovery-part").scrollIntoView();
}

clear();
if (able()) await begin().catch(fail);
