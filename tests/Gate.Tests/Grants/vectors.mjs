// Runs the published vectors against the modules of the pages, in Node: node vectors.mjs ROOT. Prints what is wrong; nothing is right.
import { createHash } from "node:crypto";
import { mkdtemp, readFile, copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(process.argv[2] + "/");
// The modules import one another as siblings; on the site they are.
const folder = await mkdtemp(join(tmpdir(), "writ-test-"));
for (const [from, name] of [["Web", "bytes.mjs"], ["Web", "holders.mjs"], ["Grants", "grant-file.mjs"], ["Grants", "grant-seal.mjs"], ["Grants", "grant-open.mjs"], ["Grants", "grant-proof.mjs"]])
  await copyFile(new URL(`src/Sources/Cameras/${from}/${name}`, root), join(folder, name));
const load = (name) => import(pathToFileURL(join(folder, name)));
const { names, packed, sealed, unpacked, unsealed, unwrap } = await load("grant-file.mjs");
const { sealGrant } = await load("grant-seal.mjs");
const { openGrant } = await load("grant-open.mjs");
const { isWhole, proofOf } = await load("grant-proof.mjs");
const { canonical } = await load("bytes.mjs");
const vectors = JSON.parse(await readFile(new URL("docs/spec/grant-vectors.json", root)));

const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const pkcs8 = Buffer.from(vectors.recipient, "hex");
const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
const spki = new Uint8Array(Buffer.concat([Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex").subarray(0, 26), pkcs8.subarray(73)]));
const own = { spki, privateKey };

async function outcome(grant, file, wrap) {
  try {
    return Buffer.concat(await unsealed(grant, await unwrap(grant, wrap, own), file));
  } catch (error) {
    return error.code ?? String(error.stack);
  }
}

for (const { name, file, wrap, sha256: hash, refused } of vectors.cases) {
  const said = await outcome(vectors.grant, bytes(file), bytes(wrap));
  expect(refused ? said === refused : sha256(said) === hash, `${name}: ${said}`);
}

// Every byte of a file and of its wrap counts.
const small = vectors.cases.find((one) => one.name === "a small film");
for (let at = 0; at < bytes(small.file).length; at += 3) {
  const changed = bytes(small.file);
  changed[at] ^= 1;
  expect((await outcome(vectors.grant, changed, bytes(small.wrap))) === "footage-bad-grant", `byte ${at} of the file flipped`);
}
for (let at = 0; at < bytes(small.wrap).length; at++) {
  const changed = bytes(small.wrap);
  changed[at] ^= 1;
  expect((await outcome(vectors.grant, bytes(small.file), changed)) === "footage-bad-grant", `byte ${at} of the wrap flipped`);
}

// The archive, byte by byte.
const plain = await outcome(vectors.grant, bytes(small.file), bytes(small.wrap));
const text = (value) => new TextEncoder().encode(value);
const packedNow = Buffer.from(await packed([{ name: "video.mp4", bytes: text("film") }, { name: "card.json", bytes: text("{}") }, { name: "edits.json", bytes: text("[]") }, { name: "home.json", bytes: text("{}") }]).arrayBuffer());
expect(packedNow.equals(plain), "the archive is another than the other program makes");
expect(new TextDecoder().decode(unpacked(new Uint8Array(plain))["video.mp4"]) === "film", "the archive is not read back");
for (let at = 0; at < plain.length; at++) {
  // What is in a file is the card's and the cipher's to hold, not the archive's.
  if ([[512, 516], [1536, 1538], [2560, 2562], [3584, 3586]].some(([from, to]) => at >= from && at < to)) continue;
  const changed = new Uint8Array(plain);
  changed[at] ^= 1;
  let code = "none";
  try {
    unpacked(changed);
  } catch (error) {
    code = error.code;
  }
  expect(code === "footage-bad-grant", `byte ${at} of the archive flipped: ${code}`);
}
expect(names.length === 4, "another number of files");

// Seal and open, as the two pages do.
const { proofs } = vectors;
const right = proofs.find((one) => one.name === "as it should be");
const video = crypto.getRandomValues(new Uint8Array(60_000));
const [edits, home] = [text(right.edits), text(right.home)];
const shape = JSON.parse(right.card);
const card = (grant, film = sha256(video)) => text(canonical({ ...shape, payload: { ...shape.payload, grant, video: film } }));
const keys = [{ thumbprint: sha256(spki), spki: Buffer.from(spki).toString("base64") }];
const files = (it, film = video) => [{ name: "video.mp4", bytes: film }, { name: "card.json", bytes: it }, { name: "edits.json", bytes: edits }, { name: "home.json", bytes: home }];
const made = async (grant, it, film) => sealGrant({ grant, keys, files: files(it, film) });
const film = bytes(right.video);
const given = await made(vectors.grant, text(right.card), film);
const file = new Uint8Array(await given.file.arrayBuffer());
expect(given.size === file.length && given.sha256 === sha256(file) && given.wraps[0].thumbprint === keys[0].thumbprint, "what was sealed is not what is said of it");
const opened = await openGrant({ grant: vectors.grant, file, sha256Hex: given.sha256, wrapped: bytes(given.wraps[0].wrap), own });
expect(Buffer.from(opened.video).equals(Buffer.from(film)) && isWhole(opened.checks) && opened.edits.audio === false && opened.homeText === right.home, "what was sealed does not open");
const other = await made(vectors.grant, card("grt_0123456789abcdeg", "0".repeat(64)));
const odd = await openGrant({ grant: vectors.grant, file: new Uint8Array(await other.file.arrayBuffer()), sha256Hex: other.sha256, wrapped: bytes(other.wraps[0].wrap), own });
expect(!odd.checks.grant && !odd.checks.video && odd.checks.edits && !odd.checks.hub && !isWhole(odd.checks), "a card of something else is not seen");
expect((await openGrant({ grant: vectors.grant, file, sha256Hex: "0".repeat(64), wrapped: bytes(given.wraps[0].wrap), own }).catch((e) => e.code)) === "footage-bad-grant", "another file opens");
for (const bad of [{ grant: "grt_x" }, { keys: [] }, { keys: [{ ...keys[0], thumbprint: "0".repeat(64) }] }, { files: [] }]) {
  const code = await sealGrant({ grant: vectors.grant, keys, files: files(edits), ...bad }).catch((e) => e.code);
  expect(code === "footage-bad-grant", `sealed though it must not: ${Object.keys(bad)}`);
}
expect((await sealed(vectors.grant, new Uint8Array(32), new Blob([]))).length === 2, "nothing is one chunk");

// What the files prove by themselves, and what the site says beside it.
for (const { name, card: cardText, edits: editsText, home: homeText, video: base64, holds, refused } of proofs) {
  const proof = await proofOf({ grant: vectors.grant, video: bytes(base64), cardText, editsText, homeText }).catch((error) => error.code ?? String(error.stack));
  const said = typeof proof === "string" ? proof : Object.keys(proof.checks).filter((one) => proof.checks[one]).join(" ");
  expect(said === (refused ?? holds.join(" ")), `${name}: ${said}`);
  if (!refused) expect(isWhole(proof.checks) === (holds.length === 5) && proof.checks.site === null, `${name}: the whole`);
}
const asked = async (told) => (await proofOf({ grant: vectors.grant, video: film, cardText: right.card, editsText: right.edits, homeText: right.home, told })).checks;
const [id, founded] = [JSON.parse(right.home).payload.home, sha256(home)];
for (const [told, site, same] of [[{ home: id, founded }, true, true], [{ home: id, founded: "0".repeat(64) }, false, true], [{ home: id, founded: null }, null, true], [{ home: "hom_0123456789abcdeg", founded }, true, false]]) {
  const checks = await asked(told);
  expect(checks.site === site && checks.home === same && isWhole(checks) === (site !== false && same), `the site says ${JSON.stringify(told)}`);
}

console.log(wrong.slice(0, 20).join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
