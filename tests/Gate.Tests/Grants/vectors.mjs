// Runs the published vectors against the modules of the pages, in Node: node vectors.mjs ROOT. Prints what is wrong; nothing is right.
import { createHash } from "node:crypto";
import { mkdtemp, readFile, copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(process.argv[2] + "/");
// The modules import one another as siblings; on the site they are.
const folder = await mkdtemp(join(tmpdir(), "writ-test-"));
for (const [from, name] of [["Web", "bytes.mjs"], ["Web", "holders.mjs"], ["Grants", "grant-file.mjs"], ["Grants", "grant-seal.mjs"], ["Grants", "grant-open.mjs"]])
  await copyFile(new URL(`src/Sources/Cameras/${from}/${name}`, root), join(folder, name));
const load = (name) => import(pathToFileURL(join(folder, name)));
const { names, packed, sealed, unpacked, unsealed, unwrap } = await load("grant-file.mjs");
const { sealGrant } = await load("grant-seal.mjs");
const { openGrant } = await load("grant-open.mjs");
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
const packedNow = Buffer.from(await packed([{ name: "video.mp4", bytes: text("film") }, { name: "card.json", bytes: text("{}") }, { name: "edits.json", bytes: text("[]") }]).arrayBuffer());
expect(packedNow.equals(plain), "the archive is another than the other program makes");
expect(new TextDecoder().decode(unpacked(new Uint8Array(plain))["video.mp4"]) === "film", "the archive is not read back");
for (let at = 0; at < plain.length; at++) {
  // What is in a file is the card's and the cipher's to hold, not the archive's.
  if ([[512, 516], [1536, 1538], [2560, 2562]].some(([from, to]) => at >= from && at < to)) continue;
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
expect(names.length === 3, "another number of files");

// Seal and open, as the two pages do.
const video = crypto.getRandomValues(new Uint8Array(60_000));
const edits = text(canonical({ audio: false, clip: "clp_0123456789abcdef" }));
const card = (grant, film = sha256(video)) => text(canonical({ by: "0".repeat(64), kind: "derived", payload: { edits: sha256(edits), grant, video: film }, signature: Buffer.alloc(64).toString("base64") }));
const keys = [{ thumbprint: sha256(spki), spki: Buffer.from(spki).toString("base64") }];
const made = async (grant, it) => sealGrant({ grant, keys, files: [{ name: "video.mp4", bytes: video }, { name: "card.json", bytes: it }, { name: "edits.json", bytes: edits }] });
const given = await made(vectors.grant, card(vectors.grant));
const file = new Uint8Array(await given.file.arrayBuffer());
expect(given.size === file.length && given.sha256 === sha256(file) && given.wraps[0].thumbprint === keys[0].thumbprint, "what was sealed is not what is said of it");
const opened = await openGrant({ grant: vectors.grant, file, sha256Hex: given.sha256, wrapped: bytes(given.wraps[0].wrap), own });
expect(Buffer.from(opened.video).equals(Buffer.from(video)) && Object.values(opened.checks).every(Boolean) && opened.edits.audio === false, "what was sealed does not open");
const other = await made(vectors.grant, card("grt_0123456789abcdeg", "0".repeat(64)));
const odd = await openGrant({ grant: vectors.grant, file: new Uint8Array(await other.file.arrayBuffer()), sha256Hex: other.sha256, wrapped: bytes(other.wraps[0].wrap), own });
expect(!odd.checks.grant && !odd.checks.video && odd.checks.edits, "a card of something else is not seen");
expect((await openGrant({ grant: vectors.grant, file, sha256Hex: "0".repeat(64), wrapped: bytes(given.wraps[0].wrap), own }).catch((e) => e.code)) === "footage-bad-grant", "another file opens");
for (const bad of [{ grant: "grt_x" }, { keys: [] }, { keys: [{ ...keys[0], thumbprint: "0".repeat(64) }] }, { files: [] }]) {
  const code = await sealGrant({ grant: vectors.grant, keys, files: [{ name: "video.mp4", bytes: video }, { name: "card.json", bytes: edits }, { name: "edits.json", bytes: edits }], ...bad }).catch((e) => e.code);
  expect(code === "footage-bad-grant", `sealed though it must not: ${Object.keys(bad)}`);
}
expect((await sealed(vectors.grant, new Uint8Array(32), new Blob([]))).length === 2, "nothing is one chunk");

console.log(wrong.slice(0, 20).join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
