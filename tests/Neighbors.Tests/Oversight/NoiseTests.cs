using System.Numerics;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Oversight.Noise;

namespace Writ.Neighbors.Tests.Oversight;

/// <summary>The noise has the distribution that it says, and a wrong one would be found out. Seeds are fixed: what passes once passes always.</summary>
public sealed class NoiseTests
{
    private const int Draws = 40_000;

    // One in a million of right samplers is beyond this, by the number of bins less one (Wilson and Hilferty).
    private static double Critical(int free)
    {
        const double Z = 4.7534;
        var part = 2.0 / (9 * free);
        return free * Math.Pow(1 - part + (Z * Math.Sqrt(part)), 3);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 7)]
    [InlineData(1, 10)]
    public void Draws_are_as_the_exact_probabilities_say(int over, int under)
    {
        var (square, free) = ChiSquare(Drawn(over, under, $"exact {over}/{under}"), over, under);
        Assert.True(square < Critical(free), $"chi-square {square} with {free}");
    }

    [Fact]
    public void As_many_fall_below_as_above()
    {
        var drawn = Drawn(1, 2, "both sides");
        var (below, above) = (drawn.Count(k => k < 0), drawn.Count(k => k > 0));

        // Five standard deviations of a fair coin.
        Assert.True(Math.Abs(below - above) < 5 * Math.Sqrt(below + above), $"{below} and {above}");
        Assert.True(Math.Abs(drawn.Average()) < 5 * 2.8 / Math.Sqrt(Draws));
    }

    [Fact]
    public void Tails_are_neither_cut_nor_heavy()
    {
        var drawn = Drawn(1, 2, "tails");
        foreach (var far in new[] { 4, 8, 12 })
        {
            var p = Math.Exp(-0.5);
            var expected = Draws * 2 * Math.Pow(p, far) / (1 + p);
            var found = drawn.Count(k => Math.Abs(k) >= far);
            Assert.True(Math.Abs(found - expected) < 5 * Math.Sqrt(expected), $"{found} and not {expected} at {far}");
        }

        Assert.True(drawn.Max(Math.Abs) > 12);
    }

    [Theory]
    [InlineData("zero-twice")]
    [InlineData("rounded")]
    [InlineData("half-scale")]
    [InlineData("shifted")]
    [InlineData("cut")]
    [InlineData("remainder")]
    public void A_wrong_sampler_is_found_out(string wrong)
    {
        var coins = new Coins("wrong " + wrong);
        double Unit() => ((double)coins.Below(1 << 30) + 0.5) / (1 << 30);
        long Right() => (long)DiscreteLaplace.Draw(1, 2, coins);
        var drawn = Enumerable.Range(0, Draws).Select(_ => wrong switch
        {
            // Without throwing away one of the two zeros.
            "zero-twice" => Geometric(coins) * (coins.Below(2).IsOne ? -1 : 1),

            // What is usually done: a continuous one, rounded.
            "rounded" => (long)Math.Round(-2 * Math.Sign(Unit() - 0.5) * Math.Log(Unit())),
            "half-scale" => (long)DiscreteLaplace.Draw(1, 1, coins),
            "shifted" => Right() + (coins.Below(8).IsZero ? 1 : 0),
            "cut" => Math.Clamp(Right(), -6, 6),

            // A random byte's remainder instead of a number drawn again.
            _ => Right() is var k && k == 0 && coins.Below(10).IsZero ? 1 : k,
        }).ToList();
        var (square, free) = ChiSquare(drawn, 1, 2);
        Assert.True(square > Critical(free), $"chi-square {square} with {free} passed");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 1)]
    [InlineData(99, 100)]
    public void The_coin_of_an_exponential_falls_as_often_as_it_should(int over, int under)
    {
        var coins = new Coins($"coin {over}/{under}");
        var p = Math.Exp(-(double)over / under);
        var heads = Enumerable.Range(0, Draws).Count(_ => DiscreteLaplace.Exponential(over, under, coins));
        Assert.True(Math.Abs(heads - (Draws * p)) <= 5 * Math.Sqrt(Draws * p * (1 - p)), $"{heads} and not {Draws * p}");
    }

    [Fact]
    public void A_number_below_a_bound_is_drawn_without_a_favourite()
    {
        var coins = new Coins("below");
        var counts = new int[6];
        for (var i = 0; i < Draws; i++) counts[(int)coins.Below(6)]++;
        Assert.True(counts.Sum(c => Math.Pow(c - (Draws / 6.0), 2) / (Draws / 6.0)) < Critical(5));
        Assert.Equal(BigInteger.Zero, new SystemCoins().Below(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SystemCoins().Below(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaplace.Draw(0, 1, coins));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscreteLaplace.Draw(1, 0, coins));

        // The system's own, far beyond what a machine's number holds.
        var large = BigInteger.Pow(10, 60);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(new SystemCoins().Below(large), BigInteger.Zero, large - 1));
    }

    [Fact]
    public void The_threshold_looks_at_the_noisy_number_and_at_no_other()
    {
        var settings = new OversightSettings();
        var (noisy, plain) = (new NoisyCount(settings, new Coins("threshold")), new Coins("threshold"));
        var shown = 0;
        for (var i = 0; i < 2000; i++)
        {
            var count = i % 20;
            var expected = count + (long)DiscreteLaplace.Draw(1, 2, plain);
            var said = noisy.Of(count);
            Assert.Equal(expected >= settings.Threshold ? expected : null, said);
            shown += said is null ? 0 : 1;
        }

        Assert.InRange(shown, 500, 1500);
    }

    private static List<long> Drawn(int over, int under, string seed)
    {
        var coins = new Coins(seed);
        return [.. Enumerable.Range(0, Draws).Select(_ => (long)DiscreteLaplace.Draw(over, under, coins))];
    }

    private static (double Square, int Free) ChiSquare(IReadOnlyCollection<long> drawn, int over, int under)
    {
        var p = Math.Exp(-(double)over / under);
        double Exactly(long k) => (1 - p) / (1 + p) * Math.Pow(p, Math.Abs(k));

        // As far out as twenty are expected; whatever is beyond is one bin to each side.
        var far = 0;
        while (drawn.Count * Exactly(far + 1) >= 20) far++;
        var beyond = Math.Pow(p, far + 1) / (1 + p);
        var square = Part(drawn.Count(k => k > far), beyond) + Part(drawn.Count(k => k < -far), beyond);
        for (var k = -far; k <= far; k++) square += Part(drawn.Count(d => d == k), Exactly(k));
        return (square, (2 * far) + 2);

        double Part(int found, double share) => Math.Pow(found - (drawn.Count * share), 2) / (drawn.Count * share);
    }

    // How far from zero, with exp(-1/2) for each step.
    private static long Geometric(Coins coins)
    {
        var far = 0L;
        while (DiscreteLaplace.Exponential(1, 2, coins)) far++;
        return far;
    }
}
