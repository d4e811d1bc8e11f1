using System.Buffers.Binary;
using System.Security.Cryptography;
using Writ.Ledger.Log;

namespace Writ.Ledger.Register.Proofs;

/// <summary>What a report says of the leaves of its range that it does not open, and a file of proofs is about.</summary>
/// <param name="From">Ordinal of the first register leaf of the range.</param>
/// <param name="To">Ordinal after the last.</param>
/// <param name="Count">Leaves not opened, 0 and up.</param>
/// <param name="Band">Where the number withheld lies; null while nothing is said of it.</param>
public sealed record UnopenedStatement(string Origin, string Period, long From, long To, long Count, BandRange? Band)
{
    internal static readonly byte[] Magic = "writ.unopened/v1\n"u8.ToArray();

    internal const int RecordLength = 8 + ClassProof.Length;

    /// <summary>Whether the numbers can be those of a report; a band begins no higher than all of them withheld.</summary>
    public bool Fits => From >= 0 && To >= From && Count >= 0 && Count <= To - From && (Band is null || (Band.IsBand && Band.Low <= Count));

    /// <summary>Bytes of a file of proofs for this; there is one length only.</summary>
    public long FileLength => Magic.Length + 8 + (Count * RecordLength) + (Band is not null && Count > 0 ? Band.ProofLength : 0);
}

/// <summary>A register leaf that a report does not open.</summary>
/// <param name="Index">Of the leaf in the log.</param>
/// <param name="Leaf">Its 98 bytes.</param>
public readonly record struct UnopenedLeaf(long Index, byte[] Leaf);

/// <summary>Adds leaves up, one after the other: how many, the digest of which they are, and the sum of their commitments.</summary>
/// <param name="points">Whether the sum of the commitments is wanted too: for a band, and for nothing else.</param>
internal sealed class UnopenedSum(bool points = true) : IDisposable
{
    private readonly IncrementalHash leaves = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[]? sum;

    public long Count { get; private set; }

    public void Add(long index, ReadOnlySpan<byte> leaf)
    {
        Span<byte> entry = stackalloc byte[40];
        BinaryPrimitives.WriteInt64BigEndian(entry, index);
        Rfc6962.Leaf(leaf, entry[8..]);
        leaves.AppendData(entry);
        if (points) sum = sum is null ? leaf.Slice(2, 32).ToArray() : Sodium.Add(sum, leaf.Slice(2, 32));
        Count++;
    }

    /// <summary>Once, after the last; there is at least one leaf.</summary>
    public BandStatement Statement(UnopenedStatement s) =>
        new(s.Origin, s.Period, s.From, s.To, Count, leaves.GetHashAndReset(), sum!, s.Band!);

    public void Dispose() => leaves.Dispose();
}
