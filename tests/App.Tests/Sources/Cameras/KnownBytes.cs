using System.Buffers.Binary;
using System.Globalization;
using Writ.App.Tests.Serving;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>
/// Finds 32 bytes in a row, from anywhere in what is known, anywhere in what is looked through: any such piece holds eight bytes that stand at a
/// multiple of sixteen in what is known.
/// </summary>
internal sealed class KnownBytes
{
    public const int Piece = 32;
    private const int Block = 8;
    private const int Apart = 16;
    private const int Page = 4096;
    private const int Step = 4 << 20;

    private readonly IReadOnlyList<(string Name, byte[] Bytes)> known;
    private readonly Dictionary<ulong, (int Known, int At)> blocks = [];

    // A bit for each three bytes that a block begins with: nearly all places are passed by with one look.
    private readonly ulong[] begins = new ulong[1 << 18];

    public KnownBytes(params (string Name, byte[] Bytes)[] known)
    {
        this.known = known;
        for (var i = 0; i < known.Length; i++)
        {
            for (var at = 0; at + Block <= known[i].Bytes.Length; at += Apart)
            {
                var block = BinaryPrimitives.ReadUInt64LittleEndian(known[i].Bytes.AsSpan(at));
                blocks.TryAdd(block, (i, at));
                begins[(block & 0xFFFFFF) >> 6] |= 1UL << (int)(block & 63);
            }
        }
    }

    /// <summary>Names of what was found.</summary>
    public HashSet<string> In(ReadOnlySpan<byte> bytes)
    {
        var found = new HashSet<string>();
        for (var at = 0; at + Block <= bytes.Length; at++)
        {
            // Most of what a process has is untouched.
            if (at % Page == 0 && at + Page + Piece <= bytes.Length && bytes.Slice(at, Page + Piece).IndexOfAnyExcept((byte)0) < 0)
            {
                at += Page - 1;
                continue;
            }

            var begin = (uint)(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16));
            if ((begins[begin >> 6] >> (int)(begin & 63) & 1) == 0) continue;
            if (blocks.TryGetValue(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]), out var here) && Reaches(bytes, at, known[here.Known].Bytes, here.At)) found.Add(known[here.Known].Name);
        }

        return found;
    }

    public HashSet<string> InFiles(string folder) => [.. LiveFiles.Of(folder).SelectMany(file => In(file.Bytes))];

    /// <summary>All memory of a process, but for what is a file and cannot be written; and how many bytes that was.</summary>
    public (HashSet<string> Found, long Bytes) InProcess(int id)
    {
        var (found, looked) = (new HashSet<string>(), 0L);
        using var memory = File.OpenHandle($"/proc/{id}/mem");
        var part = new byte[Step + Piece];
        foreach (var (from, to) in Regions(id))
        {
            // Pieces overlap, so that nothing is missed for lying across an edge.
            for (var at = from; at < to; at += Step)
            {
                var got = Read(memory, part.AsSpan(0, (int)Math.Min(part.Length, to - at)), at);
                looked += Math.Min(got, Step);
                found.UnionWith(In(part.AsSpan(0, got)));
            }
        }

        return (found, looked);
    }

    private static IEnumerable<(long From, long To)> Regions(int id) =>
        from line in File.ReadAllLines($"/proc/{id}/maps")
        let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where words[1][0] == 'r' && (words[1][1] == 'w' || words[4] == "0") && words[^1] is not ("[vvar]" or "[vsyscall]")
        let ends = words[0].Split('-')
        select (long.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), long.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    // What cannot be read any more was given back meanwhile.
    private static int Read(Microsoft.Win32.SafeHandles.SafeFileHandle memory, Span<byte> part, long at)
    {
        var got = 0;
        try
        {
            int some;
            while (got < part.Length && (some = RandomAccess.Read(memory, part[got..], at + got)) > 0) got += some;
        }
        catch (IOException)
        {
            // As far as it went.
        }

        return got;
    }

    private static bool Reaches(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> whole, int place)
    {
        var (before, length) = (0, 0);
        while (before < at && before < place && bytes[at - before - 1] == whole[place - before - 1]) before++;
        while (at + length < bytes.Length && place + length < whole.Length && bytes[at + length] == whole[place + length]) length++;
        return before + length >= Piece;
    }
}
