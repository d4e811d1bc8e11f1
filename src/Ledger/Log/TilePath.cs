using System.Globalization;
using System.Text;

namespace Writ.Ledger.Log;

/// <summary>Names of the files of a tiled log (C2SP tlog-tiles), relative to its prefix, with forward slashes.</summary>
public static class TilePath
{
    /// <summary>Hashes in a full tile, entries in a full bundle.</summary>
    public const int Width = 256;

    public const string Checkpoint = "checkpoint";

    public const string VerifierKey = "vkey";

    /// <summary>Who has to cosign before anything is published, as the log itself says it; absent where nobody has to.</summary>
    public const string Policy = "policy";

    /// <param name="level">0 and up; level 0 holds leaf hashes.</param>
    /// <param name="width">1 to 256; below 256 it is a partial tile.</param>
    public static string Tile(int level, long index, int width = Width) =>
        string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{Index(index)}{Partial(width)}");

    public static string Entries(long index, int width = Width) => $"tile/entries/{Index(index)}{Partial(width)}";

    /// <summary>How many hashes tile <paramref name="index"/> of this level has in a tree of this size; 0 if it does not exist.</summary>
    public static int WidthAt(int level, long index, long size)
    {
        var left = Count(level, size) - (index * Width);
        return (int)Math.Clamp(left, 0, Width);
    }

    /// <summary>Complete subtrees of 256^level leaves in a tree of this size.</summary>
    internal static long Count(int level, long size) => level >= 8 ? 0 : size >> (8 * level);

    /// <summary>Three digits an element, all but the last after an x: 1234067 is x001/x234/067.</summary>
    private static string Index(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        var text = new StringBuilder((index % 1000).ToString("000", CultureInfo.InvariantCulture));
        for (index /= 1000; index > 0; index /= 1000) text.Insert(0, string.Create(CultureInfo.InvariantCulture, $"x{index % 1000:000}/"));
        return text.ToString();
    }

    private static string Partial(int width)
    {
        if (width is < 1 or > Width) throw new ArgumentOutOfRangeException(nameof(width));
        return width == Width ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{width}");
    }
}
