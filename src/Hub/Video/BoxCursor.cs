using System.Buffers.Binary;

namespace Writ.Hub.Video;

/// <summary>
/// Walks the boxes (ISO/IEC 14496-12, 4.2) of a piece of memory. A box that claims more than there is stops the walk and is remembered:
/// ask <see cref="Broken"/> after the last one.
/// </summary>
internal ref struct BoxCursor(ReadOnlySpan<byte> bytes)
{
    public const int HeaderSize = 8;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    private int next;

    /// <summary>Whether the walk stopped at something that is no box.</summary>
    public bool Broken { get; private set; }

    /// <summary>Four letters of the box at hand, as a big-endian number.</summary>
    public uint Type { get; private set; }

    /// <summary>Where the content of the box at hand begins, in what is walked.</summary>
    public int At { get; private set; }

    public ReadOnlySpan<byte> Body { get; private set; }

    public bool Next()
    {
        if (Broken || next == bytes.Length) return false;
        var rest = bytes[next..];
        if (rest.Length < HeaderSize) return Break();
        var size = BinaryPrimitives.ReadUInt32BigEndian(rest);

        // 0 (to the end) and 1 (a 64-bit size) have no place inside the small boxes that are walked.
        if (size < HeaderSize || size > rest.Length) return Break();
        Type = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        At = next + HeaderSize;
        Body = rest[HeaderSize..(int)size];
        next += (int)size;
        return true;
    }

    public static uint Code(ReadOnlySpan<byte> letters) => BinaryPrimitives.ReadUInt32BigEndian(letters);

    private bool Break()
    {
        Broken = true;
        return false;
    }
}
