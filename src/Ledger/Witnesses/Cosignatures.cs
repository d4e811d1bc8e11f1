using System.Buffers.Binary;
using Writ.Ledger.Log;

namespace Writ.Ledger.Witnesses;

/// <summary>A witness's statement that holds: it saw this checkpoint, at this time on its own clock.</summary>
public sealed record Cosignature(VerifierKey Witness, DateTimeOffset At);

/// <summary>What witnesses have said of one checkpoint.</summary>
public static class Cosignatures
{
    // What a DateTimeOffset can hold; a cosignature from the year 10000 on is nobody's.
    private const long LastSecond = 253_402_300_799;

    /// <summary>Those of these witnesses that hold, in the order of the witnesses. A witness with a false line, and strangers', are left out.</summary>
    public static IReadOnlyList<Cosignature> In(string note, IEnumerable<VerifierKey> witnesses)
    {
        if (!SignedNote.Split(note).TryGet(out var parts, out _)) return [];
        var found = new List<Cosignature>();
        foreach (var key in witnesses.Where(key => key.Type == VerifierKey.Cosignature))
        {
            var own = parts.Signatures.Where(line => line.Name == key.Name && line.KeyId == key.Id).ToList();
            if (own.Count > 0 && own.All(line => key.Signed(parts.Text, line.Signature)) && Time(own[0]) is { } at) found.Add(new Cosignature(key, at));
        }

        return found;
    }

    /// <summary>
    /// What a witness answered to a checkpoint: its line, if it is one by this key over this very text; null for anything else, also
    /// where one of several lines under its name is false.
    /// </summary>
    /// <param name="checkpointText">Text that was sent, without signatures.</param>
    /// <param name="answer">Signature lines, each ending in a newline.</param>
    public static string? Accept(string checkpointText, string answer, VerifierKey witness)
    {
        if (!SignedNote.Split($"{checkpointText}\n{answer}").TryGet(out var parts, out _) || parts.Text != checkpointText) return null;
        var own = parts.Signatures.Where(line => line.Name == witness.Name && line.KeyId == witness.Id).ToList();
        return own.Count > 0 && own.All(line => witness.Signed(checkpointText, line.Signature) && Time(line) is not null) ? SignedNote.Line(own[0]) : null;
    }

    /// <summary>How many signatures the note carries besides those of these keys. Nothing is said of whether they hold.</summary>
    public static int Strangers(string note, IReadOnlyCollection<VerifierKey> known) => SignedNote.Split(note).TryGet(out var parts, out _)
        ? parts.Signatures.Count(line => !known.Any(key => key.Name == line.Name && key.Id == line.KeyId))
        : 0;

    private static SignedNote.SignatureLine? First(SignedNote.NoteParts parts, VerifierKey key) =>
        parts.Signatures.FirstOrDefault(line => line.Name == key.Name && line.KeyId == key.Id);

    private static DateTimeOffset? Time(SignedNote.SignatureLine line) =>
        line.Signature.Length == 72 && BinaryPrimitives.ReadUInt64BigEndian(line.Signature) is > 0 and <= LastSecond and var seconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
