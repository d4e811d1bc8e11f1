// Runs the published vectors against the modules of the page, in Node: node vectors.mjs ROOT. Prints what is wrong; nothing is right.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(process.argv[2] + "/");
const { openProduction } = await import(new URL("src/Gate/Open/production.mjs", root));
const { readKeyFile } = await import(new URL("src/Gate/Open/key-file.mjs", root));
const { Sha256 } = await import(new URL("src/Gate/Open/sha256.mjs", root));
const vectors = JSON.parse(await readFile(new URL("docs/spec/production-vectors.json", root)));
const spec = Object.fromEntries((await readFile(new URL("docs/spec/sealing.md", root), "utf8"))
  .split("```vectors\n")[1].split("```")[0].trim().split("\n").map((line) => line.split(" = ")));

const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);
const pem = (pkcs8) => `-----BEGIN PRIVATE KEY-----\n${Buffer.from(pkcs8, "hex").toString("base64")}\n-----END PRIVATE KEY-----\n`;
const key = await readKeyFile(pem(vectors.recipient));

async function* inPieces(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield new Uint8Array(bytes.subarray(at, at + size));
}

async function outcome(bytes, size, keys = [key], expected = {}) {
  try {
    const { files } = await openProduction(inPieces(bytes, size), keys, expected);
    const found = {};
    for (const file of files) found[file.path] = createHash("sha256").update(Buffer.from(await file.blob.arrayBuffer())).digest("hex");
    return JSON.stringify(found);
  } catch (error) {
    return error.code ?? String(error.stack);
  }
}

for (const { name, sealed, refused, files } of vectors.cases) {
  for (const size of [1 << 20, 977]) {
    const said = await outcome(Buffer.from(sealed, "base64"), size);
    expect(said === (refused ?? JSON.stringify(files)), `${name}, in pieces of ${size}: ${said}`);
  }
}

// Every byte of a whole file counts.
const good = Buffer.from(vectors.cases.find((one) => one.name === "two recipients").sealed, "base64");
for (let at = 0; at < good.length; at++) {
  const changed = Buffer.from(good);
  changed[at] ^= 1;
  const said = await outcome(changed, 4096);
  expect(/^(sealing|production)-/.test(said), `byte ${at} flipped: ${said}`);
}
for (let length = 0; length < good.length; length += 61) expect(/^sealing-/.test(await outcome(good.subarray(0, length), 4096)), `cut at ${length}`);

expect((await outcome(good, 4096, [])) === "sealing-not-a-recipient", "no key opens");
expect((await outcome(good, 4096, [key], { production: "prd_zzzzzzzzzzzzzzzz" })) === "open-another-production", "another production opens");
expect((await outcome(good, 4096, [key], { demand: "dmd_zzzzzzzzzzzzzzzz" })) === "open-another-production", "a production of another demand opens");
const second = await readKeyFile(pem(spec["recipient-2-pkcs8"]));
expect((await outcome(good, 4096, [second])).startsWith("{"), "the second recipient does not open");
expect((await outcome(good, 4096, [{ ...key, privateKey: second.privateKey }])) === "sealing-file-changed", "a key that is not its thumbprint's opens");

// Key files.
for (const bad of ["", "hello", pem(vectors.recipient) + "x", "x" + pem(vectors.recipient), pem(vectors.recipient).replaceAll("PRIVATE", "EC PRIVATE"), pem(vectors.recipient.slice(2)), pem(vectors.recipient + "00"), pem(vectors.recipient).replaceAll("PRIVATE", "ENCRYPTED PRIVATE"), pem(spec["account-spki"])])
  expect((await readKeyFile(bad).catch((error) => error.code)) === "sealing-bad-private-key", `taken for a key file: ${bad}`);
expect(!key.privateKey.extractable, "the key can be exported");

// SHA-256 in steps, around the lengths of blocks.
for (let length = 0; length < 300; length++) {
  const bytes = Buffer.alloc(length, length);
  const hash = new Sha256().update(bytes.subarray(0, length / 3)).update(bytes.subarray(length / 3));
  expect(hash.hex() === createHash("sha256").update(bytes).digest("hex"), `SHA-256 of ${length} bytes`);
}

console.log(wrong.slice(0, 20).join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
