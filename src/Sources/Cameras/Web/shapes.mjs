// Areas of a picture in thousandths: as numbers, and drawn. What is drawn becomes numbers, and numbers are drawn: one list for both.
const whole = 1000;
const svg = "http://www.w3.org/2000/svg";

const box = (l, t, r, b) => [[l, t], [r, t], [r, b], [l, b]];

/** How a shape is written: four numbers for a box, left top right bottom; else its corners, each x,y. */
export function write(shape) {
  if (shape.length === 4) {
    const [l, t, r, b] = [shape[0][0], shape[0][1], shape[2][0], shape[2][1]];
    if (l < r && t < b && JSON.stringify(box(l, t, r, b)) === JSON.stringify(shape)) return `${l} ${t} ${r} ${b}`;
  }
  return shape.map((corner) => corner.join(",")).join(" ");
}

/** What was typed; null where it is no shape. */
export function read(typed) {
  const parts = typed.trim().split(/\s+/);
  const number = (one) => (/^\d{1,4}$/.test(one) && Number(one) <= whole ? Number(one) : NaN);
  const corners = parts.map((one) => one.split(",").map(number));
  if (corners.some((one) => one.some(Number.isNaN))) return null;
  if (corners.length === 4 && corners.every((one) => one.length === 1)) {
    const [l, t, r, b] = corners.map((one) => one[0]);
    return l < r && t < b ? box(l, t, r, b) : null;
  }
  return corners.length >= 3 && corners.length <= 64 && corners.every((one) => one.length === 2) ? corners : null;
}

/** Lets somebody drag a box over the picture. @param drawn is given the shape. */
export function drawable(area, drawn) {
  let from = null;
  const rough = document.createElementNS(svg, "polygon");
  rough.setAttribute("class", "shape shape--new");
  const place = (event) => {
    const frame = area.getBoundingClientRect();
    const part = (at, start, length) => Math.max(0, Math.min(whole, Math.round(((at - start) / length) * whole)));
    return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
  };
  const made = (to) => box(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1]));
  const over = () => {
    from = null;
    rough.remove();
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = place(event);
    area.setPointerCapture(event.pointerId);
    rough.setAttribute("points", "");
    area.append(rough);
    event.preventDefault();
  });
  area.addEventListener("pointermove", (event) => from && rough.setAttribute("points", made(place(event)).join(" ")));
  area.addEventListener("pointercancel", over);
  area.addEventListener("pointerup", (event) => {
    if (!from) return;
    const shape = made(place(event));
    over();
    if (shape[2][0] - shape[0][0] >= 5 && shape[2][1] - shape[0][1] >= 5) drawn(shape);
  });
}

/** Draws all of one kind. */
export function paint(area, kind, shapes) {
  for (const old of area.querySelectorAll(`.shape--${kind}`)) old.remove();
  for (const shape of shapes) {
    const one = document.createElementNS(svg, "polygon");
    one.setAttribute("class", `shape shape--${kind}`);
    one.setAttribute("points", shape.join(" "));
    area.append(one);
  }
}
