using System.Globalization;
using System.Security.Cryptography;
using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Vault.Keeping;

/// <summary>
/// What the vault signs with, both from one seed in its folder: cosignatures on checkpoints, and statements about itself. It outlives
/// the master key, so that a vault is known by it for good.
/// </summary>
internal sealed class VaultSigner : IDisposable
{
    internal const int SeedLength = 32;

    private readonly byte[] cosignSeed;
    private readonly byte[] statementSeed;

    internal VaultSigner(byte[] seed)
    {
        cosignSeed = HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 32, info: "writ.vault/v1/cosign"u8.ToArray());
        statementSeed = HKDF.DeriveKey(HashAlgorithmName.SHA256, seed, 32, info: "writ.vault/v1/statements"u8.ToArray());
        CryptographicOperations.ZeroMemory(seed);
        using var statements = SigningKey.FromSeed("writ.vault", statementSeed);
        PublicKey = statements.Verifier.PublicKey.ToArray();
    }

    /// <summary>Of the key for statements, 32 bytes.</summary>
    internal byte[] PublicKey { get; }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(cosignSeed);
        CryptographicOperations.ZeroMemory(statementSeed);
    }

    /// <summary>The key that cosigns this log's checkpoints: <c>origin/vault/id</c>.</summary>
    internal CosigningKey Cosigner(string origin, string vault) => new($"{origin}/vault/{vault}", cosignSeed);

    /// <summary>The key of statements: <c>id</c>.</summary>
    internal SigningKey Statements(string vault) => SigningKey.FromSeed(vault, statementSeed);
}

/// <summary>Statements that a vault signs about itself, as signed notes; <c>docs/spec/vault.md</c>.</summary>
internal static class Statements
{
    private const string StandingHeader = "writ.vault-standing/v1";

    private const string GlassHeader = "writ.break-glass-used/v1";

    internal static string Standing(SigningKey key, Entry.StandingGiven standing) => key.SignNote(
        $"{StandingHeader}\n{key.Verifier.Name}\n{standing.Number.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(standing.Token)}\n");

    /// <summary>Null for anything that this vault did not sign as a standing.</summary>
    internal static Entry.StandingGiven? ReadStanding(SigningKey key, string note)
    {
        if (!SignedNote.Verify(note, [key.Verifier]).TryGet(out var text, out _)) return null;
        var lines = text.Split('\n');
        if (lines.Length != 5 || lines[0] != StandingHeader || lines[1] != key.Verifier.Name) return null;
        var token = new byte[32];
        return long.TryParse(lines[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Convert.TryFromBase64String(lines[3], token, out var length) && length == 32
                ? new Entry.StandingGiven(number, token)
                : null;
    }

    internal static string Glass(SigningKey key, Owed owed) => key.SignNote(string.Create(
        CultureInfo.InvariantCulture,
        $"{GlassHeader}\n{key.Verifier.Name}\n{Convert.ToHexStringLower(owed.Statement)}\n{owed.Count}\n{DateTimeOffset.FromUnixTimeSeconds(owed.At):yyyy-MM-dd'T'HH:mm:ss'Z'}\n"));
}
