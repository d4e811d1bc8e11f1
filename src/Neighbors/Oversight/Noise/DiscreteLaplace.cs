using System.Numerics;

namespace Writ.Neighbors.Oversight.Noise;

/// <summary>
/// Noise for counts, exactly: the probability of k is in proportion to exp(-epsilon |k|), without a single number that was rounded. Canonne, Kamath and Steinke, The
/// Discrete Gaussian for Differential Privacy (2020), algorithms 1 and 2. Floating point would leak (Mironov 2012): so epsilon is a fraction, and everything here whole.
/// </summary>
internal static class DiscreteLaplace
{
    /// <param name="over">Numerator of epsilon.</param>
    /// <param name="under">Denominator of epsilon.</param>
    public static BigInteger Draw(BigInteger over, BigInteger under, ICoins coins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(over, BigInteger.One);
        ArgumentOutOfRangeException.ThrowIfLessThan(under, BigInteger.One);
        while (true)
        {
            // How far from 0, in steps of over: geometric with exp(-1/under), put together from a remainder and whole units.
            var rest = coins.Below(under);
            if (!Exponential(rest, under, coins)) continue;
            var units = BigInteger.Zero;
            while (Exponential(BigInteger.One, BigInteger.One, coins)) units++;
            var far = (rest + (under * units)) / over;
            var negative = coins.Below(2).IsOne;

            // There is one 0, and it would be drawn twice as often as it should be.
            if (negative && far.IsZero) continue;
            return negative ? -far : far;
        }
    }

    /// <summary>True with probability exp(-over/under), for a fraction from 0 to 1.</summary>
    internal static bool Exponential(BigInteger over, BigInteger under, ICoins coins)
    {
        // Von Neumann: the first k at which a coin of over / (k under) falls the other way is odd with just that probability.
        var k = BigInteger.One;
        while (coins.Below(under * k) < over) k++;
        return !k.IsEven;
    }
}
