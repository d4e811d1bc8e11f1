using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Writ.Base.Sealing;

/// <summary>
/// Shows that somebody holds the private half of a P-256 key that can only agree (ECDH) and not sign: a MAC under a secret that
/// only the two can know. Layout: <c>docs/spec/key-proof.md</c>.
/// </summary>
public static class PossessionProof
{
    /// <summary>Bytes of a nonce, and of a proof.</summary>
    public const int Length = 32;

    /// <summary>What the holder of <paramref name="claimed"/> answers.</summary>
    /// <param name="nonce">32 bytes.</param>
    /// <param name="subject">Id of whom the key is to belong to.</param>
    public static byte[] Answer(PrivateKey claimed, PublicKey challenger, ReadOnlySpan<byte> nonce, string subject)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        ArgumentNullException.ThrowIfNull(challenger);
        return Mac(claimed.Agree(challenger.Point), nonce, subject, challenger.Point, claimed.Public.Point);
    }

    /// <summary>Whether the proof was made with the private half of <paramref name="claimed"/>, for this nonce and this subject.</summary>
    public static bool Holds(PrivateKey challenger, PublicKey claimed, ReadOnlySpan<byte> nonce, string subject, ReadOnlySpan<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(challenger);
        ArgumentNullException.ThrowIfNull(claimed);

        // Whoever names the challenger's own point as theirs would know nothing, and still nothing is gained by asking.
        if (proof.Length != Length || claimed == challenger.Public) return false;
        return CryptographicOperations.FixedTimeEquals(
            proof, Mac(challenger.Agree(claimed.Point), nonce, subject, challenger.Public.Point, claimed.Point));
    }

    private static byte[] Mac(byte[] shared, ReadOnlySpan<byte> nonce, string subject, ReadOnlySpan<byte> challenger, ReadOnlySpan<byte> claimed)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, Length);
        Span<byte> key = stackalloc byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, key, nonce, "writ.key-proof/v1/key"u8);
        CryptographicOperations.ZeroMemory(shared);
        var name = Encoding.UTF8.GetBytes(subject);
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)name.Length));
        var mac = HMACSHA256.HashData(key, [.. "writ.key-proof/v1"u8, .. length, .. name, .. challenger, .. claimed]);
        CryptographicOperations.ZeroMemory(key);
        return mac;
    }
}
