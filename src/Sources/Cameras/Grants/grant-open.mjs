// Opens what an owner gave, in the officer's page: docs/spec/grant.md. No DOM, no network.
import { Refused, hex, joined, sha256, text } from "./bytes.mjs";
import { readSigned } from "./holders.mjs";
import { unpacked, unsealed, unwrap } from "./grant-file.mjs";

const mostText = 262144;

/**
 * @param grant its id.
 * @param file Uint8Array, as it was fetched.
 * @param sha256Hex what the owner signed that the file is.
 * @param wrapped Uint8Array.
 * @param own spki and privateKey.
 * @returns video (Uint8Array), card (the payload that the hub signed), cardText, edits, editsText, and checks: what was compared.
 */
export async function openGrant({ grant, file, sha256Hex, wrapped, own }) {
  if (hex(await sha256(file)) !== sha256Hex) throw new Refused("footage-bad-grant");
  const key = await unwrap(grant, wrapped, own);
  const files = unpacked(joined(...await unsealed(grant, key, file)));
  key.fill(0);
  const [video, card, edits] = [files["video.mp4"], files["card.json"], files["edits.json"]];
  if (card.length > mostText || edits.length > mostText) throw new Refused("footage-bad-grant");
  const [cardText, editsText] = [text(card), text(edits)];
  const said = readSigned(cardText, "derived").payload;
  return {
    video,
    card: said,
    cardText,
    edits: JSON.parse(editsText),
    editsText,
    checks: { grant: said.grant === grant, video: said.video === hex(await sha256(video)), edits: said.edits === hex(await sha256(edits)) },
  };
}
