using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Writ.Base;
using Writ.Bench.Harness;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Bench;

/// <summary>Proofs for leaves that stay closed, beside the group operations of libsodium that they need at least. Both use every core.</summary>
internal sealed partial class Proofs : IBench
{
    private const int Count = 2000;

    public string Name => "proofs";

    public async Task<IReadOnlyList<Row>> Run(Workspace workspace)
    {
        var leaves = ClosedLeaves.Draw(Count);
        var alone = ClosedLeaves.File(leaves, null);
        var banded = ClosedLeaves.File(leaves[..200], new BandRange(0, 249));
        var (scalar, point) = Some();
        var oneByOne = await Rounds.Alternate(9, () => Verified(leaves, alone, null), () => Rate(Count, 2, 2, 4));
        var together = await Rounds.Alternate(9, () => Rate(Count, 0, 3, 3), () => Rate(Count, 2, 2, 4));
        var band = await Rounds.Alternate(9, () => Verified(leaves[..200], banded, new BandRange(0, 249)), () => Rate(200, 2, 2, 5));
        var proving = await Rounds.Alternate(5, () => Proved(leaves[..500]), () => One(500, 3, 1, 4));
        return
        [
            new Row(
                Name, "verify that a leaf is withheld or a dummy, one by one", Text.Rate(oneByOne.Ours, "proofs"),
                $"{Text.Rate(oneByOne.Peer, "times")} its group operations: 2 multiples of the base, 2 of a point, 4 sums", oneByOne.RatioText, ">= 0.91 (1.1 times the cost)"),
            new Row(
                Name, "the group operations of a batch, if all proofs were put into one equation with random weights: 3 multiples of a point, 3 sums", Text.Rate(together.Ours, "times"),
                $"{Text.Rate(together.Peer, "times")} those of one by one", together.RatioText, "several, with multi-scalar multiplication"),
            new Row(
                Name, "200 closed leaves with a band of 250, for each leaf", Text.Rate(band.Ours, "leaves"), $"{Text.Rate(band.Peer, "times")} as above and the sum of the leaves", band.RatioText, "-"),
            new Row(
                Name, "prove it, on one core", Text.Rate(proving.Ours, "proofs"), $"{Text.Rate(proving.Peer, "times")} 3 multiples of the base, 1 of a point, 4 sums, the leaf included", proving.RatioText, "-"),
        ];

        double Rate(int times, int bases, int points, int sums)
        {
            var from = Stopwatch.GetTimestamp();
            Parallel.For(0, times, _ => Operations(scalar, point, bases, points, sums));
            return times / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }

        double One(int times, int bases, int points, int sums)
        {
            var from = Stopwatch.GetTimestamp();
            for (var i = 0; i < times; i++) Operations(scalar, point, bases, points, sums);
            return times / Stopwatch.GetElapsedTime(from).TotalSeconds;
        }
    }

    private static double Verified(IReadOnlyList<(long Index, RegisterOpening Opening)> leaves, byte[] file, BandRange? band)
    {
        var closed = leaves.Select(leaf => new UnopenedLeaf(leaf.Index, leaf.Opening.Leaf())).ToArray();
        using var stream = new MemoryStream(file);
        var from = Stopwatch.GetTimestamp();
        if (UnopenedCheck.Run(stream, ClosedLeaves.Statement(leaves.Count, band), closed).Any()) throw new InvalidOperationException("It must verify");
        return leaves.Count / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static double Proved(IReadOnlyList<(long Index, RegisterOpening Opening)> leaves)
    {
        var from = Stopwatch.GetTimestamp();
        _ = ClosedLeaves.File(leaves, null);
        return leaves.Count / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static void Operations(byte[] scalar, byte[] point, int bases, int points, int sums)
    {
        Span<byte> result = stackalloc byte[32];
        for (var i = 0; i < bases; i++) _ = TimesBase(result, scalar);
        for (var i = 0; i < points; i++) _ = Times(result, scalar, point);
        for (var i = 0; i < sums; i++) _ = Subtract(result, result, point);
    }

    private static (byte[] Scalar, byte[] Point) Some()
    {
        var (scalar, point) = (new byte[32], new byte[32]);
        RandomScalar(scalar);
        if (TimesBase(point, scalar) != 0) throw new InvalidOperationException("libsodium does not multiply");
        RandomScalar(scalar);
        return (scalar, point);
    }

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_core_ristretto255_scalar_random")]
    private static partial void RandomScalar(Span<byte> scalar);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_scalarmult_ristretto255_base")]
    private static partial int TimesBase(Span<byte> product, ReadOnlySpan<byte> scalar);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_scalarmult_ristretto255")]
    private static partial int Times(Span<byte> product, ReadOnlySpan<byte> scalar, ReadOnlySpan<byte> point);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_core_ristretto255_sub")]
    private static partial int Subtract(Span<byte> difference, ReadOnlySpan<byte> p, ReadOnlySpan<byte> q);
}

/// <summary>Leaves of which one in ten is withheld and the rest are dummies.</summary>
internal static class ClosedLeaves
{
    public const string Origin = "writ.invalid/bench";

    public const string Period = "2026-h1";

    public static (long Index, RegisterOpening Opening)[] Draw(int count) =>
        [.. Enumerable.Range(0, count).Select(i => ((long)i + 1, RegisterOpening.Draw(i % 10 == 0 ? DemandClass.Withheld : DemandClass.Dummy, Record(i))))];

    public static RegisterRecord Record(int i) => new(
        new DateOnly(2026, 1 + (i % 6), 1 + (i % 28)), i % 3 == 0 ? "us/search-warrant" : "us/grand-jury-subpoena", i % 3 == 0 ? "search_warrant" : "subpoena", i % 3 == 0, "US", "court", "retail",
        i % 3 == 0, 1 + (i % 4), false, false, AgencyId.New(), DemandId.New());

    public static UnopenedStatement Statement(int count, BandRange? band) => new(Origin, Period, 0, count, count, band);

    public static byte[] File(IReadOnlyList<(long Index, RegisterOpening Opening)> leaves, BandRange? band)
    {
        using var file = new MemoryStream();
        UnopenedProofs.Write(file, Statement(leaves.Count, band), leaves);
        return file.ToArray();
    }
}
