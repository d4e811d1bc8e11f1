using System.Globalization;
using System.Text;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>A receipt that can be checked offline: <c>c2sp.org/tlog-proof@v1</c>. File ending <c>.tlog-proof</c>.</summary>
public static class TlogProof
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    public static string Write(InclusionProof proof, string checkpointNote)
    {
        var text = new StringBuilder($"{Header}\n");
        text.Append(CultureInfo.InvariantCulture, $"index {proof.Index}\n");
        foreach (var hash in proof.Hashes) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(checkpointNote).ToString();
    }

    /// <summary>The entry's index, if a known log key signed the checkpoint, the policy's quorum cosigned it, and the entry is in it.</summary>
    /// <param name="entry">The entry itself, not its hash.</param>
    /// <param name="keys">The logs that are trusted.</param>
    /// <param name="checkpoint">Set exactly when the result is a value.</param>
    public static Result<long> Verify(
        string proofText, ReadOnlySpan<byte> entry, IReadOnlyCollection<VerifierKey> keys, WitnessPolicy policy, out Checkpoint? checkpoint) =>
        VerifyHash(proofText, Rfc6962.Leaf(entry), keys, policy, out checkpoint);

    /// <param name="leafHash">RFC 6962 leaf hash of the entry, 32 bytes.</param>
    public static Result<long> VerifyHash(
        string proofText, ReadOnlySpan<byte> leafHash, IReadOnlyCollection<VerifierKey> keys, WitnessPolicy policy, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!Parse(proofText).TryGet(out var parts, out var refusal)) return refusal;
        var known = keys.Concat(policy.Witnesses).ToArray();
        if (!Checkpoint.Open(parts.Note, known, out var signedBy).TryGet(out var opened, out refusal)) return refusal;
        if (!keys.Any(key => key.Name == opened.Origin && signedBy.Contains(key)))
            return new Refusal("ledger-note-unsigned", "The checkpoint in this receipt is of another log; give that log's key.");
        if (!policy.IsMet(signedBy))
            return new Refusal("ledger-quorum-missing", "Too few of the pinned witnesses cosigned this checkpoint; fetch a newer receipt.");
        if (!new InclusionProof(parts.Index, opened.Size, parts.Hashes).Check(leafHash, opened.Root))
            return new Refusal("ledger-proof-false", "This receipt does not hold for this entry; ask the log for a new one.");
        checkpoint = opened;
        return parts.Index;
    }

    /// <summary>Takes a receipt apart without believing it. Refusal <c>ledger-proof-malformed</c>.</summary>
    public static Result<ProofParts> Parse(string proofText)
    {
        var blank = proofText.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || proofText.Length > 1 << 20) return Malformed;
        var lines = proofText[..blank].Split('\n');
        if (lines.Length < 2 || lines[0] != Header) return Malformed;
        var at = 1;
        byte[]? extra = null;
        if (lines[at].StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = Strict.Base64(lines[at]["extra ".Length..].AsSpan());
            if (extra is null) return Malformed;
            at++;
        }

        if (at >= lines.Length || !lines[at].StartsWith("index ", StringComparison.Ordinal)) return Malformed;
        if (Strict.Decimal(lines[at].AsSpan("index ".Length)) is not { } index || lines.Length - at - 1 > 63) return Malformed;
        var hashes = new List<byte[]>();
        foreach (var line in lines[(at + 1)..])
        {
            if (Strict.Base64(line, 32) is not { } hash) return Malformed;
            hashes.Add(hash);
        }

        return new ProofParts(index, hashes, extra, proofText[(blank + 2)..]);
    }

    private static Refusal Malformed => new("ledger-proof-malformed", "This is not a c2sp.org/tlog-proof@v1 receipt; send the file as it was given out.");
}

/// <param name="Extra">Opaque and not authenticated.</param>
/// <param name="Note">The signed checkpoint, not yet verified.</param>
public sealed record ProofParts(long Index, IReadOnlyList<byte[]> Hashes, byte[]? Extra, string Note);
