using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Writ.Hub.Cameras;

namespace Writ.Hub.Tests.Cameras;

/// <summary>A certificate that a camera made for itself, in a file beside its key.</summary>
internal sealed class OwnCertificate : IDisposable
{
    public OwnCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=camera", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Pin = CertificatePin.Of(certificate);
        Path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("writ-hub-test-").FullName, "camera.pem");
        File.WriteAllText(Path, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    public string Path { get; }

    public CertificatePin Pin { get; }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
