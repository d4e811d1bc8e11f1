using System.Formats.Cbor;
using Writ.Base.Sealing;

namespace Writ.Store.People;

/// <summary>
/// The public key of a passkey, which its authenticator gave as a COSE_Key (RFC 9052 section 7, RFC 9053 section 7.1.1), in the form by which the record and the
/// vault know keys.
/// </summary>
public static class CoseKey
{
    private const int MostBytes = 1024;
    private const int CoordinateLength = 32;

    // Labels of a COSE_Key, and the only values that make it a key for ES256.
    private const long KeyType = 1, Algorithm = 3, Curve = -1, X = -2, Y = -3;
    private const long Ec2 = 2, Es256Id = -7, P256Id = 1;

    // SubjectPublicKeyInfo of an uncompressed point on P-256 (RFC 5480), up to the point.
    private static readonly byte[] Prefix = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    /// <summary>A key for ES256 on P-256. Null for every other algorithm, and for what is no whole key.</summary>
    public static PublicKey? Es256(byte[] cose)
    {
        if (cose.Length > MostBytes) return null;
        try
        {
            var (numbers, points) = Read(cose);
            return numbers.GetValueOrDefault(KeyType) == Ec2 && numbers.GetValueOrDefault(Algorithm) == Es256Id && numbers.GetValueOrDefault(Curve) == P256Id
                && points.GetValueOrDefault(X) is { Length: CoordinateLength } x && points.GetValueOrDefault(Y) is { Length: CoordinateLength } y
                && PublicKey.Parse([.. Prefix, .. x, .. y]).TryGet(out var key, out _) ? key : null;
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private static (Dictionary<long, long> Numbers, Dictionary<long, byte[]> Points) Read(byte[] cose)
    {
        var (numbers, points) = (new Dictionary<long, long>(), new Dictionary<long, byte[]>());
        var reader = new CborReader(cose, CborConformanceMode.Strict);
        _ = reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            if (!IsNumber(reader.PeekState()))
            {
                reader.SkipValue();
                reader.SkipValue();
                continue;
            }

            var label = reader.ReadInt64();
            if (IsNumber(reader.PeekState())) numbers[label] = reader.ReadInt64();
            else if (reader.PeekState() == CborReaderState.ByteString) points[label] = reader.ReadByteString();
            else reader.SkipValue();
        }

        reader.ReadEndMap();
        return reader.BytesRemaining == 0 ? (numbers, points) : ([], []);
    }

    private static bool IsNumber(CborReaderState state) => state is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger;
}
