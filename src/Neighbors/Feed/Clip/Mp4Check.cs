using System.Buffers.Binary;

namespace Writ.Neighbors.Feed.Clip;

internal enum Mp4Fault
{
    None,

    /// <summary>Not boxes from the first byte to the last, or not those of a film.</summary>
    Form,

    /// <summary>It says where it was recorded.</summary>
    Place,
}

/// <summary>
/// Whether a file is what hubs render: boxes of ISO/IEC 14496-12 that fill it exactly, a file type first, an index and media, and nothing else on the outside. It is
/// no decoder: browsers play it in their own sandbox, under headers that let it do nothing.
/// </summary>
internal static class Mp4Check
{
    private static readonly HashSet<string> Outside = ["ftyp", "styp", "moov", "mdat", "moof", "sidx", "mfra", "free", "skip"];

    private static readonly HashSet<string> Brands = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "dash", "msdh"];

    // Where cameras and telephones write a place: QuickTime's text, 3GPP's box, keys of metadata, GPS boxes of dashboard cameras.
    private static readonly byte[][] Places =
        [[0xa9, (byte)'x', (byte)'y', (byte)'z'], "loci"u8.ToArray(), "location"u8.ToArray(), "gps0"u8.ToArray(), "gpmd"u8.ToArray(), "GPS "u8.ToArray(), "GPSL"u8.ToArray()];

    public static Mp4Fault Look(ReadOnlySpan<byte> file)
    {
        var (at, first, index, media) = (0, true, false, false);
        while (at < file.Length)
        {
            if (BoxAt(file, at) is not { } box || !Outside.Contains(box.Kind) || first != (box.Kind == "ftyp")) return Mp4Fault.Form;
            if (first && (box.Size < 16 || !Brands.Contains(Text(file, at + 8)))) return Mp4Fault.Form;
            var body = file.Slice(at, box.Size);

            // Media are pictures and sound; everything else of a film is small and is read whole.
            if (box.Kind != "mdat" && TellsPlace(body)) return Mp4Fault.Place;
            (first, index, media, at) = (false, index || box.Kind == "moov", media || box.Kind == "mdat", at + box.Size);
        }

        return index && media ? Mp4Fault.None : Mp4Fault.Form;
    }

    private static bool TellsPlace(ReadOnlySpan<byte> body)
    {
        foreach (var word in Places)
        {
            if (body.IndexOf(word) >= 0) return true;
        }

        return false;
    }

    private static (string Kind, int Size)? BoxAt(ReadOnlySpan<byte> file, int at)
    {
        if (file.Length - at < 8) return null;
        long size = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        var least = 8;
        if (size == 1)
        {
            if (file.Length - at < 16) return null;
            var large = BinaryPrimitives.ReadUInt64BigEndian(file[(at + 8)..]);
            if (large > int.MaxValue) return null;
            (size, least) = ((long)large, 16);
        }

        // A size of nothing means "to the end", which a rendered file has no need of.
        return size >= least && size <= file.Length - at ? (Text(file, at + 4), (int)size) : null;
    }

    private static string Text(ReadOnlySpan<byte> file, int at) => System.Text.Encoding.Latin1.GetString(file.Slice(at, 4));
}
