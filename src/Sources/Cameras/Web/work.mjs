// What is made of a recording, as the parts of a page share it: whose home, which recording, what the hub made of it.

/** mine: the open home; entry: the recording; derived: list, card, text, bytes, watched; label: gives the words that the hub burns in. */
export const work = { mine: null, entry: null, derived: null, label: () => "" };

/** Camera's id to what its owner calls it. */
const names = new Map();

export const cameraName = (camera) => names.get(camera) ?? "Camera";

/** Once, when the home is open. */
export async function nameCameras(mine) {
  for (const one of mine.state.cameras)
    names.set(one.camera, (await mine.settings(one).catch(() => null))?.name ?? (await mine.health(one).catch(() => null))?.name ?? "Camera");
}

export const expected = (code) => Object.assign(new Error(code), { code });

/** Lines as items of a list. */
export const asItems = (lines, name) => lines.map((line) => {
  const item = document.createElement("li");
  name(item, line);
  return item;
});
