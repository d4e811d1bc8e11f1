using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Writ.Verify;

/// <summary>Writes big-endian numbers and bytes, and at the end the SHA-256 of all of them.</summary>
internal sealed class HashingWriter(Stream file) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly BufferedStream buffered = new(file, 1 << 16);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        buffered.Write(bytes);
    }

    public void Number(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        Write(bytes);
    }

    public void Number(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        Write(bytes);
    }

    public void Number(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        Write(bytes);
    }

    public void Finish()
    {
        buffered.Write(hash.GetHashAndReset());
        buffered.Flush();
    }

    // The file is the caller's.
    public void Dispose() => hash.Dispose();
}
