// Draws an area and a place on a map of the site's own, by pointer, touch or keyboard, and writes both into the fields that stay the way
// without a script. What it counts is an estimate from the same grid; the server decides.
import { judged } from "./draw-limits.mjs";
import { distance, lines, place, read, rounded, written } from "./ground.mjs";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 8;
const MOVED = 5;

class DrawnMap {
  constructor(root) {
    this.root = root;
    this.svg = root.querySelector("svg");
    this.over = root.querySelector("[data-over]");
    this.out = root.querySelector("[data-out]");
    this.says = root.querySelector("[data-says]");
    const form = root.closest("form");
    this.area = form.elements.namedItem(root.dataset.area);
    this.point = form.elements.namedItem(root.dataset.point);
    this.whole = ["south", "west", "north", "east", "wide", "high"].map((name) => Number(root.dataset[name]));
    this.limits = JSON.parse(root.dataset.limits);
    this.view = { x: 0, y: 0, wide: this.whole[4], high: this.whole[5] };
    this.ring = [];
    this.spot = null;
    this.chosen = 0;
    this.cells = null;
    this.pointers = new Map();
    this.typed();
    this.listen();
    this.look();
    root.hidden = false;
    for (const other of document.querySelectorAll("[data-draw-instead]")) other.hidden = true;
    this.show();
  }

  // -1 is the place of the incident; corners count from 0.
  get setsPoint() {
    return this.chosen === -1;
  }

  x(longitude) {
    const [, west, , east, wide] = this.whole;
    return ((longitude - west) / (east - west)) * wide;
  }

  y(latitude) {
    const [south, , north, , , high] = this.whole;
    return ((north - latitude) / (north - south)) * high;
  }

  placeAt(x, y) {
    const [south, west, north, east, wide, high] = this.whole;
    return [rounded(north - (y / high) * (north - south)), rounded(west + (x / wide) * (east - west))];
  }

  /** Units of the drawing to a pixel of the screen. */
  get unit() {
    return this.view.wide / Math.max(this.svg.clientWidth, 1);
  }

