using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>A P-256 private key. Whoever holds one disposes of it; it never appears in <see cref="object.ToString"/>.</summary>
public sealed class PrivateKey : IDisposable
{
    private readonly ECDiffieHellman key;

    private PrivateKey(ECDiffieHellman key)
    {
        this.key = key;
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        Public = PublicKey.OfPoint([4, .. q.X!, .. q.Y!]);
    }

    public PublicKey Public { get; }

    public static PrivateKey Generate() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Exactly one PEM block, label <c>PRIVATE KEY</c> (PKCS#8, not encrypted). Refusal <c>sealing-bad-private-key</c>.</summary>
    public static Result<PrivateKey> ImportPem(ReadOnlySpan<char> pem)
    {
        if (pem.Length > 4096 || !PemEncoding.TryFind(pem, out var fields)) return SealingRefusals.PrivateKey;
        if (pem[fields.Label] is not "PRIVATE KEY" || pem[fields.Location].Length != pem.Trim().Length) return SealingRefusals.PrivateKey;
        var der = new byte[fields.DecodedDataLength];
        try
        {
            return Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out var length)
                ? ImportPkcs8(der.AsSpan(0, length))
                : SealingRefusals.PrivateKey;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>PKCS#8 DER with the named curve P-256. Refusal <c>sealing-bad-private-key</c>.</summary>
    public static Result<PrivateKey> ImportPkcs8(ReadOnlySpan<byte> pkcs8)
    {
        var imported = ECDiffieHellman.Create();
        try
        {
            imported.ImportPkcs8PrivateKey(pkcs8, out var read);
            var parameters = imported.ExportParameters(includePrivateParameters: false);
            // The platform names the curve by its OID; explicit parameters have none and are refused.
            if (read == pkcs8.Length
                && parameters.Curve.IsNamed
                && parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value
                && P256.IsPoint([4, .. parameters.Q.X!, .. parameters.Q.Y!]))
                return new PrivateKey(imported);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            // Not a key, or one of a curve that nobody has: refused below like every other shape that is not ours.
        }

        imported.Dispose();
        return SealingRefusals.PrivateKey;
    }

    /// <summary>PKCS#8 in PEM. The text is a secret that cannot be wiped: write it to its file and let go of it.</summary>
    public string ExportPem()
    {
        var der = ExportPkcs8();
        try
        {
            return PemEncoding.WriteString("PRIVATE KEY", der);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>PKCS#8 DER; the caller wipes it.</summary>
    public byte[] ExportPkcs8() => key.ExportPkcs8PrivateKey();

    public void Dispose() => key.Dispose();

    /// <summary>The X coordinate of the shared point, 32 bytes (SP 800-56A); the caller wipes it.</summary>
    internal byte[] Agree(ReadOnlySpan<byte> point)
    {
        using var other = P256.Import(point);
        return key.DeriveRawSecretAgreement(other.PublicKey);
    }
}
