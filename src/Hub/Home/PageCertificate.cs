using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Hub.Keeping;

namespace Writ.Hub.Home;

/// <summary>
/// The hub's own certificate for its address in the home's network, since browsers use keys only where the connection is protected: ECDSA P-256, in
/// <c>page/</c>, for its own user only. Made anew when it ends soon or the address is another one; its fingerprint is then another one, too.
/// </summary>
internal static class PageCertificate
{
    // What browsers take at most from a certificate that somebody trusts by hand.
    private const int Days = 825;

    private const int Least = 30;

    public static X509Certificate2 Of(HubFolder folder, PageAddress address, DateTimeOffset now)
    {
        var own = Path.Combine(folder.Root, "page");
        HubFolder.Make(own);
        var (key, certificate) = (Path.Combine(own, "key.pem"), Path.Combine(own, "certificate.pem"));
        if (Read(certificate, key, address, now) is { } there) return there;
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=writ-hub", made, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address.Listen);
        if (address.Name is { } name) names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var signed = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(Days - 1));
        File.Delete(key);
        SecretFile.Write(key, Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem()));
        Durable.Replace(certificate, Encoding.ASCII.GetBytes(signed.ExportCertificatePem()));
        return X509Certificate2.CreateFromPemFile(certificate, key);
    }

    /// <summary>SHA-256, as browsers show it.</summary>
    public static string Fingerprint(X509Certificate2 certificate) => string.Join(':', Convert.ToHexString(certificate.GetCertHash(HashAlgorithmName.SHA256)).Chunk(2).Select(pair => new string(pair)));

    private static X509Certificate2? Read(string certificate, string key, PageAddress address, DateTimeOffset now)
    {
        if (!File.Exists(certificate) || !File.Exists(key)) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(key) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0) return null;
        try
        {
            var read = X509Certificate2.CreateFromPemFile(certificate, key);
            var names = read.Extensions.OfType<X509SubjectAlternativeNameExtension>().SingleOrDefault();
            var fits = names is not null && names.EnumerateIPAddresses().SequenceEqual([address.Listen]) && names.EnumerateDnsNames().SequenceEqual(address.Name is { } name ? [name] : Array.Empty<string>());
            if (fits && read.NotBefore <= now.LocalDateTime && read.NotAfter >= now.AddDays(Least).LocalDateTime) return read;
            read.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>Where the pages are served in the home's network beside this machine itself.</summary>
/// <param name="Listen">An address of this machine.</param>
/// <param name="Name">What it is called there, where it has a name.</param>
internal sealed record PageAddress(IPAddress Listen, int Port, string? Name = null);
