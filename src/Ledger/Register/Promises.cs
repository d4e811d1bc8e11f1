using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Register;

/// <summary>That a leaf will be in the log by a moment. Whoever holds one that was not kept can prove it.</summary>
/// <param name="LeafHash">RFC 6962 leaf hash, 32 bytes.</param>
/// <param name="Nonce">The requester's own, 32 bytes, so that a promise cannot be given twice.</param>
/// <param name="Before">UTC, whole seconds.</param>
public sealed record Promise(string Origin, byte[] LeafHash, byte[] Nonce, DateTimeOffset Before);

/// <summary>
/// Signed notes by the key <c>&lt;origin&gt;/promises</c>. Text: <c>writ.promise/v1</c>, origin, leaf hash (base64), nonce
/// (base64), include before (RFC 3339), a line each.
/// </summary>
public static class Promises
{
    private const string Header = "writ.promise/v1";

    public static string KeyNameFor(string origin) => $"{origin}/promises";

    /// <summary>The whole signed note. Throws on a key of another name or values of another length: a bug.</summary>
    public static string Sign(SigningKey promiseKey, string origin, ReadOnlySpan<byte> leafHash, ReadOnlySpan<byte> nonce, DateTimeOffset before)
    {
        if (promiseKey.Verifier.Name != KeyNameFor(origin)) throw new ArgumentException("Not the promise key of this origin", nameof(promiseKey));
        if (leafHash.Length != 32 || nonce.Length != 32) throw new ArgumentException("Leaf hash and nonce are 32 bytes each");
        return promiseKey.SignNote(
            $"{Header}\n{origin}\n{Convert.ToBase64String(leafHash)}\n{Convert.ToBase64String(nonce)}\n{Strict.Timestamp(before)}\n");
    }

    /// <summary>Refusal <c>ledger-promise-malformed</c>, and those of the note.</summary>
    public static Result<Promise> Verify(string note, VerifierKey key)
    {
        if (!SignedNote.Verify(note, [key]).TryGet(out var text, out var refusal)) return refusal;
        var lines = text.Split('\n');
        if (lines.Length != 6 || lines[0] != Header || lines[5].Length != 0 || KeyNameFor(lines[1]) != key.Name) return Malformed;
        if (Strict.Base64(lines[2], 32) is not { } leaf || Strict.Base64(lines[3], 32) is not { } nonce) return Malformed;
        return Strict.Timestamp(lines[4]) is { } before ? new Promise(lines[1], leaf, nonce, before) : Malformed;
    }

    private static Refusal Malformed => new("ledger-promise-malformed", "This is not a promise of this log; send the file as it was given out.");
}
