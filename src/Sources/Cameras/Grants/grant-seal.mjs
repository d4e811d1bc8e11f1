// Seals what an owner gives to an officer, in the owner's page: docs/spec/grant.md. No DOM, no network.
import { Refused, fromBase64, hex, sha256, toBase64 } from "./bytes.mjs";
import { keyLength, packed, sealed, wrap } from "./grant-file.mjs";

const spkiLength = 91;
const mostKeys = 16;

/**
 * @param grant its id.
 * @param files name and bytes (Uint8Array) of each: video.mp4, card.json, edits.json, home.json, in this order.
 * @param keys of the officer: thumbprint, and spki in base64.
 * @returns file (a Blob), its sha256 (hex) and size, and wraps: thumbprint, and wrap in base64.
 */
export async function sealGrant({ grant, files, keys }) {
  if (!/^grt_[0-9abcdefghjkmnpqrstvwxyz]{16}$/.test(grant) || keys.length === 0 || keys.length > mostKeys) throw new Refused("footage-bad-grant");
  const key = crypto.getRandomValues(new Uint8Array(keyLength));
  try {
    const wraps = [];
    for (const one of keys) {
      const spki = fromBase64(one.spki, spkiLength);
      // The thumbprint that the record holds has to be this key's: the server names both.
      if (hex(await sha256(spki)) !== one.thumbprint) throw new Refused("footage-bad-grant");
      wraps.push({ thumbprint: one.thumbprint, wrap: toBase64(await wrap(grant, key, spki)) });
    }
    const file = new Blob(await sealed(grant, key, packed(files)), { type: "application/octet-stream" });
    return { file, sha256: hex(await sha256(await file.arrayBuffer())), size: file.size, wraps };
  } finally {
    key.fill(0);
  }
}
