using System.Buffers.Binary;
using Writ.Base;

namespace Writ.Ledger.Register.Proofs;

/// <summary>What a band proof is about: every leaf of the report's range that is not opened, summed.</summary>
/// <param name="From">Ordinal of the first register leaf of the range.</param>
/// <param name="To">Ordinal after the last.</param>
/// <param name="Count">Leaves not opened, 1 and up.</param>
/// <param name="Leaves">SHA-256 over index (u64) and leaf hash of each of them, in order.</param>
/// <param name="Sum">Of their commitments.</param>
internal sealed record BandStatement(string Origin, string Period, long From, long To, long Count, byte[] Leaves, byte[] Sum, BandRange Band);

/// <summary>
/// That the number withheld among the leaves not opened lies in a band. Their summed commitments less so many dummies are a commitment to
/// that number, over G_withheld - G_dummy; less the low end, it is shown to be a sum of weights, each taken or left, which give
/// exactly the width of the band. One commitment for each weight but the first, which follows from the others; then a proof for each.
/// </summary>
internal static class BandProof
{
    private const string Domain = "writ.proof/v1/band";

    private const string BitDomain = "writ.proof/v1/band-weight";

    private static readonly byte[] Dummy = ClassCommitment.Generator(DemandClass.Dummy);

    private static readonly byte[] Unit = Sodium.Subtract(ClassCommitment.Generator(DemandClass.Withheld), Dummy);

    public static Refusal Malformed { get; } = new("ledger-band-malformed", "The proof for the band has a number outside its bounds, a false point or a wrong length.");

    public static Refusal False { get; } = new("ledger-band-false", "Nothing proves that the number withheld lies in the band.");

    /// <summary>Throws <see cref="ArgumentException"/> where the number is outside the band: no proof of it can be made.</summary>
    /// <param name="blind">Sum of the blinds of the leaves, modulo the order.</param>
    public static byte[] Prove(BandStatement s, long withheld, byte[] blind, ScalarSource random)
    {
        if (!s.Band.IsBand || withheld < s.Band.Low || withheld > s.Band.High || withheld > s.Count) throw new ArgumentException("The number withheld is outside the band", nameof(withheld));
        return Prove(s, s.Band.Taken(withheld - s.Band.Low), blind, random);
    }

    /// <summary>Null if it holds; else <see cref="Malformed"/> or <see cref="False"/>.</summary>
    public static Refusal? Check(BandStatement s, ReadOnlySpan<byte> proof)
    {
        if (!s.Band.IsBand || s.Count < 1 || proof.Length != s.Band.ProofLength) return Malformed;
        var weights = s.Band.Weights();
        var carried = new byte[weights.Length - 1][];
        for (var j = 0; j < carried.Length; j++)
        {
            carried[j] = proof.Slice(j * 32, 32).ToArray();
            if (!Sodium.IsPoint(carried[j])) return Malformed;
        }

        var proofs = proof[(carried.Length * 32)..];
        for (var j = 0; j < weights.Length; j++)
        {
            if (!EitherProof.IsWellFormed(proofs.Slice(j * EitherProof.Length, EitherProof.Length))) return Malformed;
        }

        var bits = Bits(s, weights, carried);
        var statement = Statement(s, bits);
        for (var j = 0; j < weights.Length; j++)
        {
            var x1 = Sodium.Subtract(bits[j], Unit);
            if (!EitherProof.Holds(proofs.Slice(j * EitherProof.Length, EitherProof.Length), OfWeight(statement, j, weights[j], bits[j]), bits[j], x1)) return False;
        }

        return null;
    }

    internal static byte[] Prove(BandStatement s, bool[] taken, byte[] blind, ScalarSource random)
    {
        var weights = s.Band.Weights();
        var blinds = new byte[weights.Length][];
        blinds[0] = blind;
        for (var j = 1; j < weights.Length; j++)
        {
            blinds[j] = random();
            blinds[0] = Sodium.SubtractScalars(blinds[0], Sodium.MultiplyScalars(Scalar(weights[j]), blinds[j]));
        }

        return Prove(s, taken, blinds, [.. Enumerable.Range(1, weights.Length - 1).Select(j => taken[j] ? Sodium.Add(Sodium.BaseTimes(blinds[j]), Unit) : Sodium.BaseTimes(blinds[j]))], random);
    }

    internal static byte[] Prove(BandStatement s, bool[] taken, byte[][] blinds, byte[][] carried, ScalarSource random)
    {
        var weights = s.Band.Weights();
        var bits = Bits(s, weights, carried);
        var statement = Statement(s, bits);
        var proofs = Enumerable.Range(0, weights.Length).SelectMany(j => EitherProof.Prove(
            OfWeight(statement, j, weights[j], bits[j]), bits[j], Sodium.Subtract(bits[j], Unit), taken[j] ? 1 : 0, blinds[j], random));
        return [.. carried.SelectMany(point => point), .. proofs];
    }

    /// <summary>A commitment for each weight; the first is whatever makes them add up to the sum of the leaves.</summary>
    private static byte[][] Bits(BandStatement s, long[] weights, byte[][] carried)
    {
        var first = Sodium.Subtract(s.Sum, Sodium.Times(Scalar(s.Count), Dummy));
        if (s.Band.Low > 0) first = Sodium.Subtract(first, Sodium.Times(Scalar(s.Band.Low), Unit));
        for (var j = 1; j < weights.Length; j++) first = Sodium.Subtract(first, Sodium.Times(Scalar(weights[j]), carried[j - 1]));
        return [first, .. carried];
    }

    private static byte[] Statement(BandStatement s, byte[][] bits)
    {
        var all = new Transcript(Domain).Add(s.Origin).Add(s.Period).Add(ClassCommitment.Generator(DemandClass.Withheld)).Add(Dummy)
            .Add(s.From).Add(s.To).Add(s.Count).Add(s.Band.Low).Add(s.Band.High).Add(s.Leaves).Add(s.Sum);
        foreach (var bit in bits) all.Add(bit);
        return all.Digest();
    }

    private static Transcript OfWeight(byte[] statement, int j, long weight, byte[] bit) => new Transcript(BitDomain).Add(statement).Add(j).Add(weight).Add(bit);

    /// <summary>1 and up.</summary>
    internal static byte[] Scalar(long number)
    {
        var scalar = new byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(scalar, (ulong)number);
        return scalar;
    }
}
