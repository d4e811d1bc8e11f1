using System.Buffers.Binary;
using System.Text;

namespace Writ.Base.Footage;

/// <summary>The byte strings that keys and signatures are bound to: a label, then each part with its length in two bytes before it.</summary>
internal static class Bytes
{
    internal static byte[] Of(ReadOnlySpan<byte> label, params ReadOnlySpan<string> parts)
    {
        using var bytes = new MemoryStream(128);
        bytes.Write(label);
        foreach (var part in parts) Prefixed(bytes, Encoding.UTF8.GetBytes(part));
        return bytes.ToArray();
    }

    internal static void Prefixed(Stream bytes, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)part.Length));
        bytes.Write(length);
        bytes.Write(part);
    }

    internal static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
