using System.Text.Json;
using System.Text.Json.Serialization;

namespace Writ.Base;

/// <summary>
/// The vault as every other room sees it: bytes in, bytes out (<see cref="VaultWire"/>). Never throws for a bad request:
/// it answers a <see cref="VaultRefusal"/>. In process, or over <see cref="VaultSocket"/> when it runs alone.
/// </summary>
public interface IVault
{
    Task<byte[]> Exchange(byte[] request, CancellationToken cancel);
}

/// <summary>What may be asked of the vault; <c>ask</c> names which. A closed set: nothing here can give an account's key.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(AskDescribe), "describe")]
[JsonDerivedType(typeof(AskNonce), "nonce")]
[JsonDerivedType(typeof(AskPublicKey), "public-key")]
[JsonDerivedType(typeof(AskFollow), "follow")]
[JsonDerivedType(typeof(AskCosign), "cosign")]
[JsonDerivedType(typeof(AskRelease), "release")]
[JsonDerivedType(typeof(AskRotate), "rotate")]
[JsonDerivedType(typeof(AskGiven), "given")]
[JsonDerivedType(typeof(AskDestroy), "destroy")]
[JsonDerivedType(typeof(AskBreakGlass), "break-glass")]
public abstract record VaultAsk;

/// <summary>Which vault, and which checkpoint it knows. Answer: <see cref="VaultDescription"/>.</summary>
public sealed record AskDescribe : VaultAsk;

/// <summary>A fresh nonce for one authorisation, kept as issued. Answer: <see cref="VaultNonce"/>.</summary>
public sealed record AskNonce : VaultAsk;

/// <summary>The public key that an account's records are sealed to; made on first ask. Answer: <see cref="VaultPublicKey"/>.</summary>
public sealed record AskPublicKey(string Account) : VaultAsk;

/// <summary>The keys of exactly these records. Answer: <see cref="VaultKeys"/>.</summary>
/// <param name="Opening">The JSON of the opened authorisation, UTF-8 (base64 on the wire).</param>
/// <param name="LeafIndex">Where its leaf stands in the log.</param>
/// <param name="Proof">The text of a <c>c2sp.org/tlog-proof@v1</c>: inclusion and signed checkpoint.</param>
/// <param name="Consistency">From the checkpoint that the vault knows to the one in the proof; absent when it knows none or the same.</param>
/// <param name="Records">1 to <see cref="VaultWire.MaxRecords"/>, each once.</param>
/// <param name="Register">What shows the demand's register leaf; a person's own request has none.</param>
/// <param name="Approvals">What reviewer and approver signed, as JSON of its own in UTF-8: at most two; null: nothing.</param>
public sealed record AskRelease(
    byte[] Opening, long LeafIndex, string Proof, AskConsistency? Consistency, IReadOnlyList<AskRecord> Records, AskRegister? Register = null, IReadOnlyList<byte[]>? Approvals = null) : VaultAsk;

/// <summary>RFC 6962 consistency proof.</summary>
/// <param name="From">The size known to the vault that the proof starts at.</param>
/// <param name="Hashes">32 bytes each, at most 64.</param>
public sealed record AskConsistency(long From, IReadOnlyList<byte[]> Hashes);

/// <summary>A sealed record without its body: the vault never sees what it opens.</summary>
/// <param name="On">ISO date, <c>2020-07-01</c>.</param>
public sealed record AskRecord(string Record, string Account, string Category, string On, byte[] Header);

/// <summary>What it says that it gave, from a number on. Answer: <see cref="VaultGiven"/>.</summary>
/// <param name="From">1 or more.</param>
public sealed record AskGiven(long From) : VaultAsk;

/// <summary>What the vault answers; <c>answer</c> names which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "answer")]
[JsonDerivedType(typeof(VaultDescription), "description")]
[JsonDerivedType(typeof(VaultNonce), "nonce")]
[JsonDerivedType(typeof(VaultPublicKey), "public-key")]
[JsonDerivedType(typeof(VaultFollowed), "followed")]
[JsonDerivedType(typeof(VaultCosigned), "cosigned")]
[JsonDerivedType(typeof(VaultDestroyed), "destroyed")]
[JsonDerivedType(typeof(VaultKeys), "keys")]
[JsonDerivedType(typeof(VaultGiven), "given")]
[JsonDerivedType(typeof(VaultBroken), "broken")]
[JsonDerivedType(typeof(VaultRefusal), "refusal")]
public abstract record VaultAnswer;

