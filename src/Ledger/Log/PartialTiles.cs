using System.Globalization;

namespace Writ.Ledger.Log;

/// <summary>Partial tiles that were published under earlier checkpoints and may have been torn since.</summary>
internal static class PartialTiles
{
    /// <summary>
    /// Gives every partial tile and bundle between the two sizes its bytes again. The widest one of each place is whole
    /// already; those wider than the tree belong to no checkpoint yet, and are written again before one names them.
    /// </summary>
    public static void Mend(LogFolder folder, TileWriter files, long from, long size)
    {
        for (var level = 0; TilePath.Count(level, size) > 0; level++)
        {
            var last = TilePath.Count(level, size) / TilePath.Width;
            for (var index = TilePath.Count(level, from) / TilePath.Width; index <= last; index++)
            {
                var whole = TilePath.WidthAt(level, index, size);
                foreach (var width in Widths(folder, TilePath.Tile(level, index), whole))
                    files.Write(TilePath.Tile(level, index, width), folder.ReadTile(level, index, whole).Span[..(width * 32)]);
                if (level > 0) continue;
                foreach (var width in Widths(folder, TilePath.Entries(index), whole)) files.Write(TilePath.Entries(index, width), Bundle(folder, index, whole, width));
            }
        }
    }

    private static List<int> Widths(LogFolder folder, string full, int whole)
    {
        var partials = folder.Full(full) + ".p";
        var widths = new List<int>();
        if (!Directory.Exists(partials)) return widths;
        foreach (var file in Directory.GetFiles(partials))
        {
            if (int.TryParse(Path.GetFileName(file), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0 && width < whole) widths.Add(width);
        }

        return widths;
    }

    private static byte[] Bundle(LogFolder folder, long index, int whole, int width)
    {
        var entries = folder.TryReadEntries(index, whole) ?? throw new InvalidDataException($"{TilePath.Entries(index, whole)} was not rebuilt");
        using var bundle = new MemoryStream();
        foreach (var entry in entries.Take(width)) EntryBundle.Append(bundle, entry.Span);
        return bundle.ToArray();
    }
}
