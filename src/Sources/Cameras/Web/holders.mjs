// Holders of a home's keys, what they sign, and the chain that says who they are: docs/spec/footage.md sections 1 to 3.
import { Refused, canonical, fromBase64, hex, joined, labelled, sha256, toBase64, utf8 } from "./bytes.mjs";

const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
const signing = { name: "ECDSA", hash: "SHA-256" };
const spkiLength = 91;
const pointAt = 26;
const spkiPrefix = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
const mostBytes = 262144;
const mostHolders = 32;
const zeros = "0".repeat(64);
const isHash = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** Exactly these members, each as its check asks. */
export function reads(value, checks) {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    && Object.keys(value).length === Object.keys(checks).length
    && Object.entries(checks).every(([name, check]) => Object.hasOwn(value, name) && check(value[name]));
}

/** @param keys sign and seal, each a SubjectPublicKeyInfo in base64. */
export async function holder(keys) {
  try {
    const [sign, seal] = [fromBase64(keys.sign, spkiLength), fromBase64(keys.seal, spkiLength)];
    if (keys.sign === keys.seal || [sign, seal].some((spki) => hex(spki.subarray(0, pointAt)) !== spkiPrefix)) throw new Refused("footage-chain-broken");
    // Importing refuses what is not on the curve.
    await crypto.subtle.importKey("spki", seal, { name: "ECDH", namedCurve: "P-256" }, false, []);
    const verify = await crypto.subtle.importKey("spki", sign, ecdsa, false, ["verify"]);
    const id = hex(await sha256(joined(utf8("writ.holder/v1"), sign.subarray(pointAt), seal.subarray(pointAt))));
    return { id, keys: { seal: keys.seal, sign: keys.sign }, verify, point: seal.subarray(pointAt) };
  } catch {
    throw new Refused("footage-chain-broken");
  }
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first 60 bits of a holder's id, for comparing by eye. */
export function mark(id) {
  let bits = BigInt(`0x${id.slice(0, 15)}`);
  let shown = "";
  for (let i = 0; i < 12; i++, bits >>= 5n) shown = alphabet[Number(bits & 31n)] + shown;
  return shown.match(/.{4}/g).join("-");
}

const signedBytes = (kind, payload) => joined(labelled("writ.signed/v1", kind), utf8(canonical(payload)));

/** The signed text as one string. @param own id and sign (a private key) of a holder. */
export async function sign(own, kind, payload) {
  const signature = new Uint8Array(await crypto.subtle.sign(signing, own.sign, signedBytes(kind, payload)));
  return canonical({ by: own.id, kind, payload, signature: toBase64(signature) });
}

/** Form only: believe nothing in it before isBy. */
export function readSigned(value, kind) {
  try {
    const read = JSON.parse(value);
    const fits = utf8(value).length <= mostBytes && canonical(read) === value && reads(read, {
      by: isHash,
      kind: (k) => k === kind,
      payload: (p) => p !== null && typeof p === "object" && !Array.isArray(p),
      signature: (s) => typeof s === "string" && fromBase64(s, 64),
    });
    if (fits) return read;
  } catch {
    // Refused below like every other form that is not ours.
  }
  throw new Refused("footage-not-signed");
}

export const isBy = async (signed, who) => signed.by === who.id
  && crypto.subtle.verify(signing, who.verify, fromBase64(signed.signature, 64), signedBytes(signed.kind, signed.payload));

const isKeys = (value) => reads(value, { seal: (s) => typeof s === "string", sign: (s) => typeof s === "string" });
const common = { at: isTime, home: (h) => /^hom_[0-9a-z]{16}$/.test(h), number: (n) => Number.isInteger(n) && n >= 0, previous: isHash };
const forms = {
  founded: { hub: isKeys, owner: isKeys },
  added: { holder: isKeys, role: (r) => ["owner", "member", "recovery"].includes(r) },
  removed: { holder: isHash },
};

/** Who holds keys now. Each statement is checked against those before it. */
export class HomeChain {
  home = null;
  hub = null;
  end = zeros;
  texts = [];
  #holders = new Map();
  #gone = new Set();

  static async read(texts) {
    const chain = new HomeChain();
    if (texts.length === 0) throw new Refused("footage-chain-broken");
    for (const one of texts) await chain.add(one);
    return chain;
  }

  get holders() {
    return [...this.#holders.values()];
  }

  find(id) {
    return this.#holders.get(id) ?? null;
  }

  /** The payload of the next statement, for its signer. */
  next(members) {
    return { at: new Date().toISOString(), home: this.home, number: this.texts.length, previous: this.end, ...members };
  }

  async add(value) {
    const signed = readSigned(value, "home");
    const said = signed.payload;
    const form = Object.hasOwn(forms, said.what) ? forms[said.what] : null;
    if (!form || !reads(said, { ...common, what: () => true, ...form })) throw new Refused("footage-chain-broken");
    if (said.number !== this.texts.length || said.previous !== this.end || (this.home && said.home !== this.home)) throw new Refused("footage-chain-broken");
    await (said.what === "founded" ? this.#found(signed) : this.#change(signed));
    this.texts.push(value);
    this.end = hex(await sha256(utf8(value)));
  }

  async #found(signed) {
    if (signed.payload.number !== 0) throw new Refused("footage-chain-broken");
    const [hub, owner] = [await holder(signed.payload.hub), await holder(signed.payload.owner)];
    if (hub.id === owner.id || !(await isBy(signed, hub))) throw new Refused("footage-chain-broken");
    this.home = signed.payload.home;
    this.hub = hub;
    this.#holders.set(hub.id, { ...hub, role: "hub" });
    this.#holders.set(owner.id, { ...owner, role: "owner" });
  }

  async #change(signed) {
    const said = signed.payload;
    const signer = this.find(signed.by);
    if (!signer || !(await isBy(signed, signer))) throw new Refused("footage-not-a-holder");
    const may = signer.role === "owner" || signer.role === "recovery";
    if (said.what === "added") {
      if (!may) throw new Refused("footage-not-a-holder");
      const added = await holder(said.holder);
      if (this.#holders.has(added.id) || this.#gone.has(added.id)) throw new Refused("footage-chain-broken");
      if (this.#holders.size >= mostHolders) throw new Refused("footage-too-many-holders");
      this.#holders.set(added.id, { ...added, role: said.role });
      return;
    }
    if (!may && said.holder !== signed.by) throw new Refused("footage-not-a-holder");
    const leaving = this.find(said.holder);
    if (!leaving) throw new Refused("footage-chain-broken");
    if (leaving.role === "hub") throw new Refused("footage-not-a-holder");
    if (!this.holders.some((one) => one.role === "owner" && one.id !== said.holder)) throw new Refused("footage-last-owner");
    this.#holders.delete(said.holder);
    this.#gone.add(said.holder);
  }
}

