using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>A key of one period. Its id follows from it and the period, and tells nothing of it.</summary>
public sealed class SealKey
{
    internal const int IdLength = 8;

    private readonly byte[] secret;

    internal SealKey(Period period, byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SaltedSeal.KeyLength);
        (Period, this.secret) = (period, secret);
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, IdLength, [], Encoding.ASCII.GetBytes($"writ.opening-key/v1/id/{period}")));
    }

    public Period Period { get; }

    /// <summary>16 lower-case hex digits.</summary>
    public string Id { get; }

    internal string FileName => $"{Period}.{Id}.key";

    internal ReadOnlySpan<byte> Secret => secret;

    /// <summary>In constant time.</summary>
    public bool Is(SealKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Period == other.Period && CryptographicOperations.FixedTimeEquals(secret, other.secret);
    }
}
