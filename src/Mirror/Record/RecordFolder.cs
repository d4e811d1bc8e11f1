using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Witnesses;

namespace Writ.Mirror.Record;

/// <summary>The three lines of a signed checkpoint's body (C2SP tlog-checkpoint). Shown, never trusted: verifying is the reader's part.</summary>
/// <param name="Root">Base64 of the root hash.</param>
internal sealed record CheckpointLines(string Origin, long Size, string Root);

/// <param name="Words">The quorum, for instance <c>2 of a, b, c</c>.</param>
/// <param name="Met">Whether it cosigned the checkpoint that is published.</param>
internal sealed record WitnessLines(string Words, bool Met, IReadOnlyList<WitnessLine> All);

/// <param name="At">When it cosigned the checkpoint that is published, by its own clock; null if it did not.</param>
internal sealed record WitnessLine(string Name, string VerifierKey, DateTimeOffset? At);

/// <summary>One entry of the log as far as its first byte and its kind tell.</summary>
internal sealed record EntryLine(long Index, string Kind, string? At);

/// <summary>The record's folder, read only. Which files exist for strangers is a closed pattern; nothing else is reachable.</summary>
internal sealed partial class RecordFolder(string root)
{
    /// <summary>The bytes of one public file of the record, by its address below <c>/ledger/</c>; null if there is none of that name.</summary>
    public string? Resolve(string? path)
    {
        if (root.Length == 0 || path is null || path.Length > 200 || !PublicFile().IsMatch(path)) return null;
        var place = Path.GetFullPath(root);
        foreach (var step in path.Split('/'))
        {
            place = Path.Combine(place, step);
            // A link inside the folder could point anywhere.
            if (new FileInfo(place).LinkTarget is not null) return null;
        }

        return File.Exists(place) ? place : null;
    }

    public static bool IsTile(string path) => path.StartsWith("tile/", StringComparison.Ordinal);

    /// <summary>Null: none published yet, or it cannot be read.</summary>
    public CheckpointLines? Checkpoint() => Text("checkpoint") is { } note ? Parse(note) : null;

    /// <summary>The log's verifier key, one line; null if there is none yet.</summary>
    public string? VerifierKey() => Text("vkey")?.Trim();

    /// <summary>The policy of witnesses as the publisher says it, and whose cosignatures on the published checkpoint hold; null if none is in force.</summary>
    public WitnessLines? Witnesses()
    {
        if (Text("policy") is not { } text || !WitnessPolicy.Parse(text).TryGet(out var policy, out _) || !policy.Demands) return null;
        var cosigned = Text("checkpoint") is { } note ? Cosignatures.In(note, policy.Witnesses) : [];
        return new WitnessLines(
            policy.Words, policy.IsMet([.. cosigned.Select(c => c.Witness)]),
            [.. policy.Named.Select(witness => new WitnessLine(witness.Name, witness.Key.ToString(), cosigned.FirstOrDefault(c => c.Witness.Equals(witness.Key))?.At))]);
    }

    /// <summary>The last entries, newest first; empty where the bundles cannot be read.</summary>
    public IReadOnlyList<EntryLine> Last(CheckpointLines checkpoint, int count)
    {
        var lines = new List<EntryLine>();
        var next = checkpoint.Size - 1;
        while (next >= 0 && lines.Count < count)
        {
            var bundle = Bundle(next / TilePath.Width, checkpoint.Size);
            var first = next / TilePath.Width * TilePath.Width;
            if (bundle is null) break;
            for (; next >= first && lines.Count < count; next--)
            {
                lines.Add(Describe(next, bundle[(int)(next - first)]));
            }
        }

        return lines;
    }

    internal static CheckpointLines? Parse(string note)
    {
        var blank = note.IndexOf("\n\n", StringComparison.Ordinal);
        return blank >= 0 && Ledger.Log.Checkpoint.Parse(note[..(blank + 1)]).TryGet(out var read, out _)
            ? new CheckpointLines(read.Origin, read.Size, Convert.ToBase64String(read.Root))
            : null;
    }

    internal static EntryLine Describe(long index, ReadOnlyMemory<byte> entry) => EntryKind.Of(entry.Span) switch
    {
        LogEntryKind.Register => new EntryLine(index, "register leaf (one demand, or none: it does not say)", null),
        LogEntryKind.Authorisation => new EntryLine(index, "authorisation leaf", null),
        LogEntryKind.Fact => Fact(index, entry),
        null => new EntryLine(index, "unknown", null),
    };

    private static EntryLine Fact(long index, ReadOnlyMemory<byte> entry)
    {
        try
        {
            using var fact = JsonDocument.Parse(entry);
            string? Member(string name) =>
                fact.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return new EntryLine(index, $"open fact: {Member("kind") ?? "of no kind"}", Member("at"));
        }
        catch (JsonException)
        {
            return new EntryLine(index, "open fact that cannot be read", null);
        }
    }

    /// <summary>The entries of one bundle, at least those under the checkpoint; null where they cannot be read.</summary>
    public ReadOnlyMemory<byte>[]? Bundle(long number, long size)
    {
        // A full bundle may already have taken the place of the partial one that this checkpoint asks for.
        var width = TilePath.WidthAt(0, number, size);
        return Read(TilePath.Entries(number, width), width) ?? Read(TilePath.Entries(number), TilePath.Width);
    }

    private ReadOnlyMemory<byte>[]? Read(string name, int count)
    {
        try
        {
            return Resolve(name) is { } path && new FileInfo(path).Length <= EntryBundle.MaxBytes
                && EntryBundle.Parse(File.ReadAllBytes(path), count).TryGet(out var entries, out _) ? entries : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string? Text(string name)
    {
        try
        {
            var path = Resolve(name);
            return path is not null && new FileInfo(path).Length <= 65536 ? File.ReadAllText(path, Encoding.UTF8) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A(checkpoint|vkey|policy|tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/(x[0-9]{3}/){0,6}[0-9]{3}(\.p/([1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex PublicFile();
}
