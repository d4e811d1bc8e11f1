using System.Buffers.Binary;

namespace Writ.Ledger.Register.Proofs;

/// <summary>
/// Writes the file of proofs beside a report: for each leaf not opened its index and its proof, in the order of the range, then the
/// proof of the band. Streams; one leaf is in memory at a time.
/// </summary>
public static class UnopenedProofs
{
    /// <summary>Throws <see cref="ArgumentException"/> where it would be false: an open leaf, another number, a number outside the band.</summary>
    /// <param name="leaves">Every leaf of the range that is not opened with its index in the log, in the order of the range.</param>
    public static void Write(Stream to, UnopenedStatement statement, IEnumerable<(long Index, RegisterOpening Opening)> leaves) =>
        Write(to, statement, leaves, Sodium.RandomScalar);

    internal static void Write(Stream to, UnopenedStatement statement, IEnumerable<(long Index, RegisterOpening Opening)> leaves, ScalarSource random)
    {
        if (!statement.Fits) throw new ArgumentException("Not what a report can say of leaves that it does not open", nameof(statement));
        var proofs = new ClassProof(statement.Origin, statement.Period);
        using var sum = new UnopenedSum(statement.Band is not null);
        var (withheld, blind) = (0L, new byte[32]);
        to.Write(UnopenedStatement.Magic);
        WriteNumber(to, statement.Count);
        foreach (var (index, opening) in leaves)
        {
            var leaf = opening.Leaf();
            WriteNumber(to, index);
            to.Write(proofs.Prove(index, leaf, opening.Class, opening.Blind, random));
            sum.Add(index, leaf);
            blind = Sodium.AddScalars(blind, opening.Blind);
            if (opening.Class == DemandClass.Withheld) withheld++;
        }

        if (sum.Count != statement.Count) throw new ArgumentException("Another number of leaves", nameof(leaves));
        if (statement.Band is not null && statement.Count > 0) to.Write(BandProof.Prove(sum.Statement(statement), withheld, blind, random));
    }

    private static void WriteNumber(Stream to, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        to.Write(bytes);
    }
}