  listen() {
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("pointerdown", (event) => this.down(event));
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    this.svg.addEventListener("pointerup", (event) => this.up(event));
    this.svg.addEventListener("pointercancel", (event) => this.drop(event));
    this.svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.25 : 0.8, this.at(event));
    }, { passive: false });
    for (const button of this.root.querySelectorAll("button[data-do]")) button.addEventListener("click", () => this.act(button.dataset.do));
    for (const field of [this.area, this.point]) field.addEventListener("input", () => { this.typed(); this.show(); });
  }

  /** What stands in the fields. */
  typed() {
    const ring = read(this.area.value);
    if (ring !== null) this.ring = ring;
    this.spot = place(this.point.value);
    if (this.chosen >= this.ring.length) this.chosen = Math.max(this.ring.length - 1, 0);
  }

  /** What is drawn, into the fields. */
  write() {
    this.area.value = lines(this.ring);
    if (this.spot) this.point.value = written(this.spot);
    this.show();
  }

  /** The view that shows what is drawn; the whole map while nothing is. */
  look() {
    const all = [...this.ring, ...(this.spot ? [this.spot] : [])];
    if (all.length === 0) return this.frame(0, 0, this.whole[4]);
    const [xs, ys] = [all.map((p) => this.x(p[1])), all.map((p) => this.y(p[0]))];
    const wide = Math.max(Math.max(...xs) - Math.min(...xs), ((Math.max(...ys) - Math.min(...ys)) * this.whole[4]) / this.whole[5], this.whole[4] / 60) * 2;
    return this.centre((Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2, wide);
  }

  centre(x, y, wide) {
    const kept = Math.min(wide, this.whole[4]);
    this.frame(x - kept / 2, y - (kept * this.whole[5]) / this.whole[4] / 2, kept);
  }

  frame(x, y, wide) {
    const kept = Math.min(Math.max(wide, this.whole[4] / 400), this.whole[4]);
    const high = (kept * this.whole[5]) / this.whole[4];
    this.view = { x: Math.min(Math.max(x, 0), this.whole[4] - kept), y: Math.min(Math.max(y, 0), this.whole[5] - high), wide: kept, high };
    this.svg.setAttribute("viewBox", `${this.view.x} ${this.view.y} ${kept} ${high}`);
  }

  zoom(by, at) {
    const { x, y, wide, high } = this.view;
    const [cx, cy] = at ?? [x + wide / 2, y + high / 2];
    this.frame(cx - (cx - x) / by, cy - (cy - y) / by, wide / by);
    this.show();
  }

  at(event) {
    const box = this.svg.getBoundingClientRect();
    return [this.view.x + ((event.clientX - box.left) / box.width) * this.view.wide, this.view.y + ((event.clientY - box.top) / box.height) * this.view.high];
  }

  /** Whatever is within a finger of there: a corner's number, -1 for the incident, null for nothing. */
  near([x, y], reach) {
    let [best, least] = [null, reach * this.unit];
    const consider = (which, [lat, lon]) => {
      const far = Math.hypot(this.x(lon) - x, this.y(lat) - y);
      if (far < least) [best, least] = [which, far];
    };
    this.ring.forEach((corner, i) => consider(i, corner));
    if (this.spot) consider(-1, this.spot);
    return best;
  }

  down(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.svg.focus({ preventScroll: true });
    this.svg.setPointerCapture(event.pointerId);
    const at = this.at(event);
    this.pointers.set(event.pointerId, { at, x: event.clientX, y: event.clientY });
    this.gesture = this.pointers.size > 1 ? { spread: this.spread() } : { moved: false, dragged: this.near(at, event.pointerType === "touch" ? 24 : 12) };
    if (this.gesture.dragged !== null && this.gesture.dragged !== undefined) {
      this.chosen = this.gesture.dragged;
      this.show();
    }
  }

  spread() {
    const [a, b] = [...this.pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  }

  move(event) {
    const held = this.pointers.get(event.pointerId);
    if (!held || !this.gesture) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (this.gesture.spread !== undefined) {
      [held.x, held.y] = [event.clientX, event.clientY];
      // One of two fingers was lifted: what the other does is no gesture any more.
      if (this.pointers.size < 2) return;
      const spread = this.spread();
      if (this.gesture.spread > 0 && spread > 0) this.zoom(spread / this.gesture.spread);
      this.gesture.spread = spread;
      return;
    }

    if (!this.gesture.moved && Math.hypot(dx, dy) < MOVED) return;
    this.gesture.moved = true;
    if (this.gesture.dragged !== null) {
      this.put(this.placeAt(...this.at(event)));
      return;
    }

    [held.x, held.y] = [event.clientX, event.clientY];
    this.frame(this.view.x - dx * this.unit, this.view.y - dy * this.unit, this.view.wide);
    this.show();
  }

  up(event) {
    const gesture = this.gesture;
    this.drop(event);
    if (gesture && gesture.spread === undefined && !gesture.moved && gesture.dragged === null) {
      const there = this.placeAt(...this.at(event));
      if (this.setsPoint) this.put(there);
      else this.insert(there);
    }
    this.tell();
  }

  drop(event) {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) this.gesture = null;
  }

  /** Moves what is chosen. */
  put(there) {
    const kept = [Math.min(Math.max(there[0], -90), 90), Math.min(Math.max(there[1], -180), 180)];
    if (this.setsPoint) this.spot = kept;
    else if (this.ring[this.chosen]) this.ring[this.chosen] = kept;
    this.write();
  }

  /** A corner into the edge that is nearest, at the end while there is no area. */
  insert(there) {
    if (this.ring.length >= this.limits.corners) return;
    let at = this.ring.length;
    if (at > 2) {
      let least = Infinity;
      this.ring.forEach((corner, i) => {
        const next = this.ring[(i + 1) % this.ring.length];
        const far = distance(corner, there) + distance(there, next) - distance(corner, next);
        if (far < least) [at, least] = [i + 1, far];
      });
    }
    this.ring.splice(at, 0, there);
    this.chosen = at;
    this.write();
  }

  /** A corner after the chosen one, by keyboard: in the middle of its edge; while there is no area, a little aside. */
  add() {
    if (this.ring.length >= this.limits.corners) return;
    const { x, y, wide, high } = this.view;
    const count = this.ring.length;
    if (count === 0) this.ring.push(this.placeAt(x + wide / 2, y + high / 2));
    else if (count < 3) {
      const [lat, lon] = this.ring[count - 1];
      const aside = 60 * this.unit;
      this.ring.push(count === 1 ? this.placeAt(this.x(lon) + aside, this.y(lat)) : this.placeAt(this.x(lon), this.y(lat) + aside));
    } else {
      const at = Math.max(this.chosen, 0);
      const [a, b] = [this.ring[at], this.ring[(at + 1) % count]];
      this.ring.splice(at + 1, 0, [rounded((a[0] + b[0]) / 2), rounded((a[1] + b[1]) / 2)]);
    }
    this.chosen = count < 3 ? count : Math.max(this.chosen, 0) + 1;
    this.write();
  }

  remove() {
    if (this.setsPoint) {
      this.spot = null;
      this.point.value = "";
    } else {
      this.ring.splice(this.chosen, 1);
      this.chosen = Math.max(Math.min(this.chosen, this.ring.length - 1), 0);
    }
    this.write();
  }

  /** A square of a size between the limits, around the incident or the middle of the view. */
  square() {
    const { x, y, wide, high } = this.view;
    const [lat, lon] = this.spot ?? this.placeAt(x + wide / 2, y + high / 2);
    const side = Math.sqrt(Math.sqrt(this.limits.least * this.limits.most)) / 2;
    const north = side / distance([lat - 0.5, lon], [lat + 0.5, lon]);
    const east = side / distance([lat, lon - 0.5], [lat, lon + 0.5]);
    this.ring = [[-1, -1], [-1, 1], [1, 1], [1, -1]].map(([n, e]) => [rounded(lat + n * north), rounded(lon + e * east)]);
    this.chosen = 0;
    this.look();
    this.write();
  }

  next(by) {
    const [least, count] = [-1, this.ring.length + 1];
    this.chosen = least + (((this.chosen - least + by) % count) + count) % count;
    this.show();
    this.reveal();
  }

  /** Keeps what is moved by keys in sight. */
  reveal() {
    const chosen = this.setsPoint ? this.spot : this.ring[this.chosen];
    if (!chosen) return;
    const [x, y, around] = [this.x(chosen[1]), this.y(chosen[0]), 20 * this.unit];
    const { x: left, y: top, wide, high } = this.view;
    if (x < left + around || x > left + wide - around || y < top + around || y > top + high - around) {
      this.centre(x, y, wide);
      this.show();
    }
  }

  step(right, down, fine) {
    if (this.setsPoint && !this.spot) {
      const { x, y, wide, high } = this.view;
      this.spot = this.placeAt(x + wide / 2, y + high / 2);
    }
    const chosen = this.setsPoint ? this.spot : this.ring[this.chosen];
    if (!chosen) return;
    const by = (fine ? 1 : STEP) * this.unit;
    this.put(this.placeAt(this.x(chosen[1]) + right * by, this.y(chosen[0]) + down * by));
    this.reveal();
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const acts = { Enter: "add", Delete: "remove", Backspace: "remove", PageDown: "next", PageUp: "before", "+": "in", "=": "in", "-": "out" };
    if (steps[event.key]) this.step(...steps[event.key], event.shiftKey);
    else if (!acts[event.key]) return;
    else this.act(acts[event.key]);
    event.preventDefault();
    this.tell();
  }

  act(what) {
    if (what === "add") this.add();
    else if (what === "remove") this.remove();
    else if (what === "next") this.next(1);
    else if (what === "before") this.next(-1);
    else if (what === "square") this.square();
    else if (what === "in") this.zoom(1.6);
    else if (what === "out") this.zoom(1 / 1.6);
    else if (what === "all") {
      this.look();
      this.show();
    } else if (what === "point" || what === "corners") {
      this.chosen = what === "point" ? -1 : 0;
      this.show();
    }
    this.tell();
  }

  /** The cells of the grid around the area; asked for again when it leaves them. */
  async ask() {
    if (this.ring.length < 3) return;
    const [lats, lons] = [this.ring.map((c) => c[0]), this.ring.map((c) => c[1])];
    const box = [Math.min(...lats), Math.min(...lons), Math.max(...lats), Math.max(...lons)];
    const has = this.cells?.box;
    if (has && has[0] <= box[0] && has[1] <= box[1] && has[2] >= box[2] && has[3] >= box[3]) return;
    const around = [rounded(box[0] - 0.01), rounded(box[1] - 0.01), rounded(box[2] + 0.01), rounded(box[3] + 0.01)];
    const asked = (this.asked = around.join());
    if (around[2] - around[0] > 0.1 || around[3] - around[1] > 0.1) {
      this.cells = null;
      return;
    }
    try {
      const answer = await fetch(`${this.root.dataset.cells}?south=${around[0]}&west=${around[1]}&north=${around[2]}&east=${around[3]}`);
      const cells = answer.ok ? (await answer.json()).cells : null;
      if (asked === this.asked) this.cells = cells ? { box: around, cells } : null;
    } catch {
      this.cells = null;
    }
    this.judge();
  }

  judge() {
    const seen = judged(this.ring, this.spot, this.cells?.cells ?? null, this.limits);
    for (const part of ["size", "homes", "fits"]) this.out.querySelector(`[data-${part}]`).textContent = seen[part];
    this.out.dataset.fits = seen.right ? "yes" : "no";
  }

  show() {
    const unit = this.unit;
    const parts = [];
    const make = (name, attributes) => {
      const element = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      parts.push(element);
    };
    if (this.ring.length > 1) make(this.ring.length > 2 ? "polygon" : "polyline", { points: this.ring.map((c) => `${this.x(c[1])},${this.y(c[0])}`).join(" "), class: "drawer__area" });
    this.ring.forEach((corner, i) => make("circle", {
      cx: this.x(corner[1]), cy: this.y(corner[0]), r: (i === this.chosen ? 10 : 7) * unit, "stroke-width": 2 * unit, class: i === this.chosen ? "drawer__corner drawer__corner--chosen" : "drawer__corner",
    }));
    if (this.spot) {
      const [cx, cy] = [this.x(this.spot[1]), this.y(this.spot[0])];
      make("circle", { cx, cy, r: 13 * unit, "stroke-width": (this.setsPoint ? 5 : 3) * unit, class: "drawer__point" });
      make("circle", { cx, cy, r: 3 * unit, class: "drawer__dot" });
    }
    this.over.replaceChildren(...parts);
    for (const button of this.root.querySelectorAll("[aria-pressed]")) button.setAttribute("aria-pressed", String((button.dataset.do === "point") === this.setsPoint));
    this.judge();
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.ask(), 150);
  }

  /** Once it has come to rest, for who listens. */
  tell() {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const chosen = this.setsPoint
        ? this.spot ? `Place of the incident at ${written(this.spot)}.` : "Place of the incident, not set."
        : this.ring.length === 0 ? "No corner yet." : `Corner ${this.chosen + 1} of ${this.ring.length} at ${written(this.ring[this.chosen])}.`;
      this.says.textContent = `${chosen} ${[...this.out.querySelectorAll("dd")].map((part) => part.textContent).join(". ")}`;
    }, 500);
  }
}

for (const root of document.querySelectorAll("[data-draw]")) new DrawnMap(root);
