namespace Writ.Base;

/// <summary>Entries of the log, one after another, for the vault to keep its own list of keys. Answer: <see cref="VaultFollowed"/>.</summary>
/// <param name="Note">A signed checkpoint that holds them, as for a release.</param>
/// <param name="Consistency">From the checkpoint that the vault knows to this one; absent as for a release.</param>
/// <param name="From">Index of the first; another one than the vault is at changes nothing.</param>
/// <param name="Entries">Each behind its length as u16, as in a bundle of tlog-tiles; at most <see cref="VaultWire.MaxEntries"/> bytes.</param>
/// <param name="Proof">Consistency from the log that ends with the last of them to the checkpoint; 32 bytes each.</param>
public sealed record AskFollow(string Note, AskConsistency? Consistency, long From, byte[] Entries, IReadOnlyList<byte[]> Proof) : VaultAsk;

/// <summary>The vault's own cosignature on a checkpoint. Answer: <see cref="VaultCosigned"/>.</summary>
/// <param name="Standing">The last that the vault gave, as the server keeps it; null where it has none.</param>
public sealed record AskCosign(string Note, AskConsistency? Consistency, string? Standing) : VaultAsk;

/// <summary>What shows a demand's register leaf: its place in the log, or the promise that it will have one.</summary>
/// <param name="Leaf">The leaf itself, 98 bytes.</param>
/// <param name="Index">Where it stands in the log; null: it is promised.</param>
/// <param name="Hashes">Inclusion under the same checkpoint as the authorisation's.</param>
/// <param name="Promise">The signed promise; null where it stands in the log.</param>
/// <param name="Fields">Hashes of the leaf's fields but the last, which is the demand's id: 32 bytes each, in the order of the schema.</param>
/// <param name="Salt">Of the field that is the demand's id, 32 bytes.</param>
public sealed record AskRegister(byte[] Leaf, long? Index, IReadOnlyList<byte[]> Hashes, string? Promise, IReadOnlyList<byte[]> Fields, byte[] Salt);

/// <summary>A new key for an account: from now on records are sealed to it; what was sealed before still opens. Answer: <see cref="VaultPublicKey"/>.</summary>
public sealed record AskRotate(string Account) : VaultAsk;

/// <summary>
/// The keys of an account, or of one of its records, are destroyed for good: asked for after an order that stands in the log.
/// Answer: <see cref="VaultDestroyed"/>, again and again.
/// </summary>
/// <param name="Record">Null: the whole account.</param>
/// <param name="Salt">32 bytes that the order's hash was made with.</param>
public sealed record AskDestroy(string Account, string? Record, byte[] Salt) : VaultAsk;

/// <summary>Keys without the log, in danger to life. Answer: <see cref="VaultBroken"/>.</summary>
/// <param name="Statement">What the officers signed, canonical JSON: <c>docs/spec/vault.md</c>.</param>
/// <param name="Token">32 bytes, made beforehand.</param>
/// <param name="Records">1 to <see cref="VaultWire.MaxRecords"/>, each once.</param>
public sealed record AskBreakGlass(byte[] Statement, byte[] Token, IReadOnlyList<AskSignature> Signatures, IReadOnlyList<AskRecord> Records) : VaultAsk;

/// <param name="Spki">SubjectPublicKeyInfo of the officer's P-256 key.</param>
/// <param name="Signature">ECDSA with SHA-256 over the statement, r and s in 64 bytes.</param>
public sealed record AskSignature(byte[] Spki, byte[] Signature);
