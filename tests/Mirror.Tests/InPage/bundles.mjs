// Which files of the log the page asks for while the log grows: none that it can know to be gone. Prints what differs.
import { pathToFileURL } from "node:url";

const root = process.argv[2];
const module = (name) => import(pathToFileURL(`${root}/src/Mirror/InPage/${name}.mjs`));
const { readLog } = await module("log");
const { leafHash, nodeHash, utf8 } = await module("bytes");

const fact = (members) => utf8(JSON.stringify(Object.fromEntries(Object.entries({ at: "2026-01-05T09:00:00Z", ...members }).sort(([a], [b]) => (a < b ? -1 : 1)))));
const first = fact({ kind: "log-opened", n: 1, origin: "record.example/writ", promise: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", spec: "writ.record/v1" });
const entries = [first, ...Array.from({ length: 299 }, (_, i) => fact({ kind: "correction", n: 9, entry: 0, text: `Number ${i}` }))];

function rootOf(hashes) {
  if (hashes.length === 1) return hashes[0];
  let half = 1;
  while (half * 2 < hashes.length) half *= 2;
  return nodeHash(rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)));
}

const bundle = (from, to) => Uint8Array.from(entries.slice(from, to).flatMap((entry) => [entry.length >> 8, entry.length & 255, ...entry]));
const checkpoint = (size) => ({ origin: "record.example/writ", size, root: rootOf(entries.slice(0, size).map(leafHash)) });

/** The files asked for: the log had so many entries when its checkpoint was read, and has more now. A partial bundle goes once the full one is there. */
async function asked(size, now, later = now) {
  const paths = [];
  const fetched = async (path) => {
    paths.push(path);
    if (path === "ledger/checkpoint") return utf8(`record.example/writ\n${now}\n`);
    const partial = /^ledger\/tile\/entries\/(\d{3})(?:\.p\/(\d+))?$/.exec(path);
    const [index, width] = [Number(partial[1]), Number(partial[2] ?? 256)];
    const full = later >= 256 * (index + 1);
    return full === (partial[2] === undefined) && 256 * index + width <= later ? bundle(256 * index, 256 * index + width) : null;
  };
  await readLog(fetched, checkpoint(size), async () => {});
  return paths.map((path) => path.replace("ledger/tile/entries/", "")).join(" ");
}

const expect = (name, says, said) => said === says || console.log(`${name}: should ask for ${says}, asks for ${said}`);
expect("a log that stands", "ledger/checkpoint 000.p/200", await asked(200, 200));
expect("it grew within the bundle", "ledger/checkpoint 000.p/200", await asked(200, 250));
expect("the bundle filled meanwhile", "ledger/checkpoint 000", await asked(200, 300));
expect("the bundle fills between the two", "ledger/checkpoint 000.p/200 000", await asked(200, 250, 300));
expect("nothing partial", "000", await asked(256, 256));
expect("full ones, and then a partial one", "000 ledger/checkpoint 001.p/44", await asked(300, 300));
