using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Writ.Vault.Keeping;

/// <summary>
/// What one fsync makes durable: <c>WVJ1</c>, number (u64), length (u32), SHA-256 of vault id, number, length and payload, then
/// the payload: entries, each with its u32 length. The number makes a frame that is missing or moved visible.
/// </summary>
internal static class Frame
{
    internal const int HeadLength = 4 + 8 + 4 + 32;

    internal const int MaxPayload = 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "WVJ1"u8;

    internal static byte[] Write(string vault, long number, IReadOnlyList<byte[]> entries)
    {
        var payload = entries.Sum(entry => 4 + entry.Length);
        var frame = new byte[HeadLength + payload];
        Magic.CopyTo(frame);
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(4), number);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(12), payload);
        var at = HeadLength;
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(at), entry.Length);
            entry.CopyTo(frame, at + 4);
            at += 4 + entry.Length;
        }

        Hash(vault, frame).CopyTo(frame, 16);
        return frame;
    }

    /// <summary>The whole, right frame at the start of these bytes, or an empty span.</summary>
    internal static ReadOnlySpan<byte> At(ReadOnlySpan<byte> bytes, string vault, out long number)
    {
        number = 0;
        if (bytes.Length < HeadLength || !bytes.StartsWith(Magic)) return [];
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
        if (length is < 0 or > MaxPayload || bytes.Length - HeadLength < length) return [];
        var frame = bytes[..(HeadLength + length)];
        if (!frame.Slice(16, 32).SequenceEqual(Hash(vault, frame))) return [];
        number = BinaryPrimitives.ReadInt64BigEndian(frame[4..]);
        return frame;
    }

    /// <summary>Null if the payload is not whole entries of known kinds: a frame of ours always is.</summary>
    internal static List<Entry>? Entries(ReadOnlySpan<byte> frame)
    {
        var entries = new List<Entry>();
        for (var rest = frame[HeadLength..]; !rest.IsEmpty;)
        {
            if (rest.Length < 4) return null;
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || rest.Length - 4 < length || Entry.Parse(rest.Slice(4, length)) is not { } entry) return null;
            entries.Add(entry);
            rest = rest[(4 + length)..];
        }

        return entries;
    }

    private static byte[] Hash(string vault, ReadOnlySpan<byte> frame)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.ASCII.GetBytes(vault));
        hash.AppendData(frame[4..16]);
        hash.AppendData(frame[HeadLength..]);
        return hash.GetHashAndReset();
    }
}
