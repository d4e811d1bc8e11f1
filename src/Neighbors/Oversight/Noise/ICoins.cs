using System.Numerics;
using System.Security.Cryptography;

namespace Writ.Neighbors.Oversight.Noise;

/// <summary>Where randomness comes from. Tests give their own, so that what they see is the same each time.</summary>
internal interface ICoins
{
    /// <summary>A whole number from 0 to below the bound, each as likely as any other. The bound is above 0.</summary>
    BigInteger Below(BigInteger bound);
}

/// <summary>The system's cryptographic source.</summary>
internal sealed class SystemCoins : ICoins
{
    public BigInteger Below(BigInteger bound) => Uniform(bound, bytes => RandomNumberGenerator.Fill(bytes));

    /// <summary>From a source of bytes: as many bits as the bound needs, thrown away and drawn again where they are too large. No remainder is taken: that would favour small ones.</summary>
    public static BigInteger Uniform(BigInteger bound, Action<byte[]> fill)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, BigInteger.One);
        if (bound.IsOne) return BigInteger.Zero;
        var bits = (int)(bound - 1).GetBitLength();
        var bytes = new byte[(bits + 7) / 8];
        while (true)
        {
            fill(bytes);
            var number = new BigInteger(bytes, isUnsigned: true) & ((BigInteger.One << bits) - 1);
            if (number < bound) return number;
        }
    }
}
