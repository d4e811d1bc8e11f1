// A small map of shapes alone, without tiles from anywhere: the area asked about, the place of the incident, one's own cameras. North is at the top.
const svg = "http://www.w3.org/2000/svg";
const wide = 640;
const mostHigh = 640;

/** Numbers only, for drawing and for tests: how far degrees lie from the left and the top. */
export function scaleOf(points) {
  let [west, east] = [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  let [south, north] = [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  const around = Math.max(Math.max(north - south, east - west) * 0.06, 0.0005);
  [south, north, west, east] = [south - around, north + around, west - around, east + around];
  const shorter = Math.max(Math.cos((((south + north) / 2) * Math.PI) / 180), 0.05);
  let high = (wide * (north - south)) / ((east - west) * shorter);
  if (high > mostHigh) {
    const wider = ((north - south) / shorter) * (wide / mostHigh) - (east - west);
    [west, east, high] = [west - wider / 2, east + wider / 2, mostHigh];
  }
  const round = (value) => Math.round(value * 10) / 10;
  return { high: round(high), place: ([longitude, latitude]) => [round(((longitude - west) / (east - west)) * wide), round(((north - latitude) / (north - south)) * high)] };
}

function drawn(name, attributes) {
  const one = document.createElementNS(svg, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  return one;
}

/** @param own places of cameras, longitude and latitude; those far from the area are not drawn. */
export function draw(area, request, own) {
  const near = own.filter(([x, y]) => Math.abs(x - request.point[0]) < 0.05 && Math.abs(y - request.point[1]) < 0.05);
  const { high, place } = scaleOf([...request.area, request.point, ...near]);
  area.setAttribute("viewBox", `0 0 ${wide} ${high}`);
  const [x, y] = place(request.point);
  area.replaceChildren(
    drawn("polygon", { points: request.area.map(place).join(" "), fill: "currentColor", "fill-opacity": "0.12", stroke: "currentColor", "stroke-width": "3" }),
    drawn("circle", { cx: x, cy: y, r: "8", fill: "none", stroke: "currentColor", "stroke-width": "2" }),
    drawn("circle", { cx: x, cy: y, r: "2", fill: "currentColor" }),
    ...near.map((one) => {
      const [left, top] = place(one);
      return drawn("rect", { x: left - 6, y: top - 6, width: 12, height: 12, fill: "currentColor" });
    }),
  );
  return near.length;
}
