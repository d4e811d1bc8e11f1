// Taking everything along, and deleting everything.
import { ask } from "./ask.mjs";
import { able, amountOf, at, fail, home, name, on, onSubmit, save, say, sentenceOf, showStanding } from "./page.mjs";
import { forget } from "./keeper.mjs";
import { note } from "./looks.mjs";
import { openHome } from "./mine.mjs";
import { openEntry } from "./timeline.mjs";
import { allClips, fileName, plainVideo, wholeClip } from "./whole.mjs";

const between = 400;
let mine;
let stopped = false;

const progress = (words) => {
  at("progress").textContent = words;
};

/** A file in the folder that the person chose, written piece by piece; what does not hold leaves no file. */
async function intoFolder(folder, entry, called) {
  const named = fileName(called, entry.card);
  const file = await folder.getFileHandle(named, { create: true });
  const out = await file.createWritable();
  try {
    for await (const plain of plainVideo(mine, entry)) await out.write(plain);
    await out.close();
  } catch (error) {
    await out.abort().catch(() => {});
    await folder.removeEntry(named).catch(() => {});
    throw error;
  }
}

async function oneByOne(_, entry, called) {
  save(await wholeClip(mine, entry), fileName(called, entry.card));
  // Browsers drop downloads that come too close on each other.
  await new Promise((resolve) => {
    setTimeout(resolve, between);
  });
}

async function saveAll(keep, folder) {
  const names = new Map();
  for (const one of mine.state.cameras) names.set(one.camera, (await mine.settings(one).catch(() => null))?.name ?? (await mine.health(one).catch(() => null))?.name ?? "Camera");
  at("odd").replaceChildren();
  [stopped, at("stop").hidden] = [false, false];
  const views = [];
  for await (const view of allClips(mine)) views.push(view);
  await note(mine, "exported", {});
  let saved = 0;
  for (const view of views) {
    if (stopped) break;
    progress(`Saving clip ${saved + 1} of ${views.length} …`);
    try {
      await keep(folder, await openEntry(mine, view), names.get(view.camera) ?? "camera");
      saved++;
    } catch (error) {
      if (error.code === "signed-out" || error.code === "line-lost") throw error;
      const line = document.createElement("li");
      name(line, `One clip of ${view.day} was not saved. ${sentenceOf(error)}`);
      at("odd").append(line);
    }
  }
  at("stop").hidden = true;
  progress(stopped ? `Stopped after ${saved} of ${views.length}.` : `Saved ${saved} of ${views.length} ${views.length === 1 ? "clip" : "clips"}.`);
}

async function begin() {
  say("Opening …");
  mine = await openHome(home);
  say("");
  const owner = mine.state.role === "owner";
  at("delete-part").hidden = !owner;
  onSubmit(at("delete"), async (data) => {
    if (data.get("word").trim().toLowerCase() !== "delete") {
      fail("Nothing was deleted. To delete this home, type the word delete.");
      at("delete").elements.namedItem("word").focus();
      return;
    }
    await ask(home, { method: "DELETE" });
    await forget(home);
    location.assign("/my/cameras");
  });
  if (!showStanding(mine)) return;
  // The hub at home knows no bound of the site while that is away.
  at("size").textContent = mine.state.quota === 0 ? `The hub has ${amountOf(mine.state.stored)} of sealed clips here. The site cannot be reached, so what only it keeps is not among them.` : `This home has ${amountOf(mine.state.stored)} of sealed clips here, of at most ${amountOf(mine.state.quota)}.`;
  const picks = "showDirectoryPicker" in globalThis;
  at("folder").hidden = !picks;
  at("one-by-one").hidden = false;
  at("one-by-one").className = picks ? "button button--secondary" : "button";
  on(at("folder"), async () => {
    let folder;
    try {
      folder = await globalThis.showDirectoryPicker({ mode: "readwrite" });
    } catch {
      return;
    }
    await saveAll(intoFolder, folder);
  });
  on(at("one-by-one"), () => saveAll(oneByOne, null));
  at("stop").addEventListener("click", () => {
    stopped = true;
  });
}

if (able()) await begin().catch(fail);
