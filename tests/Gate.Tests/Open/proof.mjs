// The proof of docs/spec/key-proof.md and the marks for hidden characters, in Node: node proof.mjs ROOT. Prints what is wrong.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const root = pathToFileURL(process.argv[2] + "/");
const { answer } = await import(new URL("src/Agencies/Keys/key-proof.mjs", root));
const { runs } = await import(new URL("src/Kit/Words/visible.mjs", root));
const vectors = Object.fromEntries((await readFile(new URL("docs/spec/key-proof.md", root), "utf8"))
  .split("```vectors\n")[1].split("```")[0].trim().split("\n").map((line) => line.split(" = ")));
const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);

const spkiPrefix = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d030107034200", "hex");
const spkiOf = (pkcs8) => new Uint8Array(Buffer.concat([spkiPrefix, Buffer.from(pkcs8, "hex").subarray(73)]));
const key = await crypto.subtle.importKey("pkcs8", Buffer.from(vectors["claimed-pkcs8"], "hex"), { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
const proof = await answer(key, spkiOf(vectors["claimed-pkcs8"]), {
  nonce: Buffer.from(vectors.nonce, "hex").toString("base64"),
  publicKey: Buffer.from(spkiOf(vectors["challenger-pkcs8"])).toString("base64"),
  subject: "ofc_0123456789abcdef",
});
expect(Buffer.from(proof).toString("hex") === vectors.proof, "the proof is another");

const shown = (text, lines = true) => runs(text, lines).map((run) => (run.name === null ? run.text : `[${run.text}]`)).join("");
for (const [text, expected] of [
  ["plain, ärger & <b>", "plain, ärger & <b>"],
  ["a\u202ecod.exe", "a[U+202E]cod.exe"],
  ["a\u2066b\u2069", "a[U+2066]b[U+2069]"],
  ["bell\u0007 null\u0000 escape\u001b", "bell[U+0007] null[U+0000] escape[U+001B]"],
  ["one\ntwo\tthree\r\nfour\rfive", "one\ntwo\tthree\r\nfour[U+000D]five"],
  ["zero\u200bwidth\ufeff", "zero[U+200B]width[U+FEFF]"],
  ["\ud800", "[U+D800]"],
  ["\u{e0041}", "[U+E0041]"],
  ["a\u200db", "a[U+200D]b"],
  ["👩\u200d👧", "👩\u200d👧"],
  ["e\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301[U+0301][U+0301]"],
]) expect(shown(text) === expected, `${JSON.stringify(text)} is shown as ${JSON.stringify(shown(text))}`);
expect(shown("a\nb\tc\r\n", false) === "a[U+000A]b[U+0009]c[U+000D][U+000A]", "one line shows line breaks");

console.log(wrong.join("\n"));
process.exitCode = wrong.length === 0 ? 0 : 1;
