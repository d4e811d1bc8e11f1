using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Writ.Ledger.Register.Proofs;

/// <summary>What is hashed into a challenge: a domain and inputs, each behind its length as u32, so that no two statements give the same bytes.</summary>
internal sealed class Transcript
{
    private readonly ArrayBufferWriter<byte> bytes = new(512);

    public Transcript(string domain) => Add(domain);

    /// <summary>Goes on from what another one has taken in.</summary>
    public Transcript(Transcript before) => bytes.Write(before.bytes.WrittenSpan);

    public Transcript Add(ReadOnlySpan<byte> input)
    {
        var room = bytes.GetSpan(4 + input.Length);
        BinaryPrimitives.WriteUInt32BigEndian(room, (uint)input.Length);
        input.CopyTo(room[4..]);
        bytes.Advance(4 + input.Length);
        return this;
    }

    public Transcript Add(string input) => Add(Encoding.UTF8.GetBytes(input));

    /// <summary>As u64; never negative.</summary>
    public Transcript Add(long input)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(number, checked((ulong)input));
        return Add(number);
    }

    /// <summary>SHA-512.</summary>
    public byte[] Digest() => SHA512.HashData(bytes.WrittenSpan);

    /// <summary>The digest modulo the order.</summary>
    public byte[] Challenge()
    {
        Span<byte> digest = stackalloc byte[64];
        SHA512.HashData(bytes.WrittenSpan, digest);
        return Sodium.Reduce(digest);
    }
}

/// <summary>Scalars in [1, order), each unlike all others and unknown to anyone.</summary>
internal delegate byte[] ScalarSource();
