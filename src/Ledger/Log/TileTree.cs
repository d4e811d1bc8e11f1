namespace Writ.Ledger.Log;

/// <summary>Computes proofs for a tree of one size from its tiles alone, reading each tile once. Nothing of it is believed: who reads a stranger's tiles checks what comes out.</summary>
/// <param name="size">Entries under the tree.</param>
/// <param name="readTile">Level, index and width to the hashes of a tile, 32 bytes each; wider ones than asked for will do.</param>
public sealed class TileTree(long size, Func<int, long, int, ReadOnlyMemory<byte>> readTile)
{
    private readonly Dictionary<(int Level, long Index), ReadOnlyMemory<byte>> tiles = [];

    /// <summary>32 bytes.</summary>
    public byte[] Root() => size == 0 ? Rfc6962.EmptyRoot.ToArray() : Hash(0, size);

    public InclusionProof Inclusion(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var hashes = new List<byte[]>();
        var (start, end) = (0L, size);
        // From the root down, so the siblings come in the wrong order.
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                hashes.Add(Hash(middle, end));
                end = middle;
            }
            else
            {
                hashes.Add(Hash(start, middle));
                start = middle;
            }
        }

        hashes.Reverse();
        return new InclusionProof(index, size, hashes);
    }

    public ConsistencyProof Consistency(long oldSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        var hashes = new List<byte[]>();
        if (oldSize > 0 && oldSize < size)
        {
            var (start, end) = (0L, size);
            while (end != oldSize)
            {
                var middle = start + Split(end - start);
                if (oldSize <= middle)
                {
                    hashes.Add(Hash(middle, end));
                    end = middle;
                }
                else
                {
                    hashes.Add(Hash(start, middle));
                    start = middle;
                }
            }

            // The part both trees share is known to the reader when it is the whole old tree.
            if (start > 0) hashes.Add(Hash(start, end));
            hashes.Reverse();
        }

        return new ConsistencyProof(oldSize, size, hashes);
    }

    private byte[] Hash(long start, long end)
    {
        var count = end - start;
        if (!long.IsPow2(count)) return Rfc6962.Node(Hash(start, start + Split(count)), Hash(start + Split(count), end));
        var binaryLevel = long.TrailingZeroCount(count);
        var level = (int)(binaryLevel / 8);
        var inTile = 1 << (int)(binaryLevel % 8);
        var first = start >> (8 * level);
        var tile = Tile(level, first / TilePath.Width);
        return Rfc6962.Root(tile.Span.Slice((int)(first % TilePath.Width) * 32, inTile * 32));
    }

    private ReadOnlyMemory<byte> Tile(int level, long index)
    {
        if (!tiles.TryGetValue((level, index), out var tile))
            tiles[(level, index)] = tile = readTile(level, index, TilePath.WidthAt(level, index, size));
        return tile;
    }

    /// <summary>Largest power of two below the count.</summary>
    private static long Split(long count) => 1L << (63 - (int)long.LeadingZeroCount(count - 1));
}
