using System.Buffers.Binary;

namespace Writ.Hub.Video;

/// <summary>Reads numbers one after the other. Reading past the end gives zeros and is remembered.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public bool Broken { get; private set; }

    public readonly int Left => rest.Length;

    public byte U8() => Take(1) is [var b] ? b : (byte)0;

    public ushort U16() => Take(2) is { Length: 2 } taken ? BinaryPrimitives.ReadUInt16BigEndian(taken) : (ushort)0;

    public uint U32() => Take(4) is { Length: 4 } taken ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;

    public ulong U64() => Take(8) is { Length: 8 } taken ? BinaryPrimitives.ReadUInt64BigEndian(taken) : 0;

    public void Skip(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (rest.Length < count)
        {
            Broken = true;
            rest = default;
            return default;
        }

        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
