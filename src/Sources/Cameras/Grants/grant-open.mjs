// Opens what an owner gave, in the officer's page: docs/spec/grant.md. No DOM, no network.
import { Refused, hex, joined, sha256, text } from "./bytes.mjs";
import { proofOf } from "./grant-proof.mjs";
import { unpacked, unsealed, unwrap } from "./grant-file.mjs";

const mostText = 262144;

/**
 * @param grant its id.
 * @param file Uint8Array, as it was fetched.
 * @param sha256Hex what the owner signed that the file is.
 * @param wrapped Uint8Array.
 * @param own spki and privateKey.
 * @param told what the site says of the home, see proofOf.
 * @returns video (Uint8Array), card (the payload that the hub signed), edits, the texts of the other files, hub and checks: what was proved.
 */
export async function openGrant({ grant, file, sha256Hex, wrapped, own, told = null }) {
  if (hex(await sha256(file)) !== sha256Hex) throw new Refused("footage-bad-grant");
  const key = await unwrap(grant, wrapped, own);
  const files = unpacked(joined(...await unsealed(grant, key, file)));
  key.fill(0);
  const video = files["video.mp4"];
  const others = [files["card.json"], files["edits.json"], files["home.json"]];
  if (others.some((one) => one.length > mostText)) throw new Refused("footage-bad-grant");
  const [cardText, editsText, homeText] = others.map(text);
  const { card, list, hub, checks } = await proofOf({ grant, video, cardText, editsText, homeText, told });
  return { video, card, cardText, edits: list, editsText, homeText, hub, checks };
}
