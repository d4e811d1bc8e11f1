// Shows that we hold a key that can agree but not sign: docs/spec/key-proof.md. No DOM, no network.
const label = (text) => new TextEncoder().encode(text);

export const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
export const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The point stands at the end of a SubjectPublicKeyInfo. */
const point = (spki) => spki.subarray(spki.length - 65);

/** What the holder of the key answers: 32 bytes. */
export async function answer(privateKey, spki, challenge) {
  const challenger = bytes(challenge.publicKey);
  const theirs = await crypto.subtle.importKey("spki", challenger, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, privateKey, 256);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: bytes(challenge.nonce), info: label("writ.key-proof/v1/key") },
    secret, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]);
  const subject = label(challenge.subject);
  const message = joined(
    label("writ.key-proof/v1"), Uint8Array.of(subject.length >> 8, subject.length & 255), subject, point(challenger), point(spki));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}
