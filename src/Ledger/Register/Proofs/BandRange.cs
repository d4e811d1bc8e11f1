using System.Numerics;

namespace Writ.Ledger.Register.Proofs;

/// <summary>A band, both ends inclusive: 0 &lt;= Low &lt; High &lt;= <see cref="Most"/>.</summary>
public sealed record BandRange(long Low, long High)
{
    /// <summary>Far more demands than anyone has.</summary>
    public const long Most = 1_000_000_000;

    public bool IsBand => Low >= 0 && Low < High && High <= Most;

    /// <summary>
    /// Weights whose sums, each taken or left, are exactly 0 to High - Low: powers of two, and last what is left. The first is 1.
    /// </summary>
    internal long[] Weights()
    {
        var width = High - Low;
        var bits = BitOperations.Log2((ulong)width) + 1;
        return [.. Enumerable.Range(0, bits).Select(j => j < bits - 1 ? 1L << j : width - ((1L << j) - 1))];
    }

    /// <summary>Which weights make up this number, 0 to High - Low.</summary>
    internal bool[] Taken(long number)
    {
        var weights = Weights();
        var taken = new bool[weights.Length];
        taken[^1] = number >= 1L << (weights.Length - 1);
        var rest = taken[^1] ? number - weights[^1] : number;
        for (var j = 0; j < weights.Length - 1; j++) taken[j] = ((rest >> j) & 1) == 1;
        return taken;
    }

    /// <summary>Bytes of a proof for a band this wide.</summary>
    internal int ProofLength => Weights().Length is var bits ? ((bits - 1) * 32) + (bits * EitherProof.Length) : 0;
}
