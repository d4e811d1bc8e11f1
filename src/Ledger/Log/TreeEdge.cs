using System.Runtime.ExceptionServices;
using Writ.Base;

namespace Writ.Ledger.Log;

/// <summary>All that is needed to append: the tree's right edge, its partial tiles and its unfinished bundle.</summary>
internal sealed class TreeEdge
{
    /// <summary>Level 0 tiles rehashed when a log is opened: the last 2^20 entries.</summary>
    private const int Rehashed = 4096;

    private readonly ReadOnlyMemory<byte>[] partial;

    private TreeEdge(TreeBuilder tree, ReadOnlyMemory<byte>[] partial, ReadOnlyMemory<byte> bundle)
    {
        Tree = tree;
        this.partial = partial;
        Bundle = bundle;
    }

    public TreeBuilder Tree { get; }

    /// <summary>Bytes of the unfinished bundle.</summary>
    public ReadOnlyMemory<byte> Bundle { get; private set; }

    public TreeHead Head() => new(Tree.Size, Tree.Root());

    public TreeEdge Copy() => new(Tree.Copy(), partial.ToArray(), Bundle);

    public static Result<TreeEdge> Load(LogFolder folder, long size)
    {
        var partial = new ReadOnlyMemory<byte>[8];
        for (var level = 0; level < 8; level++)
        {
            var count = TilePath.Count(level, size);
            var width = (int)(count % TilePath.Width);
            if (width == 0) continue;
            if (folder.TryReadTile(level, count / TilePath.Width, width) is not { } tile) return Lost(TilePath.Tile(level, count / TilePath.Width, width));
            partial[level] = tile;
        }

        if (Interior(folder, size, partial) is { } broken) return broken;
        var tree = TreeBuilder.FromPartialTiles(size, level => partial[level]);
        if (!Unfinished(folder, size, partial[0]).TryGet(out var bundle, out var refusal)) return refusal;
        return new TreeEdge(tree, partial, bundle);
    }

    /// <summary>Files first, then the new edge: an exception leaves the edge to be thrown away, and the files harmless.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> entries, TileWriter files)
    {
        if (entries.Count == 0) return;
        var from = Tree.Size;
        try
        {
            // Bundles come of the bytes and tiles of their hashes; making a file can cost more than all that goes into it.
            Parallel.Invoke(() => AppendBundles(from, entries, files), () => AppendTree(Rfc6962.Leaves(entries), files));
        }
        catch (AggregateException e)
        {
            // A full disk is one to the caller, whichever of the two met it first.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private void AppendTree(ReadOnlySpan<byte> leaves, TileWriter files) => Tree.Append(leaves, (level, first, hashes) =>
    {
        if (level % 8 == 0) AppendTiles(level / 8, first, hashes, files);
    });

    private void AppendBundles(long index, IReadOnlyList<ReadOnlyMemory<byte>> entries, TileWriter files)
    {
        using var bundle = new MemoryStream();
        bundle.Write(Bundle.Span);
        foreach (var entry in entries)
        {
            EntryBundle.Append(bundle, entry.Span);
            index++;
            if (index % TilePath.Width != 0) continue;
            files.Write(TilePath.Entries((index / TilePath.Width) - 1), bundle.GetBuffer().AsSpan(0, (int)bundle.Length));
            bundle.SetLength(0);
        }

        Bundle = bundle.ToArray();
        if (bundle.Length > 0) files.Write(TilePath.Entries(index / TilePath.Width, (int)(index % TilePath.Width)), Bundle.Span);
    }

    private void AppendTiles(int level, long first, ReadOnlySpan<byte> hashes, TileWriter files)
    {
        var index = first / TilePath.Width;
        byte[] row = [.. partial[level].Span, .. hashes];
        var rest = row.AsMemory();
        for (; rest.Length >= TilePath.Width * 32; rest = rest[(TilePath.Width * 32)..])
            files.Write(TilePath.Tile(level, index++), rest.Span[..(TilePath.Width * 32)]);
        partial[level] = rest.ToArray();
        if (rest.Length > 0) files.Write(TilePath.Tile(level, index, rest.Length / 32), rest.Span);
    }

    /// <summary>Each full tile has to hash to its place in the tile above.</summary>
    private static Refusal? Interior(LogFolder folder, long size, ReadOnlyMemory<byte>[] partial)
    {
        for (var level = 0; level < 7; level++)
        {
            var full = TilePath.Count(level + 1, size);
            (long Index, ReadOnlyMemory<byte> Tile) above = (-1, default);
            for (var index = Math.Max(0, full - Rehashed); index < full; index++)
            {
                var parent = index / TilePath.Width;
                if (above.Index != parent)
                {
                    var width = TilePath.WidthAt(level + 1, parent, size);
                    var tile = width < TilePath.Width ? partial[level + 1] : folder.TryReadTile(level + 1, parent, width);
                    if (tile is not { } found) return Lost(TilePath.Tile(level + 1, parent, width));
                    above = (parent, found);
                }

                if (folder.TryReadTile(level, index, TilePath.Width) is not { } hashes) return Lost(TilePath.Tile(level, index));
                if (!Rfc6962.Root(hashes.Span).AsSpan().SequenceEqual(above.Tile.Span.Slice((int)(index % TilePath.Width) * 32, 32)))
                    return Differs(TilePath.Tile(level, index));
            }
        }

        return null;
    }

    private static Result<ReadOnlyMemory<byte>> Unfinished(LogFolder folder, long size, ReadOnlyMemory<byte> leaves)
    {
        var width = (int)(size % TilePath.Width);
        if (width == 0) return ReadOnlyMemory<byte>.Empty;
        var place = TilePath.Entries(size / TilePath.Width, width);
        if (folder.TryReadEntries(size / TilePath.Width, width) is not { } entries) return Lost(place);
        using var bundle = new MemoryStream();
        for (var i = 0; i < width; i++)
        {
            if (!leaves.Span.Slice(i * 32, 32).SequenceEqual(Rfc6962.Leaf(entries[i].Span))) return Differs(place);
            EntryBundle.Append(bundle, entries[i].Span);
        }

        return (ReadOnlyMemory<byte>)bundle.ToArray();
    }

    private static Refusal Lost(string file) =>
        new("ledger-tiles-lost", $"Restore {file} or rebuild it from the outbox before the log is opened.", RefusalKind.Conflict);

    private static Refusal Differs(string file) =>
        new("ledger-root-differs", $"{file} does not belong to the tree last signed; restore it or rebuild it from the outbox.", RefusalKind.Conflict);
}
