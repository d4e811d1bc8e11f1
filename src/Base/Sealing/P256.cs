using System.Numerics;
using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>NIST P-256 (FIPS 186-5, SEC 1): the one point encoding we accept, and the check that a point is on the curve.</summary>
internal static class P256
{
    /// <summary>0x04, X and Y of 32 bytes each.</summary>
    internal const int PointLength = 65;

    internal const int SpkiLength = 26 + PointLength;

    private static readonly BigInteger Prime = Number(Convert.FromHexString("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"));

    private static readonly BigInteger B = Number(Convert.FromHexString("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"));

    /// <summary>RFC 5480: SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING } up to the point itself.</summary>
    internal static ReadOnlySpan<byte> SpkiPrefix =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01,
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ];

    /// <summary>Uncompressed, both coordinates below the prime, and on the curve. Points are public, so time may vary.</summary>
    internal static bool IsPoint(ReadOnlySpan<byte> point)
    {
        if (point.Length != PointLength || point[0] != 4) return false;
        var x = Number(point[1..33]);
        var y = Number(point[33..]);
        if (x >= Prime || y >= Prime) return false;
        var right = ((x * x * x) - (3 * x) + B) % Prime;
        if (right.Sign < 0) right += Prime;
        return y * y % Prime == right;
    }

    internal static ECDiffieHellman Import(ReadOnlySpan<byte> point) => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() },
    });

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
