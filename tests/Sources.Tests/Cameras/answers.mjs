// What the pages of requests and answers work out without a page: node answers.mjs ROOT. Prints what is wrong; nothing is right.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(process.argv[2] + "/");
const web = new URL("src/Sources/Cameras/Web/", root);
const load = (name) => import(new URL(name, web));
const { concerns, daysOf, holds, inWindow, readRegion, readRequest } = await load("match.mjs");
const { boundsOf, fresh, listOf, playedAll, readTime, wordsOf, writeTime, wrongIn } = await load("edits.mjs");
const { scaleOf } = await load("ground.mjs");
const { after, asideBy, kept, providedFor, readChosen } = await load("requests.mjs");
const { checkDerived, newGrant } = await load("derived.mjs");
const { canonical, hex, sha256, utf8 } = await load("bytes.mjs");
const { holder, sign } = await load("holders.mjs");
const { deletionWords, isOpenAsk, mayAskDeletion, mayWithdraw, mayWrite, openingWords, stateWords, whoOf } = await load("grants.mjs");

const wrong = [];
const expect = (is, what) => is || wrong.push(what);
const same = (one, other, what) => expect(JSON.stringify(one) === JSON.stringify(other), `${what}: ${JSON.stringify(one)}`);
const code = (act) => {
  try {
    act();
    return null;
  } catch (error) {
    return error.code ?? String(error);
  }
};

// Matching, as the program's own (docs/spec/match-vectors.json).
const vectors = JSON.parse(readFileSync(new URL("docs/spec/match-vectors.json", root), "utf8"));
for (const { name, area, places } of vectors.areas)
  for (const { latitude, longitude, inside } of places) {
    expect(holds(area, latitude, longitude) === inside, `${name}: ${latitude} ${longitude}`);
    expect(holds([...area].reverse(), latitude, longitude) === inside, `${name}, the other way round: ${latitude} ${longitude}`);
  }
for (const { name, from, to, clipFrom, clipTo, has } of vectors.times)
  expect(inWindow({ from, to }, Date.parse(clipFrom), Date.parse(clipTo)) === has, name);

