using System.Text;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Ledger.Witnesses;

namespace Writ.App.Audit;

/// <summary>A leaf that somebody may open, and where it stands.</summary>
/// <param name="Ordinal">Of a register leaf, counted from 0; of an authorisation leaf -1.</param>
internal sealed record AuditedEntry(long Index, long Ordinal, byte[] Bytes, byte[] Hash)
{
    public bool IsRegister => Ordinal >= 0;

    public string Place => $"entry {Index}";
}

/// <summary>
/// A log, read once: signature, quorum, every entry strictly, the root recomputed. Tiles, receipts, and what the site shows beside the log are <c>writ-verify</c>'s to check.
/// </summary>
internal sealed class AuditedLog
{
    private readonly List<(long Index, Fact Fact)> facts = [];
    private readonly List<AuditedEntry> leaves = [];
    private readonly List<AuditedEntry> registers = [];
    private readonly Dictionary<string, AuditedEntry> byHash = new(StringComparer.Ordinal);

    private AuditedLog(Checkpoint checkpoint) => Checkpoint = checkpoint;

    public Checkpoint Checkpoint { get; }

    /// <summary>Register and authorisation leaves in order.</summary>
    public IReadOnlyList<AuditedEntry> Leaves => leaves;

    /// <summary>By ordinal.</summary>
    public IReadOnlyList<AuditedEntry> Registers => registers;

    /// <summary>Those that an audit looks at: opened, adjusted, reports, auditors.</summary>
    public IReadOnlyList<(long Index, Fact Fact)> Facts => facts;

    public Fact.LogOpened? Opened => facts.Select(f => f.Fact).OfType<Fact.LogOpened>().FirstOrDefault();

    public AuditedEntry? Find(ReadOnlySpan<byte> leafHash) => byHash.GetValueOrDefault(Convert.ToHexString(leafHash));

    /// <summary>Index of the first fact at this index or after it that says this time or a later one; null where there is none yet.</summary>
    public long? FirstAt(long index, DateTimeOffset at) => facts.Where(f => f.Index >= index && f.Fact.At >= at).Select(f => (long?)f.Index).FirstOrDefault();

    /// <summary>Which leaf stood where in a log of this size.</summary>
    public RegisterPlaces PlacesAt(long size)
    {
        var places = new RegisterPlaces();
        foreach (var (index, fact) in facts)
        {
            if (fact is Fact.ClassAdjusted adjusted && index < size && Ordinal(adjusted.Leaf) is { } leaf && Ordinal(adjusted.By) is { } by) places.Adjust(leaf, by);
        }

        return places;
    }

    /// <summary>Null where nothing after it would mean anything; why is among the findings.</summary>
    public static async Task<AuditedLog?> Read(RecordSource source, VerifierKey? given, WitnessPolicy policy, AuditFindings findings, CancellationToken cancel)
    {
        if (await source.Read($"ledger/{TilePath.Checkpoint}", cancel) is not { } note)
        {
            findings.Unchecked("verify-no-checkpoint", "ledger/checkpoint", "There is no checkpoint: nothing here can be checked.");
            return null;
        }

        var text = Encoding.UTF8.GetString(note);
        var origin = text.Split('\n', 2)[0];
        if ((given ?? policy.Logs.FirstOrDefault(log => log.Name == origin)) is not { } key || (policy.Logs.Count > 0 && !policy.Logs.Contains(key)))
        {
            findings.Unchecked("verify-policy-log", "--policy", "The policy does not name this log's key; give the policy of this log, or the key with --vkey.");
            return null;
        }

        if (!SignedNote.Verify(note, [key, .. policy.Witnesses], out _).TryGet(out _, out var refusal) || !Checkpoint.Open(text, [key]).TryGet(out var checkpoint, out refusal))
        {
            findings.False(refusal.Code, "ledger/checkpoint", refusal.Sentence);
            return null;
        }

        if (policy.Demands && !policy.IsMet([.. Cosignatures.In(text, policy.Witnesses).Select(c => c.Witness)]))
            findings.False("verify-witnesses-missing", "ledger/checkpoint", $"The policy demands {policy.Words}; not enough of them have cosigned.");
        var log = new AuditedLog(checkpoint);
        return await log.ReadEntries(source, findings, cancel) ? log : null;
    }

    private async Task<bool> ReadEntries(RecordSource source, AuditFindings findings, CancellationToken cancel)
    {
        var tree = new TreeBuilder();
        for (var bundle = 0L; TilePath.WidthAt(0, bundle, Checkpoint.Size) is > 0 and var width; bundle++)
        {
            var path = $"ledger/{TilePath.Entries(bundle, width)}";
            var count = width;
            var bytes = await source.Read(path, cancel);
            if (bytes is null && width < TilePath.Width)
            {
                // A partial bundle goes once the full one is there.
                (path, count) = ($"ledger/{TilePath.Entries(bundle)}", TilePath.Width);
                bytes = await source.Read(path, cancel);
            }

            if (bytes is null)
            {
                findings.Unchecked("verify-file-missing", path, "The log does not serve this file.");
                return false;
            }

            if (!EntryBundle.Parse(bytes, count).TryGet(out var entries, out var refusal))
            {
                findings.False(refusal.Code, path, refusal.Sentence);
                return false;
            }

            entries = entries[..width];
            var hashes = Rfc6962.Leaves(entries);
            for (var i = 0; i < width; i++) Take(tree.Size + i, entries[i].Span, hashes.AsSpan(i * 32, 32), findings);
            tree.Append(hashes);
        }

        if (!tree.Root().AsSpan().SequenceEqual(Checkpoint.Root))
            findings.False("verify-root-differs", "ledger/checkpoint", "The entries served do not give the root that the log signed.");
        if (Opened is null || facts[0].Index != 0)
            findings.False("verify-log-not-opened", "entry 0", "The first entry has to be the fact log-opened.");
        return true;
    }

    private void Take(long index, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> hash, AuditFindings findings)
    {
        switch (EntryKind.Of(entry))
        {
            case LogEntryKind.Fact when Ledger.Facts.Facts.Parse(entry).TryGet(out var fact, out var refusal):
                facts.Add((index, fact));
                break;
            case LogEntryKind.Fact:
                findings.False("ledger-fact-malformed", $"entry {index}", "This open fact cannot be read; a newer program may know its kind.");
                break;
            case LogEntryKind.Register when RegisterLeaf.Parse(entry).Ok:
                Keep(new AuditedEntry(index, registers.Count, entry.ToArray(), hash.ToArray()));
                registers.Add(leaves[^1]);
                break;
            case LogEntryKind.Authorisation when AuthorisationOpening.IsLeaf(entry):
                Keep(new AuditedEntry(index, -1, entry.ToArray(), hash.ToArray()));
                break;
            case LogEntryKind.Register or LogEntryKind.Authorisation:
                findings.False("ledger-leaf-malformed", $"entry {index}", "This leaf is not of the form that it must have.");
                break;
            case null:
                findings.False("verify-entry-unknown", $"entry {index}", "This entry is no fact, no register leaf and no authorisation leaf.");
                break;
        }

        void Keep(AuditedEntry leaf)
        {
            leaves.Add(leaf);
            if (!byHash.TryAdd(Convert.ToHexString(leaf.Hash), leaf)) findings.False("audit-leaf-twice", leaf.Place, "The same leaf stands in the log twice.");
        }
    }

    private long? Ordinal(long index)
    {
        var (low, high) = (0, registers.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (registers[middle].Index == index) return middle;
            if (registers[middle].Index < index) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}
