// The one door to @noble: the build puts what is needed of it into one file of this name.
export { pippenger } from "@noble/curves/abstract/curve.js";
export { ed25519, ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
export { sha256, sha512 } from "@noble/hashes/sha2.js";