// Region files.
const request = {
  agency: "agy_0123456789abcdef", agencyName: "Sample Police", area: vectors.areas[0].area, at: "2026-03-10T12:00:00Z", case: "26-1", contact: "555-0117", dwellings: 200, facts: "Facts.",
  format: "writ.request/v1", from: "2026-03-10T08:00:00Z", id: "rqs_0123456789abcdef", incident: "burglary", incidentAt: "2026-03-10T09:00:00Z", lookingFor: "A van.",
  point: [-88.405, 44.29], squareMetres: 500000, to: "2026-03-10T10:00:00Z", until: "2026-03-17T12:00:00Z",
};
const cell = "n44.2w88.5";
const fill = (body, size = 16384, end = "\n") => utf8(body.padEnd(size - end.length, " ") + end);
const file = (requests, region = cell, format = "writ.region/v1") => canonical({ format, region, requests });
same(readRegion(fill(file([request])), cell), [request], "a file with one request is read");
same(readRegion(fill(file([])), cell), [], "an empty file is read");
const second = { ...request, corrects: request.id, id: "rqs_1123456789abcdef" };
same(readRegion(fill(file([request, second])), cell).length, 2, "a correction is read");
const long = { ...request, facts: "é".repeat(4000) };
same(readRegion(fill(file([long, { ...second, facts: "€".repeat(4000) }]), 65536 - 4000 - 8000), cell).length, 2, "a file of the next size is read");
const { until: _, ...refused } = request;
const odd = {
  "of another cell": fill(file([], "n44.3w88.5")), "of another format": fill(file([], cell, "writ.region/v2")), "of no size": fill(file([]), 16385), "too short": fill(file([]), 16383), "empty": new Uint8Array(0),
  "larger than needed": fill(file([]), 65536), "without a line feed": fill(file([]), 16384, " "), "blanks before": fill(" " + file([])), "blanks within": fill(file([]).replace(",", ", ")),
  "line feeds for blanks": fill(file([]) + "\n"), "not JSON": fill("{"), "no UTF-8": (() => { const bytes = fill(file([request])); bytes[20] = 0xff; return bytes; })(),
  "twice a member": fill(file([]).replace('"format"', '"format":"writ.region/v1","format"')), "more members": fill(canonical({ format: "writ.region/v1", more: 1, region: cell, requests: [] })),
  "null": fill("null"), "out of order": fill(file([second, request])), "twice one": fill(file([request, request])), "a refused one": fill(file([{ ...refused, refused: { reason: "No.", rule: "threat" } }])),
};
for (const [name, bytes] of Object.entries(odd)) expect(code(() => readRegion(bytes, cell)) === "requests-file-odd", `a file ${name} is refused`);
for (const [member, value] of [
  ["id", "rqs_0123456789abcdel"], ["id", 5], ["agency", "agy_1"], ["incident", "lawful-assembly"], ["incident", "toString"], ["facts", "x".repeat(4001)], ["area", [[0, 0], [1, 1]]], ["area", [[0, 0], [1, 1], [2]]],
  ["area", [[0, 0], [1, 1], [181, 0]]], ["area", [[0, 0], [1, 1], ["2", 0]]], ["area", Array(501).fill([0, 0])], ["point", [0, 91]], ["from", "2026-03-10T10:00:00Z"], ["from", "2026-03-10 08:00"], ["to", "2026-03-10T25:00:00Z"],
  ["until", "2026-03-10T12:00:00Z"], ["until", null], ["dwellings", -1], ["dwellings", 1.5], ["squareMetres", "5"], ["corrects", null], ["more", 1], ["format", "writ.request/v2"],
]) expect(code(() => readRegion(fill(file([{ ...request, [member]: value }])), cell)) === "requests-file-odd", `a request with ${member} ${JSON.stringify(value).slice(0, 40)} is refused`);
for (const member of Object.keys(request)) {
  const { [member]: gone, ...rest } = request;
  expect(code(() => readRegion(fill(file([rest])), cell)) === "requests-file-odd", `a request without ${member} is refused`);
}
same(readRequest(utf8(canonical(request)), request.id), request, "one request by itself");
for (const bytes of [utf8(canonical(request) + " "), utf8(canonical({ ...request, id: second.id })), utf8("[]")]) expect(code(() => readRequest(bytes, request.id)) === "requests-file-odd", "another one by itself");

// What is over concerns nobody; places are texts.
const here = [{ latitude: "0", longitude: "0" }, { latitude: "44.290", longitude: "-88.402" }];
const end = Date.parse(request.until);
expect(concerns(request, here, end - 1) && !concerns(request, here, end) && !concerns(request, here.slice(0, 1), end - 1) && !concerns(request, [], end - 1), "place and time concern");
same(daysOf(request), ["2026-03-10"], "one day");
same(daysOf({ from: "2026-03-10T00:05:00Z", to: "2026-03-10T02:00:00Z" }), ["2026-03-09", "2026-03-10"], "a clip that began the day before");
same(daysOf({ from: "2026-03-10T20:00:00Z", to: "2026-03-11T08:00:00Z" }), ["2026-03-10", "2026-03-11"], "over midnight");

// Choices.
const none = readChosen(null);
same(none, { choices: {}, optOut: { agencies: [], all: false }, until: {} }, "nothing chosen");
same(readChosen({ choices: { [request.id]: "declined", x: "declined", [second.id]: "given" }, optOut: { agencies: ["a", 5], all: "yes" }, until: { [request.id]: request.until, [second.id]: request.until, x: "now" } }),
  { choices: { [request.id]: "declined" }, optOut: { agencies: ["a"], all: false }, until: { [request.id]: request.until } }, "odd choices are left out");
same(readChosen({ choices: { [request.id]: "hidden" }, until: { [request.id]: "tomorrow" } }).until, {}, "an odd end is left out");
const declining = { what: "request", id: request.id, value: "declined", until: request.until };
const declined = after(none, declining);
same([asideBy(none, request), asideBy(declined, request), asideBy(after(declined, { what: "request", id: request.id, value: null }), request)], [null, "chosen", null], "declined and turned back");
const quiet = after(after(none, { what: "agency", id: request.agency, value: true }), { what: "all", value: true });
same([asideBy(quiet, request), asideBy(after(quiet, { what: "all", value: false }), request), asideBy(after(quiet, { what: "agency", id: request.agency, value: false }), request)], ["all", "agency", "all"], "agencies and all");
same(none.optOut.agencies, [], "what was before stays as it was");

