using System.Text;

namespace Writ.Ledger.Log;

/// <summary>
/// The files of one log as they are served: <c>checkpoint</c>, <c>vkey</c>, <c>tile/...</c>, <c>tile/entries/...</c>.
/// Reading may go on beside one writer. A file that is missing or too short throws <see cref="InvalidDataException"/>:
/// sizes are asked for only under a checkpoint that promises them.
/// </summary>
public sealed class LogFolder(string path)
{
    private readonly Lock publishing = new();

    public string Root { get; } = path;

    /// <summary>Told of every call that changes the disk, before it is made: where a test fails each of them in turn.</summary>
    internal Action<DiskCall, string>? Before { get; init; }

    /// <summary>The signed note last published, or null.</summary>
    public string? ReadCheckpoint() => ReadText(TilePath.Checkpoint);

    /// <summary>After a crash: the old note or the new one, whole. Only <see cref="LogWriter.Sync"/> makes it durable.</summary>
    public void WriteCheckpoint(string note)
    {
        lock (publishing) Replace(TilePath.Checkpoint, Encoding.UTF8.GetBytes(note));
    }

    /// <summary>
    /// Adds one signature line to the published checkpoint, if that is still this note; false, and nothing changed, otherwise. Beside one writer that
    /// publishes through this same object.
    /// </summary>
    public bool Attach(string note, string line)
    {
        lock (publishing)
        {
            if (ReadCheckpoint() != note) return false;
            Replace(TilePath.Checkpoint, Encoding.UTF8.GetBytes(note + line));
            return true;
        }
    }

    public string? ReadVerifierKey() => ReadText(TilePath.VerifierKey)?.TrimEnd('\n');

    public void WriteVerifierKey(VerifierKey key) => Replace(TilePath.VerifierKey, Encoding.UTF8.GetBytes($"{key}\n"));

    /// <summary>The policy as the log says it: without addresses. Null where none is in force.</summary>
    public string? ReadPolicy() => ReadText(TilePath.Policy);

    /// <summary>What <see cref="ReadPolicy"/> gives from now on.</summary>
    public void WritePolicy(WitnessPolicy? policy)
    {
        if (policy is null) Delete(Full(TilePath.Policy));
        else if (ReadPolicy() != policy.Text) Replace(TilePath.Policy, Encoding.UTF8.GetBytes(policy.Text));
    }

    /// <param name="size">Of a checkpoint that was signed.</param>
    public ReadOnlyMemory<byte> ReadEntry(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var bundle = index / TilePath.Width;
        var entries = TryReadEntries(bundle, TilePath.WidthAt(0, bundle, size))
            ?? throw new InvalidDataException($"{TilePath.Entries(bundle)} is missing or cut short");
        return entries[(int)(index % TilePath.Width)];
    }

