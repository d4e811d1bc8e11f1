using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Tests.Register.Extractor;

/// <summary>
/// Whoever has everything that is public, and receipts beside it, learns nothing of how many demands are withheld: an attack that learns from hundreds of drawn worlds does no better than chance, and finds what is planted.
/// </summary>
public sealed class ExtractorTests
{
    private const int Worlds = 480;

    [Fact]
    public void From_bursts_places_carry_over_receipts_restatement_and_unsealing_nobody_tells_few_withheld_from_many() =>
        Assert.False(Tells(Drawn(Planted.Nothing, 20260710)) && Tells(Drawn(Planted.Nothing, 20260711)));

    [Theory]
    [InlineData(nameof(Planted.OneQueue))]
    [InlineData(nameof(Planted.BandAgain))]
    [InlineData(nameof(Planted.InOrder))]
    public void What_would_tell_is_found(string planted) => Assert.InRange(Attack.Rightly(Drawn(Enum.Parse<Planted>(planted), 20260710)), 0.8, 1);

    /// <summary>Not a matter of chance: the same open ones go with the same batch, whatever is withheld.</summary>
    [Fact]
    public void Which_open_leaves_a_batch_takes_follows_from_the_open_ones_alone()
    {
        var chance = new Chance(6);
        for (var round = 0; round < 500; round++)
        {
            var batch = new BatchTime(LeafKind.Register, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 2 + chance.Below(60), 0);
            batch = batch with { Reserve = chance.Below(batch.Leaves) };
            var open = chance.Below(80);
            var alone = Open(BatchPlan.Places(batch, open));
            for (var i = 0; i < 4; i++) Assert.Equal(alone, Open(BatchPlan.Places(batch, open, chance.Below(200))));
        }
    }

    [Fact]
    public void Neither_the_bytes_of_a_leaf_nor_its_proof_tell_withheld_from_dummy()
    {
        var samples = Leaves();
        Assert.False(Tells(samples) && Tells(Leaves()));

        // A single bit that agrees with the class nine times in ten is found.
        var chance = new Chance(7);
        foreach (var sample in samples) sample.Known[97] = sample.Many == chance.Below(10) > 0 ? 1 : 0;
        Assert.InRange(Attack.Rightly(samples), 0.75, 1);
    }

    /// <summary>Each with its proof, every other one withheld. So many that what is planted is found with certainty, among two thousand bits that are drawn.</summary>
    private static List<Sample> Leaves()
    {
        var proofs = new ClassProof("writ.invalid/worlds", "2026-h1");
        var samples = new List<Sample>();
        for (var i = 0; i < 800; i++)
        {
            var withheld = i % 2 == 0;
            var opening = withheld ? RegisterOpening.Draw(DemandClass.Withheld, RegisterOpeningTests.Record) : RegisterOpening.Dummy(new DateOnly(2026, 6, 30));
            var leaf = opening.Leaf();
            byte[] all = [.. leaf, .. proofs.Prove(i, leaf, opening.Class, opening.Blind, Sodium.RandomScalar)];
            samples.Add(new Sample([.. Enumerable.Range(0, all.Length * 8).Select(bit => (double)((all[bit / 8] >> (bit % 8)) & 1))], withheld));
        }

        return samples;
    }

    [Fact]
    public void A_second_band_is_stated_only_beside_one_of_the_same_register_and_structure()
    {
        var earlier = new ReportDocument(
            "writ.report/v1", "Sample Company", "writ.invalid/worlds", "2026-h1", 1, false, false, 0, 9, 100, new ReportForm("f", "F", "v", [], []), [], [], [],
            new OpeningsFile("o", "h", 4), new UnopenedPart(5, new ReportBand(0, 249, "us/250"), new ProofsFile("p", "h")));
        Assert.False(RestatedBand.WouldTell(earlier, "us/250", []));
        Assert.False(RestatedBand.WouldTell(earlier, "us/250", [99]));
        Assert.True(RestatedBand.WouldTell(earlier, "us/250", [99, 100]));
        Assert.True(RestatedBand.WouldTell(earlier, "us/100", []));
        Assert.False(RestatedBand.WouldTell(earlier with { Unopened = earlier.Unopened! with { Band = null } }, "us/250", [100]));
        Assert.False(RestatedBand.WouldTell(earlier with { Unopened = null }, "us/250", [100]));
    }

    /// <summary>Where a leaf stands is drawn by the system, so chance alone goes that far once in fifty million runs; two of them that do so are no chance.</summary>
    private static bool Tells(List<Sample> samples) => Attack.Rightly(samples) > Attack.ByChance(samples.Count / 2);

    private static List<Sample> Drawn(Planted planted, ulong seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, Worlds).Select(i => World.Draw(chance, many: i % 2 == 0, planted))];
    }

    private static IEnumerable<int> Open(QueuedLeaf?[] places) => places.OfType<QueuedLeaf>().Where(leaf => !leaf.Withheld).Select(leaf => leaf.Number).Order();
}
