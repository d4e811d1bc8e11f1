using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Gate.Release;

/// <summary>What shows the vault that an authorisation is in the record, from the log's own files.</summary>
/// <param name="witnesses">Null: no policy demands any.</param>
public sealed class RecordEvidence(LogFolder log, VerifierKey pinned, IFreshCheckpoints? witnesses = null)
{
    /// <summary>Whether readers, and the vault, wait for witnesses.</summary>
    public bool Witnessed => witnesses is not null;

    /// <summary>The wait is for witnesses that do not answer, not for a round that is under way.</summary>
    public bool WitnessesMissing => witnesses is { Missing: true };

    /// <summary>To be asked before the vault is: false where too few witnesses answered, and the vault would refuse.</summary>
    public Task<bool> Fresh(CancellationToken cancel) => witnesses?.BeFresh(cancel) ?? Task.FromResult(true);

    /// <summary>Entries under the published checkpoint.</summary>
    public long PublishedSize() => log.ReadCheckpoint() is { } note ? SizeOf(note) : 0;

    /// <summary>From the newest checkpoint, read anew: the vault may have seen a newer one than we had.</summary>
    public ReleaseEvidence Of(long index, VaultDescription known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var note = log.ReadCheckpoint()!;
        var size = SizeOf(note);
        var consistency = known.Size > 0 && known.Size < size ? log.ProveConsistency(known.Size, size).Hashes : null;
        return new ReleaseEvidence(index, log.ReceiptFor(index, note), consistency);
    }

    /// <summary>The proof that this entry is in the record, as a file to keep.</summary>
    public string Receipt(long index) => log.ReceiptFor(index, log.ReadCheckpoint()!);

    private long SizeOf(string note) => Checkpoint.Open(note, [pinned]).Value.Size;
}
