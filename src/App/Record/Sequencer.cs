using Writ.App.Data;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Store.Record;

namespace Writ.App.Record;

/// <summary>Points at which a test may break the sequencer. What holds after each is the table in docs/operate/crashes.md.</summary>
internal enum SequencerStep
{
    Read,
    Integrated,
    Signed,
    Swapped,
    Accepted,

    /// <summary>A quorum of witnesses has answered. Only where a policy asks for one.</summary>
    Asked,

    /// <summary>The cosigned checkpoint is in the database. Only where a policy asks for one.</summary>
    Kept,
    Published,
    Synced,
}

/// <summary>
/// Takes entries from the outbox into the tree: sequence, integrate, publish. One runs at a time; if two ever do, the
/// compare-and-swap in the store lets one of them sign and stops the other.
/// </summary>
/// <param name="witnessed">True: a signed checkpoint waits until <see cref="Publish"/> brings it back with its cosignatures.</param>
internal sealed class Sequencer(
    LogLedger ledger, LogFolder folder, SigningKey key, Action<SequencerStep>? probe = null, bool witnessed = false, long mostUnpublished = Sequencer.MostUnpublished)
{
    /// <summary>
    /// While witnesses are missing, so many entries are signed beyond what readers see; the rest stays in the outbox, accepted and
    /// durable, and nobody is turned away.
    /// </summary>
    public const long MostUnpublished = 65_536;

    private const int MostEntriesInOneBatch = 4096;

    private const string Overtaken = "Another sequencer signed: this one stops, so that the log cannot fork";

    // Tiles written since the last flush are made again at start; this bounds how many.
    private const long MostUnsyncedEntries = 8192;

    private readonly string origin = key.Verifier.Name;
    private LogWriter? writer;
    private LogState? state;

    // False from the swap until all that follows it is done: an exception in between leaves memory behind the disk.
    private bool current;
    private bool overtaken;

    /// <summary>Entries under the last signed checkpoint.</summary>
    public long Size => state?.Size ?? 0;

    /// <summary>The last signed checkpoint, without cosignatures; null before the first.</summary>
    public string? Signed => state?.Note;

    /// <summary>Entries under the checkpoint that readers see.</summary>
    public long PublishedSize { get; private set; }

    /// <summary>
    /// Makes the unflushed tail of tiles again from the outbox, checks that tiles and last signed checkpoint agree, and
    /// publishes that checkpoint if a crash kept it from being published.
    /// </summary>
    public async Task<Result<bool>> Start()
    {
        state = await ledger.State(origin);
        if (state is not null && state.Synced < state.Size)
        {
            var entries = await Tail(state.Synced, state.Size);
            if (LogWriter.Rebuild(folder, state.Synced, entries) is { Ok: false, Refusal: var lost }) return lost;
        }

        if (!LogWriter.Open(folder, key, state?.Note).TryGet(out writer, out var refusal)) return refusal;
        await PublishAgain(writer);
        current = true;
        return true;
    }

    /// <summary>What a crash kept from readers, or took from them.</summary>
    private async Task PublishAgain(LogWriter log)
    {
        var shown = folder.ReadCheckpoint() is { } note && Checkpoint.Open(note, [key.Verifier]).TryGet(out var opened, out _) ? opened : null;
        var due = witnessed ? await ledger.Published(origin) : state?.Note;
        if (due is not null && Checkpoint.Open(due, [key.Verifier]).Value is var head && (shown is null || shown.Size < head.Size))
        {
            log.Publish(due);
            shown = head;
        }

        PublishedSize = shown?.Size ?? 0;
    }

    /// <summary>
    /// One batch. False where nothing was pending. After an <see cref="IOException"/> (a full disk, as a rule) call it again
    /// later: it begins anew from what the database says. Any other exception is for good.
    /// </summary>
    public async Task<bool> Step()
    {
        if (writer is null) throw new InvalidOperationException("Not started");
        if (overtaken) throw new InvalidOperationException(Overtaken);
        if (!current && await Start() is { Ok: false, Refusal: var refusal })
            throw new InvalidOperationException($"The record cannot go on: {refusal.Code}");
        var room = witnessed ? mostUnpublished - (Size - PublishedSize) : long.MaxValue;
        if (room <= 0) return false;
        var log = writer;
        var pending = await ledger.Pending(state?.ThroughSeq ?? 0, (int)Math.Min(room, MostEntriesInOneBatch));
        if (pending.Count == 0) return false;
        probe?.Invoke(SequencerStep.Read);

        // Crash here: files beyond the signed size, which nobody reads and the next run writes again, byte for byte.
        var head = log.Integrate([.. pending.Select(e => (ReadOnlyMemory<byte>)e.Bytes)]);
        probe?.Invoke(SequencerStep.Integrated);

        // Crash here: a signature that never left this process.
        var note = log.Sign(head);
        probe?.Invoke(SequencerStep.Signed);

        // Crash before the swap: as above. After it: these entries are in the log for ever, and Start publishes the note.
        var next = new LogState { Origin = origin, Size = head.Size, ThroughSeq = pending[^1].Seq, Note = note, Synced = state?.Synced ?? 0 };
        current = false;
        var swapped = await ledger.Swap(state, next, pending);
        if (!swapped.TryGet(out var won, out var full)) throw new IOException(full.Sentence);
        if (!won)
        {
            overtaken = true;
            throw new InvalidOperationException(Overtaken);
        }

        probe?.Invoke(SequencerStep.Swapped);
        log.Accept(head);
        state = next;
        probe?.Invoke(SequencerStep.Accepted);

        // Crash here: readers still see the old checkpoint, which is true.
        if (!witnessed)
        {
            log.Publish(note);
            PublishedSize = head.Size;
            probe?.Invoke(SequencerStep.Published);
        }

        current = true;
        if (state.Size - state.Synced >= MostUnsyncedEntries) await Sync();
        return true;
    }

    /// <summary>
    /// Shows readers a checkpoint that was signed here and that the quorum cosigned. After an <see cref="IOException"/> the older one
    /// stands; bring it again.
    /// </summary>
    public async Task Publish(string cosigned)
    {
        if (writer is null) throw new InvalidOperationException("Not started");
        if (overtaken) throw new InvalidOperationException(Overtaken);
        var size = Checkpoint.Open(cosigned, [key.Verifier]).Value.Size;

        // Crash here: cosignatures that nobody saw. The witnesses know this size, and so does the database, which was first.
        probe?.Invoke(SequencerStep.Asked);
        if (!(await ledger.Publish(origin, size, cosigned)).TryGet(out _, out var full)) throw new IOException(full.Sentence);

        // Crash here: readers see the older checkpoint, until start publishes this one.
        probe?.Invoke(SequencerStep.Kept);
        writer.Publish(cosigned);
        PublishedSize = Math.Max(PublishedSize, size);
        probe?.Invoke(SequencerStep.Published);
    }

    /// <summary>Flushes tiles. A power loss before it costs a rebuild of the tail from the outbox, nothing else.</summary>
    public async Task Sync()
    {
        if (!current || writer is null || state is null || state.Synced == state.Size) return;

        // What a flush that failed wrote is not trusted to be there: the tail is made again.
        current = false;
        writer.Sync();
        if ((await ledger.MarkSynced(origin, state.Size)).Ok)
            state = new LogState { Origin = origin, Size = state.Size, ThroughSeq = state.ThroughSeq, Note = state.Note, Synced = state.Size };
        probe?.Invoke(SequencerStep.Synced);
        current = true;
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<byte>>> Tail(long from, long size)
    {
        var all = new List<ReadOnlyMemory<byte>>();
        while (from + all.Count < size)
        {
            var some = await ledger.Sequenced(from + all.Count, MostEntriesInOneBatch);
            if (some.Count == 0) break;
            all.AddRange(some.Select(e => (ReadOnlyMemory<byte>)e.Bytes));
        }

        return all;
    }
}
