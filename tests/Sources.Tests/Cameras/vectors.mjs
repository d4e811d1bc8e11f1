// Runs the published footage vectors against the modules of the pages, in Node: node vectors.mjs ROOT. Prints what is wrong; nothing is right.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(process.argv[2] + "/");
const module = (name) => import(new URL(`src/Sources/Cameras/Web/${name}.mjs`, root));
const { canonical, fromBase64, hex, sha256, text, toBase64, utf8 } = await module("bytes");
const { HomeChain, holder, isBy, readSigned, sign } = await module("holders");
const { openBox, openHomeKey, sealBox } = await module("home");
const { chunkLength, openClip, openPart, openRange, plainLength, readCard, sealedChunkLength } = await module("clips");
const { drawRecoveryCode, openRecovery, readCode, same, sealRecovery, tag } = await module("pairing");
const vectors = JSON.parse(await readFile(new URL("docs/spec/footage-vectors.json", root)));

const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);
const refusal = async (act) => {
  try {
    await act();
    return "taken";
  } catch (error) {
    return error.code ?? String(error.stack);
  }
};
const refused = async (code, act, what) => {
  const said = await refusal(act);
  expect(said === code, `${what}: ${said}`);
};

/** Private keys as the vectors hold them: two PKCS#8, each behind its length. */
async function own(name) {
  const both = fromBase64(vectors[name]);
  const first = both[0] * 256 + both[1];
  const [signing, sealing] = [both.subarray(2, 2 + first), both.subarray(4 + first)];
  const chain = await HomeChain.read(vectors.chain);
  const point = hex(sealing.subarray(sealing.length - 65));
  const held = chain.holders.find((one) => hex(one.point) === point);
  return {
    ...held,
    sign: await crypto.subtle.importKey("pkcs8", signing, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]),
    seal: await crypto.subtle.importKey("pkcs8", sealing, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]),
  };
}

const [hub, owner, member] = [await own("hub"), await own("owner"), await own("member")];
const chain = await HomeChain.read(vectors.chain);
expect(chain.home === vectors.home && chain.hub.id === hub.id && chain.holders.length === 3, "the chain says something else");

// What this side writes follows, and what it may not write is refused.
const phone = await fresh();
await refused("footage-not-a-holder", async () => (await HomeChain.read(vectors.chain)).add(await sign(member, "home", chain.next({ holder: phone.keys, role: "owner", what: "added" }))), "a member adds");
await refused("footage-not-a-holder", async () => (await HomeChain.read(vectors.chain)).add(await sign(hub, "home", chain.next({ holder: phone.keys, role: "owner", what: "added" }))), "the hub adds");
await refused("footage-last-owner", async () => (await HomeChain.read(vectors.chain)).add(await sign(owner, "home", chain.next({ holder: owner.id, what: "removed" }))), "the last owner leaves");
await refused("footage-not-a-holder", async () => (await HomeChain.read(vectors.chain)).add(await sign(owner, "home", chain.next({ holder: hub.id, what: "removed" }))), "the hub is removed");
await refused("footage-chain-broken", async () => (await HomeChain.read(vectors.chain)).add(await sign(owner, "home", { ...chain.next({ holder: phone.keys, role: "owner", what: "added" }), number: 7 })), "a number is left out");
await refused("footage-chain-broken", async () => (await HomeChain.read(vectors.chain)).add(await sign(owner, "home", { ...chain.next({ holder: phone.keys, role: "owner", what: "added" }), note: "x" })), "a member too many");
await refused("footage-chain-broken", async () => HomeChain.read([]), "no chain at all");
await refused("footage-chain-broken", async () => HomeChain.read(vectors.chain.slice(1)), "a chain without its beginning");
await refused("footage-not-signed", async () => readSigned(` ${vectors.chain[0]}`, "home"), "a blank before");
const grown = await HomeChain.read(vectors.chain);
await grown.add(await sign(owner, "home", grown.next({ holder: phone.keys, role: "owner", what: "added" })));
expect(grown.find(phone.id)?.role === "owner", "the phone is not there");
await grown.add(await sign(phone, "home", grown.next({ holder: owner.id, what: "removed" })));
expect(grown.find(owner.id) === null, "the owner is still there");
await refused("footage-chain-broken", async () => grown.add(await sign(phone, "home", grown.next({ holder: owner.keys, role: "owner", what: "added" }))), "a removed holder comes back");
const last = vectors.chain.at(-1);
for (let at = 0; at < last.length; at += 3) {
  const changed = last.slice(0, at) + String.fromCharCode(last.charCodeAt(at) ^ 1) + last.slice(at + 1);
  expect((await refusal(() => HomeChain.read([vectors.chain[0], changed]))).startsWith("footage-"), `character ${at} of a statement counts for nothing`);
}

// The home's key and a box.
const key = await openHomeKey(vectors.homeKey, chain, member);
expect(toBase64(key.secret) === vectors.homeKeySecret, "another key of the home");
await refused("footage-bad-home-key", () => openHomeKey(vectors.homeKey, chain, phone), "a stranger opens the key");
await refused("footage-bad-home-key", () => openHomeKey(vectors.homeKey, chain, { ...member, seal: owner.seal }), "another key pair opens the key");
const byOwner = readSigned(vectors.homeKey, "home-key").payload;
await refused("footage-not-signed", async () => openHomeKey(await sign(owner, "home-key", byOwner), chain, member), "a key that the hub did not sign");
const keys = new Map([[key.generation, key]]);
expect(text(await openBox(keys, vectors.boxPurpose, fromBase64(vectors.box))) === vectors.boxContent, "the box holds something else");
await refused("footage-cannot-open", () => openBox(keys, "profile2", fromBase64(vectors.box)), "a box of another purpose");
await refused("footage-cannot-open", () => openBox(new Map(), vectors.boxPurpose, fromBase64(vectors.box)), "no key");
for (const length of [0, 1, 1020, 1021, 5000]) {
  const box = await sealBox(key, "look/1", new Uint8Array(length).fill(7));
  expect((await openBox(keys, "look/1", box)).length === length && (box.length - 53) % 1024 === 0, `a box of ${length}`);
}

