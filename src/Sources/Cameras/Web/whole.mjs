// A whole clip, opened chunk by chunk and compared with its card before anybody is given it.
import { send, stored } from "./ask.mjs";
import { Refused } from "./bytes.mjs";
import { openChunk, plainLength, sealedChunkLength } from "./clips.mjs";
import { Sha256 } from "./sha256.mjs";

const chunksAtOnce = 32;

/** What the clip's video is, piece by piece; throws at the end where it is not what the hub signed. */
export async function* plainVideo(mine, entry) {
  const { view, card, keys } = entry;
  const key = await keys.part("video");
  const chunks = Math.ceil(view.video / sealedChunkLength);
  const hash = new Sha256();
  for (let first = 0; first < chunks; first += chunksAtOnce) {
    const from = first * sealedChunkLength;
    const bytes = await stored(`${mine.id}/clips/${view.clip}/video`, from, Math.min((first + chunksAtOnce) * sealedChunkLength, view.video));
    for (let i = first; i < Math.min(first + chunksAtOnce, chunks); i++) {
      const at = i * sealedChunkLength - from;
      const plain = await openChunk(key, i, i === chunks - 1, bytes.subarray(at, at + sealedChunkLength));
      hash.update(plain);
      yield plain;
    }
  }
  if (hash.hex() !== card.video) throw new Refused("footage-bad-card");
}

/** The clip as a file in memory that the browser may put on its disk. @param step is told the share that is done. */
export async function wholeClip(mine, entry, step = () => {}) {
  const parts = [];
  const size = plainLength(entry.view.video);
  let got = 0;
  for await (const plain of plainVideo(mine, entry)) {
    parts.push(new Blob([plain]));
    got += plain.length;
    step(got / size);
  }
  return new Blob(parts, { type: "video/mp4" });
}

/** A name that every system takes: what the camera is called, and when the clip begins. */
export function fileName(called, card) {
  const words = called.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "camera";
  return `${words}-${card.from.slice(0, 19).replace(/:/g, "-")}Z-${card.number}.mp4`;
}

/** Every clip of the home, as listed. */
export async function* allClips(mine) {
  let after = "";
  do {
    const page = await (await send(`${mine.id}/export?after=${after}`)).json();
    yield* page.clips;
    after = page.next;
  } while (after);
}