// A correction is no reminder: what was chosen of the first holds for it, as long as it has days left, whether or not the first is still in the file.
const before = Date.parse(request.until) - 1;
same(asideBy(declined, second), "chosen", "a correction of what was declined is aside");
same(asideBy(kept(declined, [second], before), second), "chosen", "and stays so once the first left the file");
same(kept(declined, [], before).choices, { [request.id]: "declined" }, "a choice stays while its request has days left, in the file or not");
same(asideBy(kept(kept(declined, [], before), [second], before), second), "chosen", "a request that comes back is aside as it was");
same(kept(declined, [request], Date.parse(request.until)), none, "and goes when they are over");
const old = readChosen({ choices: { [request.id]: "declined" } });
same([kept(old, [second], before).until, kept(old, [request], before).until, kept(old, [], before).choices], [{ [request.id]: request.until }, { [request.id]: request.until }, {}], "ends that were not kept are learnt from the file");
same(asideBy(after(declined, { what: "request", id: second.id, corrects: request.id, value: null }), second), null, "a correction that is shown again is shown");
same(after(after(declined, { ...declining, id: second.id }), { what: "request", id: second.id, corrects: request.id, value: null }), none, "and nothing of it is left");
same(asideBy(after(none, { ...declining, id: second.id }), request), null, "what was chosen of a correction says nothing of another");
const many = Array.from({ length: 65 }, (_, i) => ({ ...declining, id: `rqs_${String(i).padStart(16, "0")}`, until: `2026-03-17T12:${String(i % 60).padStart(2, "0")}:0${Math.floor(i / 60)}Z` })).reduce(after, none);
const fewer = kept(many, [], before);
expect(Object.keys(fewer.choices).length === 64 && !fewer.choices["rqs_0000000000000000"] && canonical(fewer).length < 8000, "as many as go into one order, those first that end last");

// Who could be made to give recordings: custody of the cameras that may be meant.
const [inArea, outside] = [{ latitude: "44.290", longitude: "-88.402" }, { latitude: "44.2", longitude: "-88.402" }];
const custody = (one, other) => [{ camera: "cam_1", custody: one }, { camera: "cam_2", custody: other }];
for (const [cameras, places, held, others, what] of [
  [custody("owner", "owner"), { cam_1: inArea, cam_2: inArea }, [], true, "none held"],
  [custody("provider", "owner"), { cam_1: inArea, cam_2: inArea }, ["cam_1"], true, "one of two held"],
  [custody("provider", "owner"), { cam_1: inArea, cam_2: outside }, ["cam_1"], false, "the one that matches held"],
  [custody("provider", "owner"), { cam_1: outside, cam_2: inArea }, [], true, "the one that does not match held"],
  [custody("provider", "owner"), { cam_2: inArea }, ["cam_1"], true, "the one held whose place only the hub knows"],
  [custody("provider", "provider"), {}, ["cam_1", "cam_2"], false, "all held, no place known"],
]) same(providedFor(request, cameras, places), { held, others }, what);

