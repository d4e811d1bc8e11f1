// The page's measuring against the server's: prints what differs.
import { readFileSync } from "node:fs";

const [, , root, file] = process.argv;
const { crosses, dwellings, holds, lines, measure, partIn, place, read } = await import(`${root}/src/Kit/Map/ground.mjs`);
const near = (a, b, by) => Math.abs(a - b) <= by * Math.max(1, Math.abs(b));

const { cells, areas } = JSON.parse(readFileSync(file, "utf8"));
for (const [i, area] of areas.entries()) {
  const ring = read(area.text);
  const seen = measure(ring);
  if (!near(seen.squareMetres, area.squareMetres, 1e-7)) console.log(`area ${i}: ${seen.squareMetres} and not ${area.squareMetres}`);
  if (!near(seen.round, area.round, 1e-6)) console.log(`roundness ${i}: ${seen.round} and not ${area.round}`);
  if (Math.abs(dwellings(ring, cells) - area.dwellings) > 0) console.log(`dwellings ${i}: ${dwellings(ring, cells)} and not ${area.dwellings}`);
  if (seen.crosses) console.log(`crossing ${i}: it does not`);
  if (JSON.stringify(read(lines(ring))) !== JSON.stringify(ring)) console.log(`lines ${i}: they are read otherwise than written`);
}

const expect = (name, holds) => {
  if (!holds) console.log(name);
};
const bow = [[0, 0], [0.01, 0.01], [0, 0.01], [0.01, 0]];
expect("a bow crosses itself", crosses(bow));
expect("a corner on another edge touches it", crosses([[0, 0], [0, 4], [4, 4], [4, 2], [0, 2], [4, 0]]));
expect("a square does not", !crosses([[0, 0], [0, 1], [1, 1], [1, 0]]));
expect("half a cell", Math.abs(partIn([[0, 0], [0, 1], [1, 1]], [0, 0, 1, 1]) - 0.5) < 1e-12);
expect("a cell outside", partIn([[0, 0], [0, 1], [1, 1]], [5, 5, 6, 6]) === 0);
expect("two arms through one cell", Math.abs(partIn([[-1, 0], [2, 0], [2, 0.25], [-0.5, 0.25], [-0.5, 0.75], [2, 0.75], [2, 1], [-1, 1]], [0, 0, 1, 1]) - 0.5) < 1e-12);
expect("inside", holds([[0, 0], [0, 1], [1, 1], [1, 0]], [0.5, 0.5]) && !holds([[0, 0], [0, 1], [1, 1], [1, 0]], [1.5, 0.5]));
for (const wrong of ["", "44", "a, b", "91, 0", "0, 181", "44.1, -88, 3", "1e2, 3", "0x10, 1", "NaN, 1", ",", "44.1,"]) expect(`no place: ${wrong}`, place(wrong) === null);
expect("a place", JSON.stringify(place(" 44.2870004 , -88.4100006 ")) === "[44.287,-88.410001]");
expect("blanks", JSON.stringify(place("44.5 -88.5")) === "[44.5,-88.5]");
for (const wrong of ["{", "{}", '{"type":"Point"}', '{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,0]],[[0,0],[1,1],[1,0],[0,0]]]}', "44.1, -88\nx", '{"type":"Polygon","coordinates":[[[0,99],[1,1],[1,0],[0,99]]]}'])
  expect(`no ring: ${wrong}`, read(wrong) === null);
expect("GeoJSON", JSON.stringify(read('{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2],[3,2],[3,4],[1,2]]]}}')) === "[[2,1],[2,3],[4,3]]");
expect("nothing", JSON.stringify(read("")) === "[]");