/// <param name="Vault">Its id, which every authorisation must name.</param>
/// <param name="Size">Size of the newest checkpoint it has seen; 0 before the first.</param>
/// <param name="Root">Root hash at that size, 32 bytes; empty before the first.</param>
/// <param name="Witnesses">How many cosignatures it demands.</param>
/// <param name="Followed">How many entries of the log it has read; a release under a writ needs all of them.</param>
/// <param name="Cosigner">Verifier key of its cosignatures.</param>
/// <param name="Stands">Code of the refusal that every release gets now, whatever is brought; null: none.</param>
/// <param name="Owed">What it gave without the log and has not seen in the log since.</param>
/// <param name="Signed">It opens nothing for reviewers and approvers who have no signing key.</param>
/// <param name="Policy">Text of the policy of witnesses that it judges by.</param>
/// <param name="PolicySince">Since when it is pinned to that, on its own clock; null before it did anything.</param>
public sealed record VaultDescription(
    string Vault, long Size, byte[] Root, int Witnesses, long Followed, string Cosigner, string? Stands, IReadOnlyList<VaultOwed> Owed, bool Signed,
    string Policy, DateTimeOffset? PolicySince) : VaultAnswer;

/// <param name="Nonce">64 lower-case hex digits.</param>
public sealed record VaultNonce(string Nonce) : VaultAnswer;

/// <param name="Spki">SubjectPublicKeyInfo of a P-256 key.</param>
public sealed record VaultPublicKey(byte[] Spki) : VaultAnswer;

/// <summary>In the order of the request.</summary>
/// <param name="Given">The vault's signed statement that it gave them, <c>writ.release-given/v1</c>.</param>
public sealed record VaultKeys(IReadOnlyList<VaultKey> Keys, string Given) : VaultAnswer;

/// <param name="Key">Verifier key of the statements.</param>
/// <param name="Notes">Statements <c>writ.release-given/v1</c> from the number asked for on, at most 1,000.</param>
/// <param name="Count">Number of the last there is.</param>
/// <param name="Size">Entries of the log under the newest checkpoint that was known.</param>
/// <param name="Until">The statement <c>writ.given-until/v1</c> of both.</param>
public sealed record VaultGiven(string Key, IReadOnlyList<string> Notes, long Count, long Size, string Until) : VaultAnswer;

/// <param name="Key">The content key of this one record, 32 bytes; one after another, the newest first, for each key that its account has had.</param>
public sealed record VaultKey(string Record, byte[] Key);

/// <summary>An expected no, as the vault says it.</summary>
public sealed record VaultRefusal(string Code, string Sentence, RefusalKind Kind) : VaultAnswer;

/// <summary>Strict JSON, bounded: unknown or repeated members, missing ones, comments and deep nesting are refused.</summary>
public static class VaultWire
{
    /// <summary>Bytes of one message in either direction.</summary>
    public const int MaxMessage = 4 * 1024 * 1024;

    public const int MaxRecords = 8192;

    /// <summary>Bytes of entries in one <see cref="AskFollow"/>; more than one entry ever has.</summary>
    public const int MaxEntries = 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = 6,
        Converters = { new JsonStringEnumConverter<RefusalKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static byte[] Write(VaultAsk ask) => JsonSerializer.SerializeToUtf8Bytes(ask, Options);

    public static byte[] Write(VaultAnswer answer) => JsonSerializer.SerializeToUtf8Bytes(answer, Options);

    public static byte[] Write(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Write(new VaultRefusal(refusal.Code, refusal.Sentence, refusal.Kind));
    }

    /// <summary>What every message that is no question gets.</summary>
    public static Refusal RequestMalformed { get; } = new(
        "vault-request-malformed", "The request to the vault is not one it knows, or is too long; mend the caller.");

    /// <summary>Refusal <c>vault-request-malformed</c>.</summary>
    public static Result<VaultAsk> ReadAsk(ReadOnlySpan<byte> message) => Read<VaultAsk>(message) is { } ask ? ask : RequestMalformed;

    /// <summary>A refusal that the vault gave comes back as this refusal; else <c>vault-answer-malformed</c>.</summary>
    public static Result<TAnswer> ReadAnswer<TAnswer>(ReadOnlySpan<byte> message)
        where TAnswer : VaultAnswer => Read<VaultAnswer>(message) switch
    {
        TAnswer answer => answer,
        VaultRefusal refusal => new Refusal(refusal.Code, refusal.Sentence, refusal.Kind),
        _ => new Refusal("vault-answer-malformed", "What the vault answered cannot be read; check that vault and server are of one version.", RefusalKind.Unavailable),
    };

    private static T? Read<T>(ReadOnlySpan<byte> message)
        where T : class
    {
        if (message.Length > MaxMessage) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(message, Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
