// What the files of an opened grant prove by themselves: docs/spec/grant.md section 6. No DOM, no network.
import { Refused, canonical, hex, sha256, utf8 } from "./bytes.mjs";
import { HomeChain, isBy, mark, readSigned, reads } from "./holders.mjs";

const mostMilliseconds = 600_000;
const mostPixels = 16384;
const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isId = (prefix) => (value) => typeof value === "string" && new RegExp(`^${prefix}_[0-9abcdefghjkmnpqrstvwxyz]{16}$`).test(value);
const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));
const within = (least, most) => (value) => Number.isInteger(value) && value >= least && value <= most;

const form = {
  at: isTime, clip: isId("clp"), edits: isHash, from: within(0, mostMilliseconds), grant: isId("grt"), height: within(1, mostPixels), home: isId("hom"),
  milliseconds: within(1, mostMilliseconds), number: within(0, 2147483647), original: isHash, to: within(1, mostMilliseconds), video: isHash, width: within(1, mostPixels),
};

/** The edit list, or an empty one where it is not in its one spelling. */
function listOf(editsText) {
  try {
    const list = JSON.parse(editsText);
    return list !== null && typeof list === "object" && !Array.isArray(list) && canonical(list) === editsText ? list : {};
  } catch {
    return {};
  }
}

/**
 * @param video Uint8Array. @param homeText the home's founding statement as it came.
 * @param told what the site says beside it: home (id) and founded (SHA-256 of that statement in hex, or null where it does not know it); null: nobody was asked.
 * @returns card (the payload), hub (characters, or null), checks: grant, video, edits, home, hub: whether it holds; site: null where there is nothing to compare with.
 */
export async function proofOf({ grant, video, cardText, editsText, homeText, told = null }) {
  const signed = readSigned(cardText, "derived");
  const card = signed.payload;
  if (!reads(card, form) || card.from >= card.to) throw new Refused("footage-bad-grant");
  const list = listOf(editsText);
  const chain = await HomeChain.read([homeText]).catch(() => null);
  return {
    card,
    list,
    hub: chain && mark(chain.hub.id),
    checks: {
      grant: card.grant === grant && list.grant === card.grant,
      video: card.video === hex(await sha256(video)),
      edits: card.edits === hex(await sha256(utf8(editsText))) && ["clip", "from", "to"].every((name) => list[name] === card[name]),
      home: chain !== null && chain.home === card.home && (told === null || told.home === card.home),
      hub: chain !== null && (await isBy(signed, chain.hub)),
      site: told?.founded ? told.founded === hex(await sha256(utf8(homeText))) : null,
    },
  };
}

/** Whether all holds that could be looked at. */
export const isWhole = (checks) => Object.values(checks).every((one) => one !== false);
