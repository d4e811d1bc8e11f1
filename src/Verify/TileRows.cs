using Writ.Ledger.Log;

namespace Writ.Verify;

/// <summary>The unfinished tile of every level: what the right edge of a tree is, and all that is needed to go on from there.</summary>
internal sealed class TileRows
{
    public const int Levels = 8;

    private readonly MemoryStream[] rows = [.. Enumerable.Range(0, Levels).Select(_ => new MemoryStream())];
    private readonly long[] at = new long[Levels];

    /// <summary>Hashes of this level's unfinished tile, 32 bytes each.</summary>
    public ReadOnlySpan<byte> this[int level] => rows[level].GetBuffer().AsSpan(0, (int)rows[level].Length);

    /// <summary>The number of this level's unfinished tile.</summary>
    public long Index(int level) => at[level];

    /// <summary>How many hashes the unfinished tile of this level has in a tree of this size.</summary>
    public static int Width(int level, long size) => (int)((size >> (8 * level)) & (TilePath.Width - 1));

    /// <param name="size">Of the tree that these are the edge of.</param>
    public static TileRows Of(long size, Func<int, byte[]> level)
    {
        var all = new TileRows();
        for (var i = 0; i < Levels; i++)
        {
            all.rows[i].Write(level(i));
            all.at[i] = (size >> (8 * i)) / TilePath.Width;
        }

        return all;
    }

    /// <param name="full">Told of each tile that became full: level, index, hashes.</param>
    public void Add(int level, ReadOnlySpan<byte> hashes, Action<int, long, byte[]> full)
    {
        while (hashes.Length > 0)
        {
            var part = hashes[..Math.Min((TilePath.Width * 32) - (int)rows[level].Length, hashes.Length)];
            rows[level].Write(part);
            hashes = hashes[part.Length..];
            if (rows[level].Length < TilePath.Width * 32) continue;
            full(level, at[level]++, rows[level].ToArray());
            rows[level].SetLength(0);
        }
    }
}
