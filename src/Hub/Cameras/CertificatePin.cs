using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Writ.Hub.Cameras;

/// <summary>The one certificate that a camera may show, by its SHA-256: most cameras sign their own.</summary>
internal sealed class CertificatePin
{
    private readonly byte[] hash;

    private CertificatePin(byte[] hash) => this.hash = hash;

    /// <summary>Reads 64 hexadecimal digits, with or without colons; null where it is something else.</summary>
    public static CertificatePin? Parse(string text)
    {
        var digits = text.Replace(":", string.Empty, StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? new CertificatePin(Convert.FromHexString(digits)) : null;
    }

    public static CertificatePin Of(X509Certificate certificate) => new(SHA256.HashData(certificate.GetRawCertData()));

    public bool Fits(X509Certificate certificate) => hash.AsSpan().SequenceEqual(SHA256.HashData(certificate.GetRawCertData()));

    public override string ToString() => Convert.ToHexStringLower(hash);
}
