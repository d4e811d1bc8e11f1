using FsCheck;
using FsCheck.Fluent;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>Proofs against the naive model: classes in the open, counted.</summary>
public sealed class ProofPropertyTests
{
    private const string Origin = ClassVectors.Origin;

    private const string Period = ClassVectors.Period;

    [Fact]
    public void Sums_of_weights_are_exactly_the_numbers_of_the_band()
    {
        for (var width = 1; width <= 300; width++)
        {
            var band = new BandRange(7, 7 + width);
            var weights = band.Weights();
            Assert.Equal(1, weights[0]);
            HashSet<long> sums = [0];
            foreach (var weight in weights) sums.UnionWith([.. sums.Select(sum => sum + weight)]);
            Assert.Equal(Enumerable.Range(0, width + 1).Select(n => (long)n), sums.Order());
            for (var number = 0; number <= width; number++) Assert.Equal(number, Sum(band, number));
        }
    }

    [Fact]
    public void Numbers_of_wide_bands_are_sums_of_their_weights() =>
        Check(Gen.Choose(1, int.MaxValue / 4).SelectMany(width => Gen.Choose(0, width).Select(number => (width, number))), pair => Sum(new BandRange(0, pair.width), pair.number) == pair.number, 500);

    [Fact]
    public void A_band_can_be_proved_exactly_where_the_number_lies_in_it() => Check(Cases(), one =>
    {
        var (classes, band) = one;
        var made = new Fixed($"band/{string.Join(',', classes)}/{band}");
        FixedLeaf[] leaves = [.. classes.Select((cls, i) => made.Leaf(i + 3, cls))];
        var withheld = classes.Count(cls => cls == DemandClass.Withheld);
        var statement = FixedLeaf.Statement(leaves, Origin, Period, 0, 50, band);

        // A forger takes the number of the band that is nearest.
        var claimed = Math.Clamp(withheld, band.Low, band.High);
        var proof = BandProof.Prove(statement, band.Taken(claimed - band.Low), FixedLeaf.Blinds(leaves), made.Scalar);
        return (BandProof.Check(statement, proof) is null) == (claimed == withheld);
    });

    [Fact]
    public void A_class_can_be_proved_exactly_where_it_is_withheld_or_dummy() =>
        Check(Gen.Choose(-2, 3).SelectMany(w => Gen.Choose(-2, 3).SelectMany(d => Gen.Choose(-1, 1).Select(o => (w, d, o)))), c =>
        {
            var made = new Fixed($"class/{c}");
            var blind = made.Scalar();
            var point = Times(Times(Times(Sodium.BaseTimes(blind), c.w, Fixed.W), c.d, Fixed.D), c.o, Fixed.O);
            var leaf = RegisterLeaf.Write(point, made.Bytes(), made.Bytes());
            var proofs = new ClassProof(Origin, Period);
            var is1 = c is (1, 0, 0) or (0, 1, 0);
            return new[] { DemandClass.Withheld, DemandClass.Dummy }.Any(cls => proofs.Check(5, leaf, proofs.Prove(5, leaf, cls, blind, made.Scalar)) is null) == is1;
        });

    [Fact]
    public void A_proof_with_one_bit_changed_proves_nothing()
    {
        var made = new Fixed("bits");
        var leaf = made.Leaf(5, DemandClass.Dummy);
        var proof = made.Prove(leaf, Origin, Period);
        var proofs = new ClassProof(Origin, Period);
        Assert.Null(proofs.Check(leaf.Index, leaf.Bytes, proof));
        Check(Gen.Choose(0, (proof.Length * 8) - 1), bit => proofs.Check(leaf.Index, leaf.Bytes, Flipped(proof, bit)) is not null, 200);

        var statement = FixedLeaf.Statement([leaf], Origin, Period, 0, 9, new BandRange(0, 7));
        var band = BandProof.Prove(statement, 0, leaf.Blind, made.Scalar);
        Assert.Null(BandProof.Check(statement, band));
        Check(Gen.Choose(0, (band.Length * 8) - 1), bit => BandProof.Check(statement, Flipped(band, bit)) is not null, 100);
    }

    [Fact]
    public void Two_proofs_of_one_leaf_have_nothing_in_common()
    {
        var made = new Fixed("unlike");
        var leaf = made.Leaf(5, DemandClass.Withheld);
        var proofs = new ClassProof(Origin, Period);
        byte[][] parts = [.. Enumerable.Range(0, 20).SelectMany(_ => proofs.Prove(5, leaf.Bytes, leaf.Class, leaf.Blind, Sodium.RandomScalar).Chunk(32))];
        Assert.Equal(parts.Length, parts.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_source_that_repeats_itself_does_not_give_the_secret_away()
    {
        // One nonce for two challenges would: both branches' answers differ, and their difference over that of the challenges is the blind.
        var made = new Fixed("repeats");
        var leaf = made.Leaf(5, DemandClass.Withheld);
        var same = made.Scalar();
        var proofs = new ClassProof(Origin, Period);
        var (one, other) = (proofs.Prove(5, leaf.Bytes, leaf.Class, leaf.Blind, () => same), proofs.Prove(6, leaf.Bytes, leaf.Class, leaf.Blind, () => same));
        Assert.NotEqual(one[..32], other[..32]);
    }

    [Fact]
    public void Leaves_keep_their_places_through_adjustments_as_a_list_that_is_written_over() =>
        Check(Gen.Choose(0, 11).SelectMany(a => Gen.Choose(0, 11).Select(b => ((long)a, (long)b))).ListOf(), pairs =>
        {
            var places = new Ledger.Reports.RegisterPlaces();
            long?[] naive = [.. Enumerable.Range(0, 12).Select(i => (long?)i)];
            foreach (var (leaf, by) in pairs)
            {
                // At the leaf's place now stands the other; that needs both to count where they can, and the other at its own.
                var at = Array.IndexOf(naive, (long?)leaf);
                var can = leaf < by && at >= 0 && naive[by] == by;
                if (places.Adjust(leaf, by) != can) return false;
                if (can) (naive[at], naive[by]) = (by, null);
            }

            return Enumerable.Range(0, 12).All(i => places.LeafAt(i) == naive[i] && places.PlaceOf(i) == (Array.IndexOf(naive, (long?)i) is var at and >= 0 ? at : null));
        });

    private static long Sum(BandRange band, long number) => band.Weights().Zip(band.Taken(number)).Where(pair => pair.Second).Sum(pair => pair.First);

    private static byte[] Times(byte[] sum, int times, byte[] point)
    {
        for (var i = 0; i < Math.Abs(times); i++) sum = times > 0 ? Sodium.Add(sum, point) : Sodium.Subtract(sum, point);
        return sum;
    }

    private static byte[] Flipped(byte[] bytes, int bit) => Fixed.With(bytes, bit / 8, [(byte)(bytes[bit / 8] ^ (1 << (bit % 8)))]);

    private static Gen<(DemandClass[] Classes, BandRange Band)> Cases() =>
        Gen.Elements(DemandClass.Withheld, DemandClass.Dummy).NonEmptyListOf().Where(list => list.Count <= 12)
            .SelectMany(classes => Gen.Choose(0, 6).SelectMany(low => Gen.Choose(1, 9).Select(width => (classes.ToArray(), new BandRange(low, low + width)))));

    private static void Check<T>(Gen<T> values, Func<T, bool> holds, int times = 60) => Prop.ForAll(values.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
