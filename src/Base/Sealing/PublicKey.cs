using System.Security.Cryptography;

namespace Writ.Base.Sealing;

/// <summary>
/// A P-256 public key that something is sealed to: an account's or a recipient's. Held as SubjectPublicKeyInfo DER
/// (RFC 5480, 91 bytes, named curve, uncompressed point); no other form is accepted.
/// </summary>
public sealed record PublicKey
{
    private readonly byte[] spki;

    private PublicKey(byte[] spki)
    {
        this.spki = spki;
        Thumbprint = Convert.ToHexStringLower(SHA256.HashData(spki));
    }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo, 64 lower-case hex digits.</summary>
    public string Thumbprint { get; }

    /// <summary>The SubjectPublicKeyInfo, 91 bytes.</summary>
    public ReadOnlySpan<byte> Spki => spki;

    internal ReadOnlySpan<byte> Point => spki.AsSpan(P256.SpkiPrefix.Length);

    /// <summary>Refuses (<c>sealing-bad-public-key</c>) every other curve, encoding, length, and any point off the curve.</summary>
    public static Result<PublicKey> Parse(ReadOnlySpan<byte> spki) =>
        spki.Length == P256.SpkiLength && spki.StartsWith(P256.SpkiPrefix) && P256.IsPoint(spki[P256.SpkiPrefix.Length..])
            ? new PublicKey(spki.ToArray())
            : SealingRefusals.PublicKey;

    /// <summary>One PEM block labelled <c>PUBLIC KEY</c> and nothing but white space around it.</summary>
    public static Result<PublicKey> ParsePem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        if (pem.Length > 1024 || !PemEncoding.TryFind(pem, out var fields)) return SealingRefusals.PublicKey;
        if (pem[fields.Label] != "PUBLIC KEY" || pem[fields.Location].Length != pem.Trim().Length) return SealingRefusals.PublicKey;
        return Parse(Convert.FromBase64String(pem[fields.Base64Data]));
    }

    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", spki);

    public bool Equals(PublicKey? other) => other is not null && spki.AsSpan().SequenceEqual(other.spki);

    public override int GetHashCode() => Thumbprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Thumbprint;

    internal static PublicKey OfPoint(ReadOnlySpan<byte> point) => new([.. P256.SpkiPrefix, .. point]);
}
