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

    /// <summary>Null if the entries could not all be read; then nothing further can be said.</summary>
    public LogContents? Run()
    {
        var contents = new LogContents { Checkpoint = checkpoint };
        var bundles = (checkpoint.Size + TilePath.Width - 1) / TilePath.Width;
        foreach (var (path, bytes) in site.ReadAhead(Enumerable.Range(0, checked((int)bundles)).Select(n => Bundle(n))))
        {
            var width = TilePath.WidthAt(0, tree.Size / TilePath.Width, checkpoint.Size);
            if (bytes is null)
            {
                findings.Unchecked("verify-file-missing", path, "The log does not serve this file.");
                return null;
            }

            if (Entries(bytes, width, path) is not { } entries) return null;
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
        var leaves = new byte[entries.Length * 32];
        for (var i = 0; i < entries.Length; i++)
        {
            var leaf = leaves.AsSpan(i * 32, 32);
            Rfc6962.Leaf(entries[i].Span, leaf);
            contents.Take(start + i, entries[i].Span, findings);
            papers.Seen(start + i, leaf);
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
        var served = site.Read(path, TilePath.Width * 32).GetAwaiter().GetResult();
        if (served is null && width < TilePath.Width)
        {
            // The log has grown past this tile: the full one begins with it.
            var full = site.Read("ledger/" + TilePath.Tile(level, index), TilePath.Width * 32).GetAwaiter().GetResult();
            served = full?.AsSpan(0, Math.Min(full.Length, expected.Length)).ToArray();
        }

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

    private Func<Task<(string Path, byte[]? Bytes)>> Bundle(long index) => async () =>
    {
        var width = TilePath.WidthAt(0, index, checkpoint.Size);
        var path = "ledger/" + TilePath.Entries(index, width);
        if (await site.Read(path, EntryBundle.MaxBytes) is { } bytes) return (path, bytes);
        var full = "ledger/" + TilePath.Entries(index);
        return width < TilePath.Width && await site.Read(full, EntryBundle.MaxBytes) is { } grown ? (full, grown) : (path, null);
    };
}
