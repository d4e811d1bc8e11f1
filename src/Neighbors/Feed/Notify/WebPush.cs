using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;

namespace Writ.Neighbors.Feed.Notify;

/// <summary>A message to one browser, encrypted so that its push service reads nothing (RFC 8291, over RFC 8188's <c>aes128gcm</c>).</summary>
internal static class WebPush
{
    /// <summary>An uncompressed point of P-256.</summary>
    public const int PointLength = 65;

    public const int AuthLength = 16;

    private const int RecordSize = 4096;

    private const int TagLength = 16;

    /// <param name="browser">The browser's public key, <see cref="PointLength"/> bytes, on the curve.</param>
    /// <param name="auth">The browser's secret, <see cref="AuthLength"/> bytes.</param>
    /// <param name="plaintext">At most one record.</param>
    public static byte[] Encrypt(byte[] browser, byte[] auth, ReadOnlySpan<byte> plaintext)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(browser, auth, plaintext, own, RandomNumberGenerator.GetBytes(16));
    }

    /// <summary>With a key and a salt that are given: for the RFC's example. Each is used once only.</summary>
    internal static byte[] Encrypt(byte[] browser, byte[] auth, ReadOnlySpan<byte> plaintext, ECDiffieHellman own, byte[] salt)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(plaintext.Length, RecordSize - TagLength - 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(auth.Length, AuthLength);
        using var theirs = Key(browser);
        var ownPoint = Point(own.ExportParameters(false).Q);
        var shared = own.DeriveRawSecretAgreement(theirs.PublicKey);
        var ikm = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, [.. "WebPush: info\0"u8, .. browser, .. ownPoint]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        // One record, the last one: its delimiter is 2.
        byte[] record = [.. plaintext, 2];
        var message = new byte[salt.Length + 4 + 1 + PointLength + record.Length + TagLength];
        salt.CopyTo(message, 0);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(16), RecordSize);
        message[20] = PointLength;
        ownPoint.CopyTo(message, 21);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, record, message.AsSpan(86, record.Length), message.AsSpan(86 + record.Length));
        CryptographicOperations.ZeroMemory(shared);
        return message;
    }

    /// <summary>Whether a browser's key is a point of the curve; anything else would throw later.</summary>
    public static bool IsKey(byte[] point)
    {
        if (point.Length != PointLength || point[0] != 4) return false;
        try
        {
            Key(point).Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static ECDiffieHellman Key(byte[] point) => ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..65] } });
}

/// <summary>Who sends, to push services (RFC 8292): a key of this house, and a signed word for each service that it cannot use elsewhere.</summary>
internal sealed class Vapid : IDisposable
{
    // P-256's order; a private key lies below it.
    private static readonly byte[] Order = Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    private readonly ECDsa key;

    /// <param name="secret32">The same gives the same key: browsers are bound to it.</param>
    public Vapid(byte[] secret32)
    {
        byte[] d;
        var again = 0;
        do
        {
            d = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret32, 32, [], Encoding.ASCII.GetBytes($"writ.vapid/v1/{again++}"));
        }
        while (d.AsSpan().SequenceCompareTo(Order) >= 0 || d.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        CryptographicOperations.ZeroMemory(d);
    }

    /// <summary>What a browser is given when it subscribes: an uncompressed point, base64url.</summary>
    public string PublicKey => Base64Url(WebPush.Point(key.ExportParameters(false).Q));

    /// <summary>Value of the header Authorization.</summary>
    /// <param name="address">The browser's address at its push service.</param>
    /// <param name="contact">Whom the service can ask: https or mailto.</param>
    public string Authorization(Uri address, string contact, DateTimeOffset now)
    {
        var signed = Unsigned(address.GetLeftPart(UriPartial.Authority), (now + Lasts).ToUnixTimeSeconds(), contact);
        return $"vapid t={signed}.{Base64Url(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}, k={PublicKey}";
    }

    /// <summary>Header and claims as the RFC's example writes them.</summary>
    internal static string Unsigned(string audience, long expires, string contact) =>
        $"{Base64Url("{\"typ\":\"JWT\",\"alg\":\"ES256\"}"u8)}.{Base64Url(Encoding.UTF8.GetBytes($"{{\"aud\":\"{audience}\",\"exp\":{expires},\"sub\":\"{contact}\"}}"))}";

    /// <summary>Of a token, by the key that stands beside it.</summary>
    internal static bool Verify(string token, byte[] point)
    {
        var cut = token.LastIndexOf('.');
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..65] } });
        return key.VerifyData(Encoding.ASCII.GetBytes(token[..cut]), System.Buffers.Text.Base64Url.DecodeFromChars(token.AsSpan(cut + 1)), HashAlgorithmName.SHA256);
    }

    public void Dispose() => key.Dispose();

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
