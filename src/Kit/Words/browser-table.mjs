// One table of the browser's own database (IndexedDB). What lies there may be a key that the browser itself will not export.

/** The browser keeps nothing for this page: storage is switched off, full, or not to be had in this kind of window. */
export class NoStore extends Error {
  code = "browser-no-store";
}

const asked = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  request.onblocked = () => reject(new Error("blocked"));
});

/** Opens it for one act at a time: `act` gets the object store and gives a request; its result comes once it is kept. */
export const browserTable = (database, table, keyPath) => async (mode, act) => {
  let opened;
  try {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath });
    opened = await asked(request);
    const transaction = opened.transaction(table, mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const result = await asked(act(transaction.objectStore(table)));
    await done;
    return result;
  } catch (error) {
    throw new NoStore(String(error));
  } finally {
    opened?.close();
  }
};
