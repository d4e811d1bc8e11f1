using System.Globalization;
using System.Text;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Witnesses;

/// <summary>
/// What a log sends to a witness (C2SP tlog-witness, <c>add-checkpoint</c>): the size the witness knows, a proof from there, and the
/// signed checkpoint.
/// </summary>
/// <param name="Proof">RFC 6962 consistency proof, at most 63 hashes.</param>
/// <param name="Note">The checkpoint with its signatures, not believed yet.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<byte[]> Proof, string Note)
{
    /// <summary>Address below a witness's prefix.</summary>
    public const string Path = "add-checkpoint";

    /// <summary>Media type of the size in an answer 409.</summary>
    public const string SizeType = "text/x.tlog.size";

    /// <summary>Longest body that is read: 63 hashes, and a checkpoint with as many signatures as a note may have, large ones among them.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MostHashes = 63;

    public string ToText()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"old {OldSize}\n");
        foreach (var hash in Proof) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Note).ToString();
    }

    /// <summary>The form alone. Refusal <c>ledger-submission-malformed</c>.</summary>
    public static Result<AddCheckpoint> Parse(string text)
    {
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || text.Length > MaxBytes) return Malformed;
        var lines = text[..blank].Split('\n');
        if (lines.Length - 1 > MostHashes || !lines[0].StartsWith("old ", StringComparison.Ordinal)) return Malformed;
        if (Strict.Decimal(lines[0].AsSpan("old ".Length)) is not { } size) return Malformed;
        var hashes = new List<byte[]>();
        foreach (var line in lines[1..])
        {
            if (Strict.Base64(line, 32) is not { } hash) return Malformed;
            hashes.Add(hash);
        }

        return new AddCheckpoint(size, hashes, text[(blank + 2)..]);
    }

    /// <summary>Where a witness shows what it last cosigned of a log: lower-case hex of SHA-256 of the origin, then <c>/checkpoint</c>.</summary>
    public static string MonitorPath(string origin) => $"{HashOf(origin)}/checkpoint";

    internal static string HashOf(string origin) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private static Refusal Malformed => new("ledger-submission-malformed", "Send an old size line, proof lines, an empty line and a signed checkpoint.");
}
