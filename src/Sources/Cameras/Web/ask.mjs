// What the pages ask the server for: below /my/cameras, or at an address that begins with a slash.
const base = "/my/cameras";

/** A refusal of the server, or a line that was lost: a code, and a sentence for people. */
export class Told extends Error {
  constructor(code, sentence, next = null) {
    super(sentence);
    this.code = code;
    this.next = next;
  }
}

/** The response itself. @param options method, json or bytes, headers, signal. */
export async function send(path, { method = "GET", json, bytes, headers = {}, signal } = {}) {
  const all = { ...headers };
  if (method !== "GET") all.RequestVerificationToken = document.querySelector("[name=__RequestVerificationToken]").value;
  if (json !== undefined) all["Content-Type"] = "application/json";
  if (bytes !== undefined) all["Content-Type"] = "application/octet-stream";
  let response;
  try {
    response = await fetch(path.startsWith("/") ? path : `${base}/${path}`, { method, headers: all, body: json === undefined ? bytes : JSON.stringify(json), signal, redirect: "manual", cache: "no-store" });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Told("line-lost", "The site cannot be reached at the moment. Check the connection and try again.");
  }
  if (response.type === "opaqueredirect" || response.status === 401) throw new Told("signed-out", "You are signed out. Load the page again and sign in; nothing on this device is lost.");
  if (response.ok) return response;
  const why = await response.json().catch(() => null);
  throw new Told(why?.code ?? "site-odd", why?.detail ?? "The site did not answer as it should. Load the page again.", response.headers.get("Live-Next"));
}

/** What was answered as JSON; null where there was nothing to say. */
export async function ask(path, options) {
  const response = await send(path, options);
  return response.status === 204 ? null : response.json();
}

/** Bytes of something stored, from one up to another, not included; all of them where nothing is said. */
export async function stored(path, from, to, signal) {
  const response = await send(path, { headers: from === undefined ? {} : { Range: `bytes=${from}-${to - 1}` }, signal });
  let bytes;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Told("line-lost", "The connection was lost on the way. Try again.");
  }
  if (from === undefined) return bytes;
  return response.status === 206 ? bytes : bytes.subarray(from, to);
}

/** A published file, as anybody gets it: without a cookie, unless the hub at home serves it. */
export async function published(path, atHome) {
  try {
    const response = await fetch(path, { credentials: atHome ? "same-origin" : "omit", redirect: "error", cache: "no-store", referrerPolicy: "no-referrer" });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch {
    // Said below, like every other file that does not come.
  }
  throw new Told("requests-file-away", "The public list of requests cannot be fetched at the moment. Try again later; nothing is lost by it.");
}
