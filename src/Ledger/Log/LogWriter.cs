using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>
/// Puts entries into the tree: integrate, sign, accept, publish. The caller holds the entries durably, in order and
/// for ever fixed to their slots, before it calls; so every file here can be made again from them, byte for byte.
/// One writer at a time, not safe for threads.
/// </summary>
/// <remarks>
/// What holds after a crash at each step:
/// before or within <see cref="Integrate"/>: the last signed checkpoint stands; files beyond it are unread, and are
/// written over with the same bytes. After <see cref="Sign"/>: the same; the note exists only in the caller's hands.
/// After the caller's compare-and-swap: the new note is the last signed one; its tiles may be lost if power went, and
/// <see cref="Rebuild"/> makes them again. After <see cref="Publish"/>: readers see the old checkpoint or the new one.
/// After <see cref="Sync"/>: nothing has to be made again.
/// </remarks>
public sealed class LogWriter
{
    private readonly SigningKey key;
    private readonly TileWriter files;
    private TreeEdge accepted;
    private TreeEdge? integrated;

    private LogWriter(LogFolder folder, SigningKey key, TreeEdge edge)
    {
        this.key = key;
        files = new TileWriter(folder);
        accepted = edge;
    }

    /// <summary>Entries under the last accepted head.</summary>
    public long Size => accepted.Tree.Size;

    public TreeHead Head => accepted.Head();

    /// <summary>
    /// Checks that the tiles on disk give exactly the root of the last signed checkpoint, so that nothing is ever signed
    /// on top of another history. Hash tiles of the last million entries and all above them are rehashed, and so is the
    /// unfinished bundle; the rest is the business of <c>writ-verify</c>.
    /// Refusals: <c>ledger-tiles-lost</c>, <c>ledger-root-differs</c>, <c>ledger-rolled-back</c>, and those of the note.
    /// </summary>
    /// <param name="lastSignedNote">From where the compare-and-swap is done; null only for a log that never signed.</param>
    public static Result<LogWriter> Open(LogFolder folder, SigningKey key, string? lastSignedNote)
    {
        var last = TreeHead.Empty;
        if (lastSignedNote is not null)
        {
            if (!Checkpoint.Open(lastSignedNote, [key.Verifier]).TryGet(out var checkpoint, out var refusal)) return refusal;
            last = checkpoint.Head;
        }

        if (RolledBack(folder, key, last) is { } rolledBack) return rolledBack;
        if (!TreeEdge.Load(folder, last.Size).TryGet(out var edge, out var lost)) return lost;
        if (!edge.Head().Same(last))
            return new Refusal("ledger-root-differs", "The tiles do not give the root last signed; restore them or rebuild them from the outbox.", RefusalKind.Conflict);
        if (folder.ReadVerifierKey() != key.Verifier.ToString()) folder.WriteVerifierKey(key.Verifier);
        return new LogWriter(folder, key, edge);
    }

    /// <summary>
    /// Writes entry bundles and tiles for these entries, on top of the accepted head, and returns the new head. Nothing
    /// is flushed and nothing is accepted; calling again, with the same entries or more, writes the same bytes.
    /// </summary>
    public TreeHead Integrate(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        integrated = null;
        var edge = accepted.Copy();
        edge.Append(entries, files);
        integrated = edge;
        return edge.Head();
    }

    /// <summary>The signed checkpoint. Only a head whose tiles were written by the last <see cref="Integrate"/>, or the accepted one, is signed.</summary>
    public string Sign(TreeHead head)
    {
        if (!(integrated?.Head().Same(head) ?? false) && !accepted.Head().Same(head))
            throw new InvalidOperationException("This head was not integrated: it is never signed");
        return key.SignNote(new Checkpoint(key.Verifier.Name, head.Size, head.Root).ToText());
    }

    /// <summary>The caller's compare-and-swap from the old note to this head's note succeeded.</summary>
    public void Accept(TreeHead head)
    {
        if (accepted.Head().Same(head)) return;
        if (integrated is null || !integrated.Head().Same(head)) throw new InvalidOperationException("This head was not integrated");
        accepted = integrated;
        integrated = null;
    }

    /// <summary>Replaces the checkpoint file. The note is of the accepted head, perhaps with cosignatures by now.</summary>
    public void Publish(string note)
    {
        if (!Checkpoint.Open(note, [key.Verifier]).TryGet(out var checkpoint, out var refusal))
            throw new InvalidOperationException($"Not a checkpoint of this log: {refusal.Code}");
        if (checkpoint.Size > Size) throw new InvalidOperationException("Published only after it was accepted");
        files.Publish(note);
    }

    /// <summary>Makes every file written since the last call durable, folders included. Then partial tiles that full ones replaced go.</summary>
    public void Sync() => files.Sync(accepted.Tree.Size);

    /// <summary>
    /// After a power loss: makes the tail again. Everything up to <paramref name="from"/> was synced; the entries are
    /// those from there on, as the caller's database holds them. Partial tiles of earlier checkpoints are mended where they
    /// were torn; those that the power loss took whole are gone, and their readers take a newer checkpoint. Returns the head
    /// the entries give, durable; then <see cref="Open"/> compares it with the last signed one.
    /// </summary>
    public static Result<TreeHead> Rebuild(LogFolder folder, long from, IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        if (!TreeEdge.Load(folder, from).TryGet(out var edge, out var refusal)) return refusal;
        var files = new TileWriter(folder);
        foreach (var batch in entries.Chunk(TilePath.Width)) edge.Append(batch, files);
        PartialTiles.Mend(folder, files, from, edge.Tree.Size);
        files.Sync(from);
        return edge.Head();
    }

    /// <summary>A published checkpoint is never ahead of the one last signed, unless the caller's database went back in time.</summary>
    private static Refusal? RolledBack(LogFolder folder, SigningKey key, TreeHead last)
    {
        if (folder.ReadCheckpoint() is not { } note) return null;
        // After a power loss the file may be torn; it is published anew and tells nothing.
        if (!Checkpoint.Open(note, [key.Verifier]).TryGet(out var published, out _)) return null;
        return published.Size < last.Size || published.Head.Same(last)
            ? null
            : new Refusal("ledger-rolled-back", "The published checkpoint is ahead of the database; restore the newest database before signing.", RefusalKind.Conflict);
    }
}