    /// <summary>Entries from <paramref name="from"/> to the end of their bundle, or of the log: at least one.</summary>
    /// <param name="size">Of a checkpoint that was signed, beyond <paramref name="from"/>.</param>
    public ReadOnlyMemory<byte>[] ReadEntries(long from, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, size);
        var bundle = from / TilePath.Width;
        var entries = TryReadEntries(bundle, TilePath.WidthAt(0, bundle, size)) ?? throw new InvalidDataException($"{TilePath.Entries(bundle)} is missing or cut short");
        return entries[(int)(from % TilePath.Width)..];
    }

    public InclusionProof Prove(long index, long size) => new TileTree(size, ReadTile).Inclusion(index);

    public ConsistencyProof ProveConsistency(long oldSize, long newSize) => new TileTree(newSize, ReadTile).Consistency(oldSize);

    /// <summary>The root that the tiles give for this size.</summary>
    public byte[] RootAt(long size) => RootAt(size, size);

    /// <summary>The root of the first <paramref name="size"/> entries of a log that has grown since; tiles of that size need not be there.</summary>
    /// <param name="within">A size that was signed, at least <paramref name="size"/>.</param>
    public byte[] RootAt(long size, long within)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(within, size);
        return new TileTree(size, (level, index, _) => ReadTile(level, index, TilePath.WidthAt(level, index, within))).Root();
    }

    /// <summary>A receipt for one entry (C2SP tlog-proof) under a checkpoint of this log.</summary>
    public string ReceiptFor(long index, string checkpointNote)
    {
        var blank = checkpointNote.IndexOf("\n\n", StringComparison.Ordinal);
        var checkpoint = blank < 0 ? null : Checkpoint.Parse(checkpointNote[..(blank + 1)]) is { Ok: true } parsed ? parsed.Value : null;
        if (checkpoint is null) throw new ArgumentException("Not a signed checkpoint", nameof(checkpointNote));
        return TlogProof.Write(Prove(index, checkpoint.Size), checkpointNote);
    }

    /// <summary>A receipt under the newest published checkpoint; null where it does not cover the entry yet.</summary>
    public string? TryReceiptFor(long index)
    {
        if (ReadCheckpoint() is not { } note) return null;
        var blank = note.IndexOf("\n\n", StringComparison.Ordinal);
        return blank > 0 && Checkpoint.Parse(note[..(blank + 1)]) is { Ok: true, Value.Size: var size } && index < size ? ReceiptFor(index, note) : null;
    }

    internal string Full(string relative) => Path.Combine(Root, relative);

    internal ReadOnlyMemory<byte> ReadTile(int level, long index, int width) =>
        TryReadTile(level, index, width) ?? throw new InvalidDataException($"{TilePath.Tile(level, index, width)} is missing or cut short");

    /// <summary>The first hashes of a tile; from the full one where the partial one is gone. Null if neither holds them.</summary>
    internal ReadOnlyMemory<byte>? TryReadTile(int level, long index, int width)
    {
        if (TryRead(TilePath.Tile(level, index, width)) is { } exact && exact.Length == width * 32) return exact;
        if (TryRead(TilePath.Tile(level, index)) is { } full && full.Length == TilePath.Width * 32) return full.AsMemory(0, width * 32);
        return null;
    }

    internal ReadOnlyMemory<byte>[]? TryReadEntries(long index, int width)
    {
        if (TryRead(TilePath.Entries(index, width)) is { } exact && EntryBundle.Read(exact, width, out _) is { } entries) return entries;
        return TryRead(TilePath.Entries(index)) is { } full ? EntryBundle.Read(full, width, out _) : null;
    }

    /// <summary>Old content or new, never half of either.</summary>
    internal void Replace(string relative, ReadOnlySpan<byte> content)
    {
        var target = Full(relative);
        MakeFolder(Path.GetDirectoryName(target)!);
        var temporary = target + ".tmp";
        try
        {
            Create(temporary, content, FileMode.Create);
            Before?.Invoke(DiskCall.Rename, target);
            File.Move(temporary, target, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(temporary);
            throw;
        }
    }

    internal void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        Before?.Invoke(DiskCall.MakeFolder, path);
        Directory.CreateDirectory(path);
    }

    internal void Create(string path, ReadOnlySpan<byte> content, FileMode mode)
    {
        Before?.Invoke(DiskCall.Create, path);
        using var file = File.OpenHandle(path, mode, FileAccess.Write, FileShare.Read);
        Before?.Invoke(DiskCall.Write, path);
        RandomAccess.Write(file, content, 0);
    }

    internal void Delete(string path)
    {
        Before?.Invoke(DiskCall.Delete, path);
        File.Delete(path);
    }

    private byte[]? TryRead(string relative)
    {
        try
        {
            return File.ReadAllBytes(Full(relative));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private string? ReadText(string relative) => TryRead(relative) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}

/// <summary>What changes a disk.</summary>
internal enum DiskCall
{
    MakeFolder,
    Create,
    Write,
    Rename,
    Flush,
    FlushFolder,
    Delete,
}