// Times, stretches, areas.
for (const [typed, time] of [["0:04.5", 4500], ["4", 4000], ["4,25", 4250], ["1:05", 65000], [" 10:00.001 ", 600001], ["75", 75000]]) expect(readTime(typed) === time, `${typed} is ${time}`);
for (const typed of ["", "-1", "1:60", "1:5:5", "1e3", "0x1", "NaN", "1:005", "1.2345", "::", "1000", "١"]) expect(readTime(typed) === null, `no time: ${typed}`);
expect(writeTime(65_550) === "1:05.5" && writeTime(0) === "0:00.0", "times are written");
const card = { from: "2026-03-10T07:59:58.500Z", milliseconds: 20_000, number: 3 };
same(boundsOf(card, request), { from: 1500, to: 20_000 }, "what lies before the time asked for is out of bounds");
same(boundsOf({ ...card, from: "2026-03-10T09:59:50.000Z" }, request), { from: 0, to: 10_000 }, "and what lies after it");
same([boundsOf({ ...card, from: "2026-03-10T10:00:00.000Z" }, request), boundsOf({ ...card, from: "2026-03-10T07:59:40.000Z" }, request)], [null, null], "a clip outside");
const bounds = { from: 1500, to: 20_000 };
const edits = fresh(bounds);
same(edits, { from: 1500, to: 20_000, audio: false, faces: true, shapes: [] }, "faces are blurred and sound is off to begin with");
same(fresh({ from: 0, to: 600_000 }).to, 300_000, "five minutes at most to begin with");
expect(wrongIn(edits, bounds) === null, "that is right as it is");
const area = { what: "black", typed: "0 0 250 1000", from: 2000, to: 3000 };
for (const [field, change] of [
  ["from", { from: Number.NaN }], ["from", { from: 1499 }], ["from", { from: 20_000 }], ["to", { to: 20_001 }], ["to", { to: Number.NaN }], ["to", { from: 5000, to: 5000 }], ["to", { from: 5000, to: 4000 }],
  ["shapes", { shapes: Array(65).fill(area) }], ["shape-0", { shapes: [{ ...area, typed: "0 0 1" }] }], ["shape-1", { shapes: [area, { ...area, what: "toString" }] }],
  ["shape-0-from", { shapes: [{ ...area, from: Number.NaN }] }], ["shape-0-from", { shapes: [{ ...area, from: 3000 }] }], ["shape-0-from", { from: 3000, shapes: [area] }],
]) expect(wrongIn({ ...edits, ...change }, bounds)?.[0] === field, `${field} is wrong in ${JSON.stringify(change).slice(0, 60)}`);
expect(wrongIn({ ...edits, from: 0, to: 300_001 }, { from: 0, to: 400_000 })?.[0] === "to" && wrongIn({ ...edits, from: 0, to: 300_000 }, { from: 0, to: 400_000 }) === null, "five minutes at most");
expect(wrongIn({ ...edits, shapes: Array(64).fill(area) }, bounds) === null, "64 areas");
const list = listOf({ ...edits, shapes: [area] }, "clp_0123456789abcdef", "grt_0123456789abcdef", "For " + "ü".repeat(80));
same(Object.keys(list).sort(), ["audio", "clip", "faces", "from", "grant", "label", "shapes", "to"], "members of a list");
const labelled = (words) => listOf(edits, "", "", words).label;
expect(list.label.length === 60 && labelled("🚓".repeat(40)).length === 60 && labelled("a" + "🚓".repeat(40)).length === 59, "a label of sixty characters, none cut in half");
expect(labelled("For \u202EX\u0007\u2028Y\uD800") === "For XY", "a label without what is hidden");
same(list.shapes, [{ from: 2000, shape: [[0, 0], [250, 0], [250, 1000], [0, 1000]], to: 3000, what: "black" }], "areas of a list");
const words = wordsOf({ ...list, label: "For X" });
expect(words[0].includes("0:01.5 to 0:20.0") && words[1].startsWith("An area is black, from 0:02.0") && words[2].includes("does not find all") && words[3] === "Without sound." && words[4].includes("For X"), `words: ${words.join("|")}`);
expect(wordsOf({ ...list, audio: true, faces: false, shapes: [] }).join(" ").includes("With sound."), "sound is said");

// Watched: all of it, in whatever order; jumps leave gaps.
expect(playedAll([[0, 5.1]], 5000) && playedAll([[3, 5], [0, 3.1]], 5000) && playedAll([[0, 4.8]], 5000), "watched");
for (const ranges of [[], [[0, 4]], [[0, 1], [2, 5]], [[1, 5]], [[4.9, 5]], [[0, 2], [0, 3], [4, 5]]]) expect(!playedAll(ranges, 5000), `not watched: ${JSON.stringify(ranges)}`);

// A map: north at the top, everything within it, no division by nothing.
const { high, place } = scaleOf([...request.area, request.point]);
const [left, top] = place([-88.41, 44.296]);
expect(left > 0 && top > 0 && left < 320 && top < high / 2 && high <= 640, "a map to measure");
const dot = scaleOf([[10, 89.9]]);
expect(dot.place([10, 89.9]).every(Number.isFinite) && Number.isFinite(dot.high), "a map of one place");

