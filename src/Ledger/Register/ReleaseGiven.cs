using System.Globalization;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Register;

/// <summary>
/// A vault's own statement that it gave keys for an authorisation: a signed note by the key named like the vault. Text: <c>writ.release-given/v1</c>, vault,
/// number, leaf hash (base64), count, time, a line each.
/// </summary>
/// <param name="Number">From 1, without a gap: one for each authorisation.</param>
/// <param name="Leaf">RFC 6962 leaf hash of the authorisation, 32 bytes.</param>
/// <param name="Count">Records whose keys were given.</param>
/// <param name="At">When they were first, UTC, whole seconds, on the vault's clock.</param>
public sealed record ReleaseGiven(string Vault, long Number, byte[] Leaf, long Count, DateTimeOffset At)
{
    private const string Header = "writ.release-given/v1";

    /// <summary>The whole signed note.</summary>
    public string Sign(SigningKey key) => key.SignNote(string.Create(
        CultureInfo.InvariantCulture, $"{Header}\n{Vault}\n{Number}\n{Convert.ToBase64String(Leaf)}\n{Count}\n{Strict.Timestamp(At)}\n"));

    /// <summary>Null for anything that is no such statement by this key.</summary>
    public static ReleaseGiven? Verify(string note, VerifierKey key)
    {
        if (!SignedNote.Verify(note, [key]).TryGet(out var text, out _)) return null;
        return text.Split('\n') is [Header, var vault, var number, var leaf, var count, var at, ""] && vault == key.Name
            && Strict.Decimal(number) is > 0 and var n && Strict.Base64(leaf, 32) is { } hash && Strict.Decimal(count) is > 0 and var records && Strict.Timestamp(at) is { } time
                ? new ReleaseGiven(vault, n, hash, records, time)
                : null;
    }
}

/// <summary>
/// A vault's own statement of how many there are, signed alike. Text: <c>writ.given-until/v1</c>, vault, number, size, time, a line each.
/// </summary>
/// <param name="Number">Of the last; 0 where none was given yet.</param>
/// <param name="Size">Entries of the log under the newest checkpoint that it had seen: what was authorised later is not in it.</param>
public sealed record GivenUntil(string Vault, long Number, long Size, DateTimeOffset At)
{
    private const string Header = "writ.given-until/v1";

    /// <summary>The whole signed note.</summary>
    public string Sign(SigningKey key) => key.SignNote(string.Create(CultureInfo.InvariantCulture, $"{Header}\n{Vault}\n{Number}\n{Size}\n{Strict.Timestamp(At)}\n"));

    /// <summary>Null for anything that is no such statement by this key.</summary>
    public static GivenUntil? Verify(string note, VerifierKey key)
    {
        if (!SignedNote.Verify(note, [key]).TryGet(out var text, out _)) return null;
        return text.Split('\n') is [Header, var vault, var number, var size, var at, ""] && vault == key.Name
            && Strict.Decimal(number) is { } n && Strict.Decimal(size) is { } entries && Strict.Timestamp(at) is { } time
                ? new GivenUntil(vault, n, entries, time)
                : null;
    }
}
