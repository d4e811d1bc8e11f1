using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Gate.Release;

/// <summary>What shows the vault that an authorisation is in the record, from the log's own files.</summary>
/// <param name="witnesses">Null: no policy demands any.</param>
public sealed class RecordEvidence(LogFolder log, VerifierKey pinned, IFreshCheckpoints? witnesses = null)
{
    private const int MostEntries = 4096;

    /// <summary>Whether readers, and the vault, wait for witnesses.</summary>
    public bool Witnessed => witnesses is not null;

    /// <summary>The wait is for witnesses that do not answer, not for a round that is under way.</summary>
    public bool WitnessesMissing => witnesses is { Missing: true };

    /// <summary>To be asked before the vault is: false where too few witnesses answered, and the vault would refuse.</summary>
    public Task<bool> Fresh(CancellationToken cancel) => witnesses?.BeFresh(cancel) ?? Task.FromResult(true);

    /// <summary>Entries under the published checkpoint.</summary>
    public long PublishedSize() => log.ReadCheckpoint() is { } note ? SizeOf(note) : 0;

    /// <summary>From the newest checkpoint, read anew: the vault may have seen a newer one than we had.</summary>
    /// <param name="leaf">The demand's register leaf; null for a person's own request.</param>
    public ReleaseEvidence Of(long index, VaultDescription known, DemandLeaf? leaf = null)
    {
        ArgumentNullException.ThrowIfNull(known);
        var note = log.ReadCheckpoint()!;
        var size = SizeOf(note);
        var consistency = known.Size > 0 && known.Size < size ? log.ProveConsistency(known.Size, size).Hashes : null;
        return new ReleaseEvidence(index, log.ReceiptFor(index, note), consistency, ForVault(note, size), leaf is null ? null : Shown(leaf, size));
    }

    /// <summary>The log under the newest checkpoint that readers see; null before the first.</summary>
    public LogForVault? Newest() => log.ReadCheckpoint() is { } note ? ForVault(note, SizeOf(note)) : null;

    /// <summary>The proof that this entry is in the record, as a file to keep.</summary>
    public string Receipt(long index) => log.ReceiptFor(index, log.ReadCheckpoint()!);

    private LogForVault ForVault(string note, long size) =>
        new(note, size, from => log.ProveConsistency(from, size).Hashes, from => Part(from, size));

    /// <summary>As many entries as one message takes, and no more than some bundles of them.</summary>
    private (int Count, byte[] Entries) Part(long from, long size)
    {
        using var bytes = new MemoryStream();
        var count = 0;
        while (count < MostEntries && from + count < size)
        {
            foreach (var entry in log.ReadEntries(from + count, size))
            {
                if (bytes.Length + 2 + entry.Length > VaultWire.MaxEntries) return (count, bytes.ToArray());
                EntryBundle.Append(bytes, entry.Span);
                count++;
            }
        }

        return (count, bytes.ToArray());
    }

    /// <summary>In the log where readers see it there; else by the promise.</summary>
    private AskRegister Shown(DemandLeaf leaf, long size) => leaf.Index is { } at && at < size
        ? new AskRegister(leaf.Leaf, at, log.Prove(at, size).Hashes, null, leaf.Fields, leaf.Salt)
        : new AskRegister(leaf.Leaf, null, [], leaf.Promise, leaf.Fields, leaf.Salt);

    private long SizeOf(string note) => Checkpoint.Open(note, [pinned]).Value.Size;
}
