// Orders of a page, with a hub that this test plays: node orders.mjs ROOT. Prints what is wrong; nothing is right.
import { pathToFileURL } from "node:url";

const web = new URL("src/Sources/Cameras/Web/", pathToFileURL(process.argv[2] + "/"));
const { order } = await import(new URL("orders.mjs", web));
const { openBox, sealBox } = await import(new URL("home.mjs", web));
const { holder, isBy, readSigned } = await import(new URL("holders.mjs", web));
const { newPairs } = await import(new URL("keeper.mjs", web));
const { joined, text, u32, utf8 } = await import(new URL("bytes.mjs", web));

const wrong = [];
const expect = (holds, what) => holds || wrong.push(what);
const id = "hom_0123456789abcdef";
const key = { home: id, generation: 0, secret: crypto.getRandomValues(new Uint8Array(32)) };
const keys = new Map([[0, key]]);
const pairs = await newPairs();
const home = {
  id, own: { id: pairs.id, sign: pairs.sign },
  sealBox: (purpose, content, least) => sealBox(key, purpose, content, least),
  openBox: (purpose, box) => openBox(keys, purpose, box),
};
globalThis.document = { querySelector: () => ({ value: "proof" }) };

/** What came, and pieces that answer it. */
let came = [];
let answers = () => [];
let ended = 0;
globalThis.fetch = async (path, { method, body }) => {
  const [, , , , , name, number] = path.split("?")[0].split("/");
  if (method === "POST") {
    const signed = readSigned(text(await openBox(keys, `order/${name}`, body)), "order");
    came.push({ signed, size: body.length, mine: await isBy(signed, await holder(pairs.keys)) });
    return new Response(null, { status: 204 });
  }
  if (method === "DELETE") {
    ended++;
    return new Response(null, { status: 204 });
  }
  const contents = answers();
  const piece = contents[Number(number)];
  if (piece === undefined) return new Response(null, { status: 204 });
  return new Response(await sealBox(key, `order/${name}/${number}`, piece, 65536), { status: 200 });
};

const thrown = async (act) => {
  try {
    await act();
    return null;
  } catch (error) {
    return error;
  }
};

// An answer with bytes, over three pieces, after a word that the hub is at it.
const head = utf8('{"codecs":"avc1.64001f"}');
const bytes = new Uint8Array(100_000).map((_, i) => i * 7);
const whole = joined(head, bytes);
answers = () => [Uint8Array.of(0, 1, 244), joined(Uint8Array.of(1), u32(head.length), u32(bytes.length), whole.slice(0, 65_000)), joined(Uint8Array.of(2), whole.slice(65_000))];
const told = [];
const got = await order(home, "render", { shapes: [[1, 2]] }, { onProgress: (one) => told.push(one) });
expect(got.head.codecs === "avc1.64001f" && got.bytes.length === bytes.length && got.bytes.every((byte, i) => byte === bytes[i]), "head and bytes come whole");
expect(told[0].done === 0.5 && told.at(-1).fetched === 1, "progress is told");
const [{ signed, size, mine }] = came;
expect(mine && signed.payload.what === "render" && signed.payload.home === id && JSON.stringify(signed.payload.content) === '{"shapes":[[1,2]]}', "the order says what it is to do");
expect(size === 16_384 + 4 + 33 + 16, `an order has one size: ${size}`);
expect(ended === 1, "the page says when it waits no more");

// Orders of another length have the same size.
came = [];
answers = () => [joined(Uint8Array.of(1), u32(2), u32(0), utf8("{}"))];
const empty = await order(home, "choose", { choices: { rqs_0123456789abcdef: "declined" } });
expect(JSON.stringify(empty.head) === "{}" && empty.bytes.length === 0, "an answer without bytes");
expect(came[0].size === size, "the same size whatever it says");

// What is refused, odd, or too long.
answers = () => [joined(Uint8Array.of(3), utf8('{"code":"hub-order-form","sentence":"No."}'))];
const no = await thrown(() => order(home, "faces", {}));
expect(no?.code === "hub-order-form" && no.message === "No.", "a refusal comes with its sentence");
for (const odd of [[Uint8Array.of(2, 1)], [Uint8Array.of(9)], [joined(Uint8Array.of(1), u32(2 ** 30), u32(0))], [joined(Uint8Array.of(1), u32(2), u32(0), utf8("{}x"))]]) {
  answers = () => odd;
  expect((await thrown(() => order(home, "faces", {})))?.code === "orders-odd", `not an answer: ${odd[0][0]}`);
}
answers = () => [utf8("x")];
expect((await thrown(() => order(home, "matches", { text: "a".repeat(17_000) })))?.code === "orders-too-long", "more than one order holds");

if (wrong.length > 0) console.log(wrong.join("\n"));
