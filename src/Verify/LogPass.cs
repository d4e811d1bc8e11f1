using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>
/// Reads the whole log once, in bounded memory: every bundle, every tile. Recomputes the tree, compares every tile byte
/// for byte, and hands every entry on. Stays at the size of the checkpoint it was given, however the log grows.
/// </summary>
internal sealed class LogPass(Site site, Checkpoint checkpoint, Findings findings, Papers papers, Action<long, long> progress)
{
    private readonly TreeBuilder tree = new();
    private readonly MemoryStream[] rows = [.. Enumerable.Range(0, 8).Select(_ => new MemoryStream())];
    private readonly long[] tileAt = new long[8];
    private byte[]? leafTile;

    /// <summary>Null if the entries could not all be read; then nothing further can be said.</summary>
    public LogContents? Run()
    {
        var contents = new LogContents { Checkpoint = checkpoint };
        foreach (var (path, bytes, tile) in ReadAhead(Bundles()))
        {
            var width = TilePath.WidthAt(0, tree.Size / TilePath.Width, checkpoint.Size);
            if (bytes is null)
            {
                findings.Unchecked("verify-file-missing", path, "The log does not serve this file.");
                return null;
            }

            if (Entries(bytes, width, path) is not { } entries) return null;
            leafTile = tile;
            Take(entries, contents);
            progress(tree.Size, checkpoint.Size);
        }

        for (var level = 0; level < rows.Length; level++)
        {
            if (rows[level].Length > 0) CompareTile(level);
        }

        if (!tree.Root().AsSpan().SequenceEqual(checkpoint.Root))
            findings.False("verify-root-differs", "ledger/checkpoint", "The entries served do not give the root that the log signed.");
        if (checkpoint.Size == 0)
            findings.False("verify-log-not-opened", "ledger/checkpoint", "The first entry has to be the fact log-opened; this log has none.");
        return contents;
    }

    private void Take(ReadOnlyMemory<byte>[] entries, LogContents contents)
    {
        var start = tree.Size;
        var leaves = Rfc6962.Leaves(entries);
        for (var i = 0; i < entries.Length; i++)
        {
            contents.Take(start + i, entries[i].Span, findings);
            papers.Seen(start + i, leaves.AsSpan(i * 32, 32));
        }

        foreach (var size in papers.SizesIn(start, start + entries.Length))
        {
            var older = tree.Copy();
            older.Append(leaves.AsSpan(0, (int)(size - start) * 32));
            papers.RootAt(size, older.Root());
        }

        tree.Append(leaves, (level, _, hashes) =>
        {
            if (level % 8 == 0) AddToTiles(level / 8, hashes);
        });
    }

    private void AddToTiles(int level, ReadOnlySpan<byte> hashes)
    {
        while (hashes.Length > 0)
        {
            var room = (TilePath.Width * 32) - (int)rows[level].Length;
            var part = hashes[..Math.Min(room, hashes.Length)];
            rows[level].Write(part);
            hashes = hashes[part.Length..];
            if (rows[level].Length == TilePath.Width * 32) CompareTile(level);
        }
    }

    private void CompareTile(int level)
    {
        var expected = rows[level].ToArray();
        rows[level].SetLength(0);
        var index = tileAt[level]++;
        var width = expected.Length / 32;
        var path = "ledger/" + TilePath.Tile(level, index, width);
        var served = level == 0 ? leafTile : Tile(level, index, width).GetAwaiter().GetResult();
        if (served is null)
            findings.Unchecked("verify-file-missing", path, "The log does not serve this file.");
        else if (!served.AsSpan().SequenceEqual(expected))
            findings.False("verify-tile-differs", path, "This tile is not what the entries served hash to.");
    }

    private ReadOnlyMemory<byte>[]? Entries(byte[] bytes, int width, string path)
    {
        // The full bundle that stands in for a partial one holds more than is asked for.
        var count = path.Contains(".p/", StringComparison.Ordinal) || width == TilePath.Width ? width : TilePath.Width;
        if (!EntryBundle.Parse(bytes, count).TryGet(out var entries, out var refusal))
        {
            findings.False(refusal, path);
            return null;
        }

        return entries[..width];
    }

    /// <summary>In order, a few of them ahead.</summary>
    private static IEnumerable<Fetched> ReadAhead(IEnumerable<Func<Task<Fetched>>> reads)
    {
        const int Ahead = 8;
        var pending = new Queue<Task<Fetched>>();
        foreach (var read in reads)
        {
            pending.Enqueue(read());
            if (pending.Count >= Ahead) yield return pending.Dequeue().GetAwaiter().GetResult();
        }

        while (pending.TryDequeue(out var next)) yield return next.GetAwaiter().GetResult();
    }

    private IEnumerable<Func<Task<Fetched>>> Bundles()
    {
        for (var index = 0L; TilePath.WidthAt(0, index, checkpoint.Size) > 0; index++) yield return Bundle(index);
    }

    private Func<Task<Fetched>> Bundle(long index) => async () =>
    {
        var width = TilePath.WidthAt(0, index, checkpoint.Size);
        var tile = Tile(0, index, width);
        var path = "ledger/" + TilePath.Entries(index, width);
        var bytes = await site.Read(path, EntryBundle.MaxBytes);
        if (bytes is null && width < TilePath.Width)
        {
            var full = "ledger/" + TilePath.Entries(index);
            bytes = await site.Read(full, EntryBundle.MaxBytes);
            if (bytes is not null) path = full;
        }

        return new Fetched(path, bytes, await tile);
    };

    /// <summary>Null if the log serves neither the tile nor, once it has grown past it, the full one that begins with it.</summary>
    private async Task<byte[]?> Tile(int level, long index, int width)
    {
        // Room for a tile that is too long, so that it is told to be false rather than unreadable.
        const int MaxTile = 1 << 16;
        if (await site.Read("ledger/" + TilePath.Tile(level, index, width), MaxTile) is { } exact) return exact;
        if (width == TilePath.Width) return null;
        var full = await site.Read("ledger/" + TilePath.Tile(level, index), MaxTile);
        return full?.AsSpan(0, Math.Min(full.Length, width * 32)).ToArray();
    }

    private sealed record Fetched(string Path, byte[]? Bytes, byte[]? Tile);
}
