using System.Security.Cryptography;
using System.Text;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>Scalars, leaves and proofs that are the same in every run. Known to everyone: for vectors and tests only.</summary>
internal sealed class Fixed(string seed)
{
    private static readonly byte[] OrderBytes = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    private int drawn;

    public static byte[] W => ClassCommitment.Generator(DemandClass.Withheld);

    public static byte[] D => ClassCommitment.Generator(DemandClass.Dummy);

    public static byte[] O => ClassCommitment.Generator(DemandClass.Open);

    public byte[] Scalar() => Sodium.Reduce(SHA512.HashData(Encoding.UTF8.GetBytes($"{seed}/{drawn++}")));

    public byte[] Bytes() => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/bytes/{drawn++}"));

    public FixedLeaf Leaf(long index, DemandClass cls)
    {
        var blind = Scalar();
        return new FixedLeaf(index, cls, blind, RegisterLeaf.Write(ClassCommitment.Commit(cls, blind), Bytes(), Bytes()));
    }

    /// <summary>A leaf whose commitment is blind * B and this point.</summary>
    public FixedLeaf Over(long index, byte[] point, DemandClass claimed)
    {
        var blind = Scalar();
        return new FixedLeaf(index, claimed, blind, RegisterLeaf.Write(Sodium.Add(Sodium.BaseTimes(blind), point), Bytes(), Bytes()));
    }

    public byte[] Prove(FixedLeaf leaf, string origin, string period) => new ClassProof(origin, period).Prove(leaf.Index, leaf.Bytes, leaf.Class, leaf.Blind, Scalar);

    /// <summary>The scalar with the order added: another spelling of the same number.</summary>
    public static byte[] Malleated(ReadOnlySpan<byte> scalar)
    {
        var (sum, carry) = (new byte[32], 0);
        for (var i = 0; i < 32; i++)
        {
            carry += scalar[i] + OrderBytes[i];
            sum[i] = (byte)(carry & 255);
            carry >>= 8;
        }

        return sum;
    }

    public static byte[] With(byte[] bytes, int at, ReadOnlySpan<byte> part)
    {
        var copy = bytes.ToArray();
        part.CopyTo(copy.AsSpan(at));
        return copy;
    }
}

internal sealed record FixedLeaf(long Index, DemandClass Class, byte[] Blind, byte[] Bytes)
{
    public UnopenedLeaf Unopened => new(Index, Bytes);

    public static BandStatement Statement(IEnumerable<FixedLeaf> leaves, string origin, string period, long from, long to, BandRange band)
    {
        using var sum = new UnopenedSum();
        foreach (var leaf in leaves) sum.Add(leaf.Index, leaf.Bytes);
        return sum.Statement(new UnopenedStatement(origin, period, from, to, sum.Count, band));
    }

    public static byte[] Blinds(IEnumerable<FixedLeaf> leaves) => leaves.Aggregate(new byte[32], (sum, leaf) => Sodium.AddScalars(sum, leaf.Blind));
}
