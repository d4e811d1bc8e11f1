using System.Numerics;

namespace Writ.Neighbors.Oversight.Noise;

/// <summary>
/// A count as it may be published: with noise, and not at all where that is below the threshold. The threshold looks at the noisy number, never at the true one: what is
/// made of a noisy number tells no more than it did, while "too few" of the true one would be an answer without noise.
/// </summary>
internal sealed class NoisyCount(OversightSettings settings, ICoins coins)
{
    /// <summary>Draws anew at each call; call it once for each number, and keep what it says.</summary>
    public long? Of(long count)
    {
        var noisy = count + DiscreteLaplace.Draw(settings.EpsilonOver, settings.EpsilonUnder, coins);
        return noisy < settings.Threshold ? null : (long)BigInteger.Min(noisy, long.MaxValue);
    }
}