// A result is what was asked for, or nothing.
const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
const pairs = async () => {
  const [one, two] = [await crypto.subtle.generateKey(ecdsa, true, ["sign"]), await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"])];
  const spki = async (pair) => Buffer.from(await crypto.subtle.exportKey("spki", pair.publicKey)).toString("base64");
  const who = await holder({ sign: await spki(one), seal: await spki(two) });
  return { who, own: { id: who.id, sign: one.privateKey } };
};
const [hub, other] = [await pairs(), await pairs()];
const mine = { id: "hom_0123456789abcdef", chain: { hub: hub.who } };
const entry = { card, hash: "a".repeat(64) };
const bytes = utf8("a picture");
const payload = {
  at: "2026-03-10T12:00:00.000Z", clip: list.clip, edits: hex(await sha256(utf8(canonical(list)))), from: list.from, grant: list.grant, height: 360, home: mine.id, milliseconds: 18_500, number: 3,
  original: entry.hash, to: list.to, video: hex(await sha256(bytes)), width: 640,
};
const check = async (said, by = hub, kind = "derived", made = bytes) => {
  try {
    return await checkDerived(mine, entry, list, { head: { card: await sign(by.own, kind, said) }, bytes: made });
  } catch (error) {
    return error.code;
  }
};
same(await check(payload), payload, "a result");
for (const [member, value] of Object.entries({
  clip: "clp_1123456789abcdef", edits: "b".repeat(64), from: 0, grant: "grt_1123456789abcdef", home: "hom_1123456789abcdef", milliseconds: 0, number: 4, original: "b".repeat(64), to: 1, video: "c".repeat(64), width: -1, at: "now",
})) expect((await check({ ...payload, [member]: value })) === "answer-odd-result", `a result of another ${member}`);
expect((await check({ ...payload, more: 1 })) === "answer-odd-result" && (await check(payload, other)) === "answer-odd-result" && (await check(payload, hub, "clip")) === "answer-odd-result"
  && (await check(payload, hub, "derived", utf8("another picture"))) === "answer-odd-result", "a result of somebody else, or of other bytes");
expect((await checkDerived(mine, entry, list, { head: {}, bytes }).catch((error) => error.code)) === "answer-odd-result", "a result without a card");
expect(/^grt_[0-9a-hjkmnp-tv-z]{16}$/.test(newGrant()) && newGrant() !== newGrant(), "an id of a grant");

// What was given, in words and in what may be done.
const grant = { state: "ready", deletion: null, contactOpen: true };
expect(["recorded", "ready", "opened", "withdrawn", "ended", "purged"].every((state) => stateWords({ state }).length === 3) && stateWords({ state: "toString" })[0] !== undefined, "every state has words");
same(["recorded", "ready", "opened", "withdrawn", "ended", "purged"].map((state) => [mayWithdraw({ ...grant, state }), mayAskDeletion({ ...grant, state }), mayWrite({ ...grant, state })]),
  [[true, false, true], [true, false, true], [false, true, true], [false, false, false], [false, false, false], [false, false, false]], "what may be done when");
expect(!mayAskDeletion({ ...grant, state: "opened", deletion: { askedAt: 1 } }) && !mayWrite({ ...grant, contactOpen: false }) && !isOpenAsk({ state: "refused" }, grant) && !isOpenAsk({ state: "open" }, { ...grant, state: "ended" }), "and what not any more");
const day = (value) => `day ${value}`;
expect(deletionWords(null, day) === "" && deletionWords({ askedAt: 1, confirmedAt: null }, day).includes("not confirmed") && deletionWords({ askedAt: 1, confirmedAt: 2 }, day).includes("day 2"), "deletion in words");
expect(openingWords({ at: 1, officerName: "An officer", what: "exported", purpose: "Court" }, day) === "day 1: An officer exported it. Purpose: Court", "an opening in words");

expect(whoOf("Detective", "Sample Police") === "Detective, Sample Police" && whoOf("Detective, Sample Police", "Sample Police") === "Detective, Sample Police", "an officer and their agency");

for (const one of wrong) console.log(one);
