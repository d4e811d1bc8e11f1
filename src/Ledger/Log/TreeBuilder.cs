using System.Buffers;

namespace Writ.Ledger.Log;

/// <summary>Told of the nodes that became complete: binary level, index of the first, hashes end to end.</summary>
public delegate void NewNodes(int level, long first, ReadOnlySpan<byte> hashes);

/// <summary>
/// The right edge of an RFC 6962 tree: at most one node a level, enough to append and to know the root. A whole log
/// can stream through it in bounded memory.
/// </summary>
public sealed class TreeBuilder
{
    private readonly byte[]?[] peaks = new byte[63][];

    public TreeBuilder()
    {
    }

    private TreeBuilder(TreeBuilder other)
    {
        Size = other.Size;
        other.peaks.CopyTo(peaks, 0);
    }

    public long Size { get; private set; }

    /// <summary>Nodes are never changed in place, so that a copy costs one array.</summary>
    public TreeBuilder Copy() => new(this);

    /// <param name="leafHashes">32 bytes each, end to end.</param>
    /// <param name="sink">Told of every level that gained nodes, leaves (level 0) included.</param>
    public void Append(ReadOnlySpan<byte> leafHashes, NewNodes? sink = null)
    {
        if (leafHashes.Length % 32 != 0) throw new ArgumentException("Leaf hashes are 32 bytes each", nameof(leafHashes));
        if (leafHashes.IsEmpty) return;
        var buffer = ArrayPool<byte>.Shared.Rent(leafHashes.Length + 32);
        Rise(leafHashes, sink, buffer);
        ArrayPool<byte>.Shared.Return(buffer);
        Size += leafHashes.Length / 32;
    }

    /// <summary>32 bytes.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var peak in peaks)
        {
            if (peak is null) continue;
            root = root is null ? peak : Rfc6962.Node(peak, root);
        }

        return root?.ToArray() ?? Rfc6962.EmptyRoot.ToArray();
    }

    /// <summary>The edge as hashes of 32 bytes end to end, the smallest subtree first: with <see cref="Size"/> all there is to go on from.</summary>
    public byte[] Edge() => [.. peaks.OfType<byte[]>().SelectMany(peak => peak)];

    /// <summary>What <see cref="Edge"/> gave; null where these are not the hashes of a tree of this size.</summary>
    public static TreeBuilder? FromEdge(long size, ReadOnlySpan<byte> edge)
    {
        if (size < 0 || edge.Length != 32 * long.PopCount(size)) return null;
        var tree = new TreeBuilder { Size = size };
        var at = 0;
        for (var level = 0; level < 63; level++)
        {
            if ((size >> level & 1) == 0) continue;
            tree.peaks[level] = edge.Slice(at, 32).ToArray();
            at += 32;
        }

        return tree;
    }

    /// <summary>The edge as the tiles of a tree of this size hold it. Each level's hashes: those of its partial tile.</summary>
    public static TreeBuilder FromPartialTiles(long size, Func<int, ReadOnlyMemory<byte>> partialTile)
    {
        var tree = new TreeBuilder { Size = size };
        for (var level = 0; level * 8 < 63 && size >> (8 * level) > 0; level++)
        {
            var width = (int)((size >> (8 * level)) & 255);
            if (width == 0) continue;
            var hashes = partialTile(level).Span;
            var offset = 0;
            for (var bit = 7; bit >= 0; bit--)
            {
                if ((width & (1 << bit)) == 0) continue;
                tree.peaks[(8 * level) + bit] = Rfc6962.Root(hashes.Slice(offset * 32, 32 << bit));
                offset += 1 << bit;
            }
        }

        return tree;
    }

    private void Rise(ReadOnlySpan<byte> leaves, NewNodes? sink, byte[] buffer)
    {
        leaves.CopyTo(buffer);
        var count = leaves.Length / 32;
        for (var level = 0; count > 0; level++)
        {
            sink?.Invoke(level, Size >> level, buffer.AsSpan(0, count * 32));
            if (peaks[level] is { } peak)
            {
                buffer.AsSpan(0, count * 32).CopyTo(buffer.AsSpan(32));
                peak.CopyTo(buffer, 0);
                count++;
            }

            peaks[level] = count % 2 == 0 ? null : buffer.AsSpan((count - 1) * 32, 32).ToArray();
            // In place: a pair is read before its parent is written, and a parent never stands behind its pair.
            Sha256Nodes.Pairs(buffer.AsSpan(0, count / 2 * 64), buffer);
            count /= 2;
        }
    }
}
