using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Serve;
using Writ.Shared;

namespace Writ.Hub.Tests.Home;

/// <summary>The hub's own certificate, and its address in the home's network.</summary>
public sealed class NetworkTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PageAddress Address = new(IPAddress.Parse("192.168.1.20"), 8443, "hub.lan");

    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly HubFolder folder;

    public NetworkTests() => folder = HubFolder.Open(root).Value;

    public void Dispose()
    {
        folder.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void It_stays_the_same_until_it_ends_soon_or_the_address_is_another()
    {
        var first = Print(Address, Noon);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", first);
        Assert.Equal(first, Print(Address, Noon.AddDays(790)));
        Assert.Equal(first, Print(Address, Noon.AddHours(-12)));
        Assert.NotEqual(first, Print(Address with { Listen = IPAddress.Parse("192.168.1.21") }, Noon));
        var named = Print(Address with { Name = null }, Noon);
        Assert.NotEqual(first, named);
        Assert.NotEqual(named, Print(Address with { Name = null }, Noon.AddDays(800)));
    }

    [Fact]
    public void It_is_for_its_address_alone_signs_for_nobody_else_and_its_key_is_for_its_user_alone()
    {
        using var certificate = PageCertificate.Of(folder, Address, Noon);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal([Address.Listen], names.EnumerateIPAddresses());
        Assert.Equal(["hub.lan"], names.EnumerateDnsNames());
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal("1.2.840.10045.3.1.7", certificate.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
        var key = Path.Combine(root, "page", "key.pem");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        var before = PageCertificate.Fingerprint(certificate);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.NotEqual(before, Print(Address, Noon));
        File.WriteAllText(Path.Combine(root, "page", "certificate.pem"), "nothing");
        Assert.NotEmpty(Print(Address, Noon));
    }

    [Fact]
    public async Task In_the_network_it_answers_to_its_own_names_over_tls_and_shows_no_codes()
    {
        if (Own() is not { } own) return;
        var port = FreePorts.Take(own);
        var address = new PageAddress(own, port, "hub.lan");
        using var certificate = PageCertificate.Of(folder, address, TimeProvider.System.GetUtcNow());
        await using var site = await new HomeSite([], new HubStanding(), address).StartAsync(0, certificate);
        using var http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is X509Certificate2 c && PageCertificate.Fingerprint(c) == PageCertificate.Fingerprint(certificate) },
        });
        Assert.Equal((HttpStatusCode.Redirect, "/my/cameras"), await Ask("/", null));
        Assert.Equal((HttpStatusCode.Conflict, null), await Ask("/my/cameras", "hub.lan"));
        foreach (var host in (string[])["localhost", "evil.example", "127.0.0.1"]) Assert.Equal((HttpStatusCode.Forbidden, null), await Ask("/", host));

        async Task<(HttpStatusCode, string?)> Ask(string path, string? host)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{own}:{port}{path}");
            if (host is not null) request.Headers.Host = $"{host}:{port}";
            using var answer = await http.SendAsync(request);
            return (answer.StatusCode, answer.Headers.Location?.ToString());
        }
    }

    /// <summary>An address of this machine beside the loopback; null where it has none.</summary>
    private static IPAddress? Own() => Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork).FirstOrDefault(a => !IPAddress.IsLoopback(a));

    private string Print(PageAddress address, DateTimeOffset now)
    {
        using var certificate = PageCertificate.Of(folder, address, now);
        return PageCertificate.Fingerprint(certificate);
    }
}
