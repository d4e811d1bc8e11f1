using System.Buffers.Binary;
using Writ.Base;

namespace Writ.Ledger.Register.Proofs;

/// <summary>
/// Checks a file of proofs against the leaves that a report does not open, in bounded memory. Codes: <c>ledger-unopened-numbers</c>, <c>ledger-unopened-file</c>,
/// <c>ledger-unopened-leaves</c>, <c>ledger-unopened-malformed</c>, <c>ledger-unopened-false</c>, <c>ledger-band-malformed</c>, <c>ledger-band-false</c>.
/// </summary>
public static class UnopenedCheck
{
    /// <summary>Enough to keep every core busy, and little to hold.</summary>
    private const int AtOnce = 1024;

    private static readonly Refusal File = new("ledger-unopened-file", "This is not a file of proofs of the length and form that the report's numbers give.");

    private static readonly Refusal Leaves = new("ledger-unopened-leaves", "The proofs are not for exactly the leaves that the report does not open.");

    private static readonly Refusal Numbers = new("ledger-unopened-numbers", "What the report says of the leaves that it does not open cannot be: more than its range has, or a band that begins above them.");

    /// <summary>What does not hold, each with the index of its leaf where it is of one; nothing if everything does.</summary>
    /// <param name="file">Read to its end, but for what is longer than it can be.</param>
    /// <param name="leaves">Every leaf of the range that is not opened, in order; each has the form of a register leaf.</param>
    public static IEnumerable<(long? Index, Refusal Refusal)> Run(Stream file, UnopenedStatement statement, IEnumerable<UnopenedLeaf> leaves)
    {
        if (!statement.Fits)
        {
            yield return (null, Numbers);
            yield break;
        }

        var header = new byte[UnopenedStatement.Magic.Length + 8];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || !header.AsSpan().StartsWith(UnopenedStatement.Magic)
            || BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(UnopenedStatement.Magic.Length)) != statement.Count)
        {
            yield return (null, File);
            yield break;
        }

        var proofs = new ClassProof(statement.Origin, statement.Period);
        using var sum = new UnopenedSum(statement.Band is not null);
        var records = new byte[AtOnce * UnopenedStatement.RecordLength];
        foreach (var chunk in leaves.Chunk(AtOnce))
        {
            // More leaves than the report says: the file has no records for them.
            if (sum.Count + chunk.Length > statement.Count)
            {
                yield return (chunk[0].Index, Leaves);
                yield break;
            }

            var bytes = chunk.Length * UnopenedStatement.RecordLength;
            if (file.ReadAtLeast(records.AsSpan(0, bytes), bytes, throwOnEndOfStream: false) < bytes)
            {
                yield return (null, File);
                yield break;
            }

            if (OtherLeaf(records, chunk) is { } other)
            {
                yield return (other, Leaves);
                yield break;
            }

            var said = new Refusal?[chunk.Length];
            Parallel.For(0, chunk.Length, i => said[i] = proofs.Check(chunk[i].Index, chunk[i].Leaf, Proof(records, i)));
            for (var i = 0; i < chunk.Length; i++)
            {
                sum.Add(chunk[i].Index, chunk[i].Leaf);
                if (said[i] is { } refusal) yield return (chunk[i].Index, refusal);
            }
        }

        if (sum.Count != statement.Count)
        {
            yield return (null, Leaves);
            yield break;
        }

        var rest = new byte[statement.Band is not null && sum.Count > 0 ? statement.Band.ProofLength : 0];
        if (file.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length || file.Read(new byte[1]) > 0) yield return (null, File);
        else if (rest.Length > 0 && BandProof.Check(sum.Statement(statement), rest) is { } refusal) yield return (null, refusal);
    }

    private static ReadOnlySpan<byte> Proof(byte[] records, int i) => records.AsSpan((i * UnopenedStatement.RecordLength) + 8, ClassProof.Length);

    private static long? OtherLeaf(byte[] records, UnopenedLeaf[] leaves)
    {
        for (var i = 0; i < leaves.Length; i++)
        {
            if (BinaryPrimitives.ReadInt64BigEndian(records.AsSpan(i * UnopenedStatement.RecordLength)) != leaves[i].Index) return leaves[i].Index;
        }

        return null;
    }
}
