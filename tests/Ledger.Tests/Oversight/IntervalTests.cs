using System.Numerics;
using Writ.Ledger.Oversight;

namespace Writ.Ledger.Tests.Oversight;

/// <summary>Intervals against published tables, and against the definition itself in whole numbers.</summary>
public sealed class IntervalTests
{
    // Garwood's exact limits for the mean of a Poisson count, 95 %, as tables print them.
    [Theory]
    [InlineData(0, 0, 3.6889)]
    [InlineData(1, 0.0253, 5.5716)]
    [InlineData(2, 0.2422, 7.2247)]
    [InlineData(5, 1.6235, 11.6683)]
    [InlineData(10, 4.7954, 18.3904)]
    [InlineData(20, 12.2165, 30.8884)]
    [InlineData(100, 81.3640, 121.6268)]
    public void Limits_of_a_count_are_those_of_the_tables(int count, double low, double high)
    {
        var (l, h) = Intervals.Count(count);
        Assert.Equal(low, l, 3e-4);
        Assert.Equal(high, h, 3e-4);
    }

    // Clopper and Pearson, 95 %.
    [Theory]
    [InlineData(0, 10, 0, 0.3085)]
    [InlineData(1, 10, 0.0025, 0.4450)]
    [InlineData(5, 10, 0.1871, 0.8129)]
    [InlineData(10, 10, 0.6915, 1)]
    [InlineData(10, 100, 0.0490, 0.1762)]
    [InlineData(50, 100, 0.3983, 0.6017)]
    public void Limits_of_a_part_are_those_of_the_tables(int some, int all, double low, double high)
    {
        var (l, h) = Intervals.Part(some, all);
        Assert.Equal(low, l, 1e-4);
        Assert.Equal(high, h, 1e-4);
    }

    // The example of R's poisson.test: 11 events in 800, 21 in 3,011.
    [Fact]
    public void A_ratio_of_two_rates_is_the_published_one()
    {
        var ratio = Intervals.Between(11, 800, 21, 3011)!;
        Assert.Equal(1.9715, ratio.Value!.Value, 1e-4);
        Assert.Equal(0.8584, ratio.Low, 1e-4);
        Assert.Equal(4.2773, ratio.High!.Value, 1e-4);
    }

    [Fact]
    public void For_whole_counts_both_ends_leave_out_just_the_tail()
    {
        foreach (var (some, all) in new[] { (1, 7), (3, 12), (11, 32), (40, 90), (199, 200) })
        {
            var (low, high) = Intervals.Part(some, all);

            // In whole numbers: the part as a fraction of 2^40, the binomial sums exact.
            var unit = BigInteger.Pow(2, 40);
            double Tail(double p, int from, int to)
            {
                var part = new BigInteger(Math.Round(p * (double)unit));
                var sum = BigInteger.Zero;
                for (var k = from; k <= to; k++) sum += Choose(all, k) * BigInteger.Pow(part, k) * BigInteger.Pow(unit - part, all - k);
                return (double)(sum * 1_000_000_000_000 / BigInteger.Pow(unit, all)) / 1e12;
            }

            Assert.Equal(0.025, Tail(low, some, all), 1e-8);
            if (some < all) Assert.Equal(0.025, Tail(high, 0, some), 1e-8);
        }
    }

    [Fact]
    public void Rates_and_ratios_say_what_cannot_be_said()
    {
        Assert.Null(Intervals.Rate(3, 0));
        Assert.Null(Intervals.OfWhole(0, 100, 0, 1000));
        Assert.Null(Intervals.OfWhole(1, 0, 3, 1000));
        Assert.Null(Intervals.Between(0, 10, 0, 10));
        Assert.Null(Intervals.Between(1, 0, 1, 10));
        var onlyHere = Intervals.Between(5, 100, 0, 100)!;
        Assert.Null(onlyHere.Value);
        Assert.Null(onlyHere.High);
        Assert.True(onlyHere.Low > 0.9);
        var nowhere = Intervals.Between(0, 100, 5, 100)!;
        Assert.Equal(0, nowhere.Value);
        Assert.Equal(0, nowhere.Low);
        Assert.True(nowhere.High < 1.2);
        var none = Intervals.Rate(0, 1000)!;
        Assert.Equal(0, none.Value);
        Assert.Equal(3.6889, none.High!.Value, 1e-3);
        var even = Intervals.OfWhole(25, 2500, 100, 10_000)!;
        Assert.Equal(1, even.Value!.Value, 1e-9);
        Assert.True(even.Low < 1 && even.High > 1);
    }

    [Fact]
    public void Counts_of_parts_lie_between_the_whole_ones_on_both_sides()
    {
        var before = Intervals.Count(0);
        for (var k = 0.25; k <= 30; k += 0.25)
        {
            var (low, high) = Intervals.Count(k);
            Assert.True(low <= k && k <= high && low >= before.Low && high >= before.High, $"at {k}");
            before = (low, high);
        }

        foreach (var count in new[] { 1e-9, 0.5, 999.5, 12_345.678 })
        {
            var (low, high) = Intervals.Count(count);
            Assert.True(double.IsFinite(low) && double.IsFinite(high) && low <= count && count <= high);
        }
    }

    private static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 1; i <= k; i++) result = result * (n - k + i) / i;
        return result;
    }
}
