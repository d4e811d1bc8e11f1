// A home as this browser opens it: who holds keys, the home's keys, and what is sealed with them. Nothing that the server says of it is
// believed before it was checked here.
import { ask } from "./ask.mjs";
import { Refused, fromBase64, hex, sha256, text, utf8 } from "./bytes.mjs";
import { HomeChain, holder, isBy, mark, readSigned, reads, sign } from "./holders.mjs";
import { openBox, openHomeKey, sealBox } from "./home.mjs";
import { deviceOf, keep, ownOf } from "./keeper.mjs";
import { isPlace } from "./place.mjs";

export { mark };

/** Everybody who ever held keys, by id: role, since when, and until when. */
async function everybody(chain) {
  const all = new Map();
  const put = async (keys, role, at) => {
    const one = await holder(keys);
    all.set(one.id, { ...one, role, since: at, until: null });
  };
  for (const one of chain.texts) {
    const said = JSON.parse(one).payload;
    if (said.what === "founded") {
      await put(said.hub, "hub", said.at);
      await put(said.owner, "owner", said.at);
    } else if (said.what === "added") await put(said.holder, said.role, said.at);
    else all.get(said.holder).until = said.at;
  }
  return all;
}

/**
 * What this browser is in the home: none: it has no keys; asking: nobody added it yet; compare: added, the hub was not compared yet;
 * removed; waiting: the hub has not sealed the home's key for it yet; open.
 */
export class Mine {
  keys = new Map();
  standing = "none";
  names = {};
  places = {};
  members = {};

  constructor(state, chain, device) {
    this.id = state.home;
    this.state = state;
    this.chain = chain;
    this.device = device;
  }

  /** The newest key: what this browser seals is sealed with it. */
  get key() {
    // Each removal begins the next generation: under the one before the removed device could read.
    const newest = Math.max(...this.keys.keys());
    if (newest < this.chain.texts.filter((one) => JSON.parse(one).payload.what === "removed").length) throw new Refused("cameras-key-old");
    return this.keys.get(newest);
  }

  /** Whether this browser may add, remove and set. */
  get decides() {
    return this.standing === "open" && this.chain.find(this.own.id)?.role === "owner";
  }

  async open() {
    this.everybody = await everybody(this.chain);
    if (!this.device) return;
    this.own = await ownOf(this.device);
    const { hub, length, end } = this.device;
    if (hub && hub !== this.chain.hub.id) throw new Refused("cameras-other-hub");
    if (length > 0) {
      const there = this.chain.texts[length - 1];
      if (there === undefined || hex(await sha256(utf8(there))) !== end) throw new Refused("cameras-list-turned");
    }
    if (!this.chain.find(this.own.id)) {
      this.standing = this.everybody.has(this.own.id) ? "removed" : "asking";
      return;
    }
    if (!hub) {
      this.standing = "compare";
      return;
    }
    await this.#remember({ length: this.chain.texts.length, end: this.chain.end });
    await this.#openKeys();
    this.standing = this.keys.size > 0 ? "open" : "waiting";
    if (this.standing === "open") await this.#readProfile();
  }

  /** The person has compared the hub's characters with those on another device. */
  async trustHub() {
    await this.#remember({ hub: this.chain.hub.id, length: this.chain.texts.length, end: this.chain.end });
  }