// The clip.
const video = Uint8Array.from({ length: 70000 }, (_, i) => 7 * i);
const [header, stored] = [fromBase64(vectors.header), fromBase64(vectors.video)];
const clip = await openClip(keys, vectors.home, vectors.clip, header);
const part = await clip.part("video");
expect(hex(await sha256(await openPart(part, stored))) === hex(await sha256(video)), "another video");
expect(plainLength(stored.length) === video.length, "the length");
for (const [from, to] of [[0, 1], [0, 70000], [65535, 65537], [65536, 70000], [69999, 70000], [100, 200]]) {
  const range = await openRange(part, stored.length, from, to, async (a, b) => stored.subarray(a, b));
  expect(hex(range) === hex(video.subarray(from, to)), `bytes ${from} to ${to}`);
}
await refused("footage-cannot-open", () => openPart(part, stored.subarray(0, sealedChunkLength)), "cut after a chunk");
await refused("footage-cannot-open", () => openPart(part, stored.subarray(sealedChunkLength)), "without the first chunk");
await refused("footage-cannot-open", async () => openPart(await clip.part("poster"), stored), "as another part");
await refused("footage-cannot-open", () => openClip(keys, vectors.home, "clp_0000000000000000", header), "another clip");
for (let at = 0; at < header.length; at++) {
  const changed = Uint8Array.from(header);
  changed[at] ^= 1;
  await refused("footage-cannot-open", () => openClip(keys, vectors.home, vectors.clip, changed), `byte ${at} of the header`);
}
const cardText = await openPart(await clip.part("card"), fromBase64(vectors.card));
const card = await readCard(cardText, chain.hub, vectors.home, vectors.clip);
expect(card.camera === vectors.camera && card.fragments.length === 2 && card.video === hex(await sha256(video)), "another card");
await refused("footage-bad-card", () => readCard(cardText, chain.hub, vectors.home, "clp_0000000000000000"), "the card of another clip");
await refused("footage-not-signed", () => readCard(cardText, owner, vectors.home, vectors.clip), "a card that another signed");
for (const [what, change] of Object.entries({
  gap: (c) => (c.fragments[1].offset += 1), back: (c) => (c.fragments[1].at = 0), late: (c) => (c.milliseconds = 900), codec: (c) => (c.codecs = "hvc1.1.6"),
  more: (c) => (c.faces = 0), first: (c) => (c.number = 1), none: (c) => (c.fragments = []),
})) {
  const changed = structuredClone(card);
  change(changed);
  await refused("footage-bad-card", async () => readCard(utf8(await sign(hub, "clip", changed)), chain.hub, vectors.home, vectors.clip), `a card with ${what}`);
}

// Codes.
const code = readCode(vectors.pairingCode.toLowerCase().replaceAll("-", " "));
expect(toBase64(await tag(code, "owner", vectors.home, hub.id, owner.id)) === vectors.ownerTag, "the owner's tag");
expect(same(await tag(code, "hub", vectors.home, hub.id, owner.id), fromBase64(vectors.hubTag)), "the hub's tag");
expect(!same(await tag(code, "hub", vectors.home, owner.id, hub.id), fromBase64(vectors.hubTag)), "the tag of other keys");
for (const bad of ["", "K7Q2-M3PD-9RT", "K7Q2-M3PD-9RTU", "K7Q2-M3PD-9RTWX", "x".repeat(100)]) await refused("footage-bad-pairing-code", async () => readCode(bad), `taken for a code: ${bad}`);
const recovery = drawRecoveryCode();
const kept = await sealRecovery(recovery, vectors.home, member.id, utf8("sign"), utf8("seal"));
expect(text((await openRecovery(recovery.toLowerCase(), vectors.home, member.id, kept)).seal) === "seal", "recovery");
await refused("footage-cannot-open", () => openRecovery(drawRecoveryCode(), vectors.home, member.id, kept), "another recovery code");
await refused("footage-cannot-open", () => openRecovery(recovery, vectors.home, hub.id, kept), "the code of another holder");

// Canonical JSON as the other side has it.
expect(canonical({ b: [1, null, "\u20ac\n"], a: { "\u{1f600}": true, "\ufb33": 1e21 } }) === '{"a":{"\u{1f600}":true,"\ufb33":1e+21},"b":[1,null,"\u20ac\\n"]}', "canonical JSON");
expect(chunkLength === 65536 && (await isBy(readSigned(vectors.chain[0], "home"), chain.hub)), "the first statement");

async function fresh() {
  const signing = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const sealing = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const spki = async (pair) => toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", pair.publicKey)));
  const keysOf = { seal: await spki(sealing), sign: await spki(signing) };
  return { ...(await holder(keysOf)), keys: keysOf, sign: signing.privateKey, seal: sealing.privateKey };
}

console.log(wrong.slice(0, 20).join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
