// What the cameras' pages work out without a page: node pages.mjs ROOT. Prints what is wrong; nothing is right.
import { pathToFileURL } from "node:url";

const web = new URL("src/Sources/Cameras/Web/", pathToFileURL(process.argv[2] + "/"));
const { read, write } = await import(new URL("shapes.mjs", web));
const { between } = await import(new URL("timeline.mjs", web));
const { mark } = await import(new URL("mine.mjs", web));
const { readBox } = await import(new URL("live.mjs", web));

const { readPlace, isPlace, cellOf } = await import(new URL("place.mjs", web));

const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);
const throws = (act) => {
  try {
    act();
    return false;
  } catch {
    return true;
  }
};

// Areas: what is written is read as the same, and nothing else is read.
const box = [[0, 0], [250, 0], [250, 1000], [0, 1000]];
expect(JSON.stringify(read(" 0 0  250 1000 ")) === JSON.stringify(box), "a box is read");
expect(write(box) === "0 0 250 1000", "a box is written");
for (const shape of [box, [[700, 0], [1000, 0], [1000, 400]], [[0, 0], [10, 0], [10, 10], [1, 10]], [[10, 0], [0, 0], [0, 10], [10, 10]]])
  expect(JSON.stringify(read(write(shape))) === JSON.stringify(shape), `${write(shape)} stays`);
const many = Array.from({ length: 65 }, (_, i) => `${i},0`).join(" ");
for (const typed of ["", "0 0 250", "0 0 250 1001", "250 0 0 1000", "0 0 0 10", "0,0 1,1", "0,0 1,1 1", "a b c d", "-1 0 5 5", "0 0 1e2 5", "0x1 0 5 5", "1.5 0 5 5", "0,0,0 1,1 2,2", many, "0 0 250 1000 5"])
  expect(read(typed) === null, `not an area: ${typed.slice(0, 40)}`);

// The chain of cards.
const entry = (number, previous, hash) => ({ card: { number, previous }, hash });
expect(between(null, entry(0, "0", "a")) === null, "the first of all");
expect(between(entry(0, "0", "a"), entry(1, "a", "b")) === null, "the next one");
expect(between(entry(0, "0", "a"), entry(1, "x", "b")).what === "torn", "another than it follows");
expect(JSON.stringify(between(entry(0, "0", "a"), entry(4, "c", "d"))) === '{"what":"missing","from":1,"to":3}', "numbers that are missing");
expect(between(entry(2, "0", "a"), entry(2, "0", "a")).what === "twice", "one number twice");

// Places: the same cells as the program's own (docs/spec/footage.md, section 5), and nothing that the hub would refuse.
for (const [latitude, longitude, cell] of [
  ["52.5219", "13.4132", "n52.5e13.4"], ["-33.8688", "-70.01", "s33.9w70.1"], ["0", "0", "n0.0e0.0"], ["-0.01", "-0.01", "s0.1w0.1"], ["90", "180", "n89.9e179.9"], ["-90", "-180", "s90.0w180.0"], ["-0", "0.1", "n0.0e0.1"],
]) expect(cellOf(readPlace(latitude, ` ${longitude} `)) === cell, `${latitude} ${longitude} lies in ${cell}`);
expect(readPlace("", " ") === undefined, "nothing typed is no place and no mistake");
for (const [latitude, longitude] of [["91", "0"], ["0", "180.1"], ["52,5", "13"], ["52", ""], ["1e1", "0"], ["052", "13"], ["+52", "13"], ["52.12345678", "13"], ["52.", "13"], [".5", "13"], ["NaN", "0"]])
  expect(readPlace(latitude, longitude) === null && !isPlace({ latitude, longitude }), `no place: ${latitude} ${longitude}`);
for (const odd of [null, 5, { latitude: "1" }, { latitude: 1, longitude: 2 }, { latitude: "1", longitude: "2", more: "3" }]) expect(!isPlace(odd), "no place as it is kept");

// Marks.
expect(mark("0".repeat(64)) === "0000-0000-0000" && mark("f".repeat(64)) === "ZZZZ-ZZZZ-ZZZZ", "both ends of a mark");
expect(mark("000000000000001" + "0".repeat(49)) === "0000-0000-0001" && /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/.test(mark("9a3f".repeat(16))), "a mark's characters");

// Boxes of a live view.
const head = new TextEncoder().encode(JSON.stringify({ codecs: "avc1.64001f", width: 2, height: 2, initial: 3 }));
const key = Uint8Array.of(1, 0, head.length, ...head, 7, 8, 9, 10, 11);
const first = readBox(key);
expect(first.what === 1 && first.initial.join() === "7,8,9" && first.bytes.join() === "10,11", "a key frame's box");
expect(readBox(Uint8Array.of(2, 5)).bytes.join() === "5" && readBox(Uint8Array.of(3, 6)).what === 3, "boxes between");
for (const odd of [Uint8Array.of(), Uint8Array.of(9, 0, 0), key.subarray(0, 20), Uint8Array.of(4, ...key.subarray(1)), key.subarray(0, 3 + head.length + 2)]) expect(throws(() => readBox(odd)), "no box of a live view");

for (const one of wrong) console.log(one);
