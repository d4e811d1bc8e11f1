using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>
/// Keys without the log: danger to life, and no checkpoint to be had. What stands in an authorisation's opening is signed by several officers
/// instead of logged, for a token that was made beforehand and works once. All other checks are those of a release.
/// </summary>
internal sealed class BreakGlass(VaultState state, VaultOptions options, TimeProvider clock)
{
    private const int MaxOpening = 1024 * 1024;

    private const int MostSignatures = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly IReadOnlyList<IReleaseStep> steps =
    [
        new ForThisVault(state),
        new NotExpired(clock),
        new OnAKnownGround(),
        new OfOneGround(),
        new ByTwoPeople(),
        new ToSomebody(),
        new InsideScope(),
        new RecipientsAreEnrolled(state, options, clock),
        new NotDestroyed(state),
        new CanBeOpened(state),
    ];

    /// <summary>What officers sign: nothing else that they sign can be taken for it.</summary>
    internal static byte[] Signed(byte[] statement) => [.. "writ.break-glass/v1\n"u8, .. statement];

    /// <summary>The caller disposes of the release, makes what was decided durable, and gives its keys; or a refusal, and nothing happened.</summary>
    internal Result<(Release Release, Owed Owed)> Open(AskBreakGlass ask)
    {
        if (ask.Statement.Length > MaxOpening || ask.Token.Length != 32 || ask.Signatures.Count > MostSignatures || ask.Signatures.Any(one => one is null)) return VaultRefusals.Request;
        if (StrictParse.Parse(ask.Records) is not { } records) return VaultRefusals.Request;
        if (!AuthorisationOpening.FromJson(ask.Statement).TryGet(out var opening, out _)) return VaultRefusals.Opening;
        if (state.OlderThan is not null) return VaultRefusals.Restored;
        var (hash, statement) = (SHA256.HashData(ask.Token), SHA256.HashData(ask.Statement));
        var again = state.UsedFor(hash, statement);
        if (again is null && state.Owed.Count > 0) return VaultRefusals.GlassOwed;
        if (state.TokenOf(hash) is not { } token || opening.Record.Nonce != Convert.ToHexStringLower(hash)) return VaultRefusals.TokenUnknown;
        if (again is null && state.IsUsed(hash)) return VaultRefusals.TokenUsed;
        var now = clock.GetUtcNow();
        if (again is null && now - state.LastHeard < options.BreakGlassAfter) return VaultRefusals.LogReachable;
        if (opening.Record.Expires > now + Longest || opening.Record.Ground != AuthorisationGround.Writ) return VaultRefusals.GlassExpiry;
        if (Signers(ask, token, now) < token.Needed) return VaultRefusals.GlassSignatures;
        var release = new Release(new AskRelease(ask.Statement, 0, "", null, ask.Records)) { Records = records, Authorised = opening.Record };
        foreach (var step in steps)
        {
            if (step.Check(release) is not { } refusal) continue;
            release.Dispose();
            return refusal;
        }

        var use = again ?? new Entry.TokenUsed(hash, statement, now.ToUnixTimeSeconds(), records.Count);
        if (again is null && !state.Use(use))
        {
            release.Dispose();
            return VaultRefusals.TokenUsed;
        }

        return (release, new Owed(use.Statement, use.At, use.Count));
    }

    /// <summary>How many people whom the token names signed: each enrolled for it in the log with this key, not removed, cooled off.</summary>
    private int Signers(AskBreakGlass ask, Entry.TokenMade token, DateTimeOffset now)
    {
        var people = new HashSet<string>(StringComparer.Ordinal);
        foreach (var signature in ask.Signatures)
        {
            if (!PublicKey.Parse(signature.Spki).TryGet(out var key, out _) || !token.Names(key.Thumbprint)) continue;
            if (state.InLog(read => read.HolderSince(ApproverRoles.BreakGlass, key.Thumbprint)) is not { } holder || !options.HasCooled(holder.Since, now)) continue;
            if (Holds(signature, Signed(ask.Statement))) people.Add(holder.Person);
        }

        return people.Count;
    }

    private static bool Holds(AskSignature signature, byte[] signed)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(signature.Spki, out _);
            return key.VerifyData(signed, signature.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
