using System.Globalization;
using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>
/// Reads the whole log once, in bounded memory: every bundle, every tile. Recomputes the tree, compares every tile byte
/// for byte, and hands every entry on. Stays at the size of the checkpoint it was given, however the log grows. With a state
/// of an earlier run it goes on where that one stopped: the tree that it ends with still has to have the signed root.
/// </summary>
internal sealed class LogPass(
    Site site, Checkpoint checkpoint, Findings findings, Papers papers, LogProgress progress, int connections = 4, StateKeeper? keeper = null, CancellationToken stop = default)
{
    private readonly LogFetch fetch = new(site, checkpoint.Size, connections, stop);
    private TreeBuilder tree = new();
    private TileRows rows = new();
    private byte[]? leafTile;
    private long files;

    /// <summary>Null if the entries could not all be read; then nothing further can be said.</summary>
    public LogContents? Run()
    {
        var contents = new LogContents { Checkpoint = checkpoint };
        var found = findings.Total;
        if (keeper?.Resumed is { } state)
        {
            state.Restore(contents, findings);
            (tree, rows) = (state.Tree(), state.Rows());
            files = LogFetch.FilesBefore(tree.Size);
        }

        try
        {
            if (!ReadAll(contents, found)) return null;
        }
        catch (Exception e) when (e is UnreachableException or OperationCanceledException)
        {
            Keep(contents, found);
            throw;
        }

        for (var level = 0; level < TileRows.Levels; level++)
        {
            if (rows[level].Length > 0) Compare(level, rows.Index(level), rows[level].ToArray());
        }

        progress(tree.Size, files);
        if (!tree.Root().AsSpan().SequenceEqual(checkpoint.Root))
            findings.False("verify-root-differs", "ledger/checkpoint", "The entries served do not give the root that the log signed.");
        if (checkpoint.Size == 0)
            findings.False("verify-log-not-opened", "ledger/checkpoint", "The first entry has to be the fact log-opened; this log has none.");
        Keep(contents, found);
        return contents;
    }

    private bool ReadAll(LogContents contents, long found)
    {
        foreach (var (path, bytes, tile) in fetch.From(tree.Size))
        {
            var at = tree.Size / TilePath.Width;
            var width = TilePath.WidthAt(0, at, checkpoint.Size);
            if (bytes is null)
            {
                findings.Unchecked("verify-file-missing", path, "The log does not serve this file.");
                return false;
            }

            if (Entries(bytes, width, path) is not { } entries) return false;
            leafTile = tile;
            if (!Take(entries, contents)) return false;
            progress(tree.Size, files += 2);
            if (keeper is not null && keeper.IsDue(tree.Size)) Keep(contents, found);
        }

        return true;
    }

    /// <summary>Kept only while all that was read is true: what is false has to be found again by every run.</summary>
    private void Keep(LogContents contents, long found)
    {
        if (keeper is not null && findings.Total == found) keeper.Save(tree.Size, rows, contents, findings);
    }

    private bool Take(ReadOnlyMemory<byte>[] entries, LogContents contents)
    {
        var start = tree.Size;
        var leaves = Rfc6962.Leaves(entries);

        // An earlier run ended within this bundle.
        var known = (int)(start % TilePath.Width);
        if (!leaves.AsSpan(0, known * 32).SequenceEqual(rows[0]))
        {
            findings.False("verify-root-differs", string.Create(CultureInfo.InvariantCulture, $"ledger/{TilePath.Entries(start / TilePath.Width)}"), "Entries that an earlier run read are others now.");
            return false;
        }

        for (var i = known; i < entries.Length; i++)
        {
            contents.Take(start + i - known, entries[i].Span, findings);
            papers.Seen(start + i - known, leaves.AsSpan(i * 32, 32));
        }

        var added = leaves.AsSpan(known * 32);
        foreach (var size in papers.SizesIn(start, start + (added.Length / 32)))
        {
            var older = tree.Copy();
            older.Append(added[..((int)(size - start) * 32)]);
            papers.RootAt(size, older.Root());
        }

        tree.Append(added, (level, _, hashes) =>
        {
            if (level % 8 == 0) rows.Add(level / 8, hashes, Compare);
        });
        return true;
    }

    private void Compare(int level, long index, byte[] expected)
    {
        var width = expected.Length / 32;
        var path = "ledger/" + TilePath.Tile(level, index, width);
        var served = level == 0 && leafTile is not null ? leafTile : fetch.Tile(level, index, width).GetAwaiter().GetResult();
        if (level > 0 || leafTile is null) files++;
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
}

/// <summary>Told of every bundle: entries and files of the log that were read.</summary>
internal delegate void LogProgress(long entries, long files);