  async #openKeys() {
    const { paper } = this.device;
    const able = paper ? [this.own, { id: paper.id, seal: paper.seal, point: (await holder(paper.keys)).point }] : [this.own];
    for (const { record } of this.state.keys) {
      for (const own of able) {
        try {
          const key = await openHomeKey(record, this.chain, own);
          this.keys.set(key.generation, key);
          break;
        } catch (error) {
          // Written before this browser was added: the hub writes it anew when it hears of it.
          if (error.code !== "footage-bad-home-key") throw error;
        }
      }
    }
  }

  async #readProfile() {
    [this.names, this.places, this.members] = [{}, {}, {}];
    if (!this.state.profile) return;
    const said = await this.signedIn("profile", "profile", this.state.profile.box).catch(() => null);
    if (!said || said.home !== this.id) return;
    const take = (all, fits) => Object.fromEntries(Object.entries(all !== null && typeof all === "object" ? all : {}).filter(([, value]) => fits(value)));
    this.names = take(said.names, (name) => typeof name === "string" && name.length <= 60);
    this.places = take(said.places, isPlace);
    this.members = take(said.members, Number.isInteger);
  }

  /** What an owner signed and sealed for a purpose; refused where somebody else did. */
  async signedIn(purpose, kind, box) {
    const signed = readSigned(text(await this.openBox(purpose, box)), kind);
    const who = this.everybody.get(signed.by);
    if (!who || !["owner", "recovery"].includes(who.role) || !(await isBy(signed, who))) throw new Refused("footage-not-a-holder");
    return signed.payload;
  }

  /** @param box base64, or bytes. */
  openBox(purpose, box) {
    return openBox(this.keys, purpose, typeof box === "string" ? fromBase64(box) : box);
  }

  sealBox(purpose, content, least) {
    return sealBox(this.key, purpose, content, least);
  }

  /** Signs and seals it; gives the box. */
  async seal(purpose, kind, payload) {
    return this.sealBox(purpose, utf8(await sign(this.own, kind, payload)));
  }

  /** Signs the next statement and brings it; whoever was faster is the refusal sources-box-number, and then nothing changed here. */
  async declare(members) {
    const statement = await sign(this.own, "home", this.chain.next(members));
    const next = await HomeChain.read(this.chain.texts);
    await next.add(statement);
    await ask(`${this.id}/statements`, { method: "POST", json: { statement } });
    this.chain = next;
    this.everybody = await everybody(next);
    await this.#remember({ length: next.texts.length, end: next.end });
  }

  #remember(more) {
    this.device = { ...this.device, ...more };
    return keep(this.device);
  }

  /** Keeps what devices are called, whose they are and where cameras are: where the household and the hub alone read it. @param change of names, members, places. */
  async saveProfile(change) {
    const number = (this.state.profile?.number ?? 0) + 1;
    const next = { names: this.names, members: this.members, places: this.places, ...change };
    const payload = { at: new Date().toISOString(), home: this.id, names: next.names, number };
    for (const part of ["members", "places"]) if (Object.keys(next[part]).length > 0) payload[part] = next[part];
    const box = await this.seal("profile", "profile", payload);
    await ask(`${this.id}/profile?number=${number}`, { method: "PUT", bytes: box });
    Object.assign(this, next);
    this.state.profile = { number };
  }

  /** @param place or undefined, where it is not to be kept. */
  async place(camera, place) {
    const places = { ...this.places, [camera]: place };
    if (!place) delete places[camera];
    await this.saveProfile({ places });
  }

  /** What a holder is called. */
  nameOf(id) {
    const who = this.everybody.get(id);
    if (this.names[id]) return this.names[id];
    return { hub: "The hub", recovery: "The printed recovery code", member: `A member’s device, ${mark(id)}`, owner: `A device, ${mark(id)}` }[who?.role] ?? "A device that is not known here";
  }

  /** A camera's health as the hub told it, or null. */
  async health(camera) {
    if (!camera.health) return null;
    const said = JSON.parse(text(await this.openBox(`health/${camera.camera}`, camera.health.box)));
    const fits = said !== null && typeof said === "object" && said.camera === camera.camera && typeof said.name === "string" && typeof said.sentence === "string"
      && typeof said.state === "string" && [said.since, said.at].every((time) => typeof time === "string" && !Number.isNaN(Date.parse(time)));
    return fits ? said : null;
  }

  /** A camera's settings as an owner signed them, or null. */
  async settings(camera) {
    const seen = this.device.settings?.[camera.camera] ?? 0;
    if (seen > (camera.settings?.number ?? 0)) throw new Refused("cameras-settings-old");
    if (!camera.settings) return null;
    const said = await this.signedIn(`settings/${camera.camera}`, "settings", camera.settings.box);
    const shapes = (all) => Array.isArray(all) && all.every((shape) => Array.isArray(shape) && shape.every((p) => Array.isArray(p) && p.length === 2 && p.every(Number.isInteger)));
    const whole = reads(said, {
      audio: (a) => typeof a === "boolean", camera: (c) => c === camera.camera, custody: (c) => c === "owner" || c === "provider", keepDays: Number.isInteger,
      masks: shapes, name: (n) => typeof n === "string", number: (n) => n === camera.settings.number, zones: shapes,
    });
    if (!whole) throw new Refused("cameras-settings-odd");
    await this.sawSettings(camera.camera, said.number);
    return said;
  }

  /** Older ones than these are not taken for the newest any more. */
  async sawSettings(camera, number) {
    if (number > (this.device.settings?.[camera] ?? 0)) await this.#remember({ settings: { ...this.device.settings, [camera]: number } });
  }
}

/** @returns Mine, with its standing. */
export async function openHome(id) {
  const [device, state] = [await deviceOf(id), await ask(`${id}/state`)];
  const chain = await HomeChain.read(state.statements);
  if (chain.home !== id || state.home !== id) throw new Refused("footage-chain-broken");
  const mine = new Mine(state, chain, device);
  await mine.open();
  return mine;
}
