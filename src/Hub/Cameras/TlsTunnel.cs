using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Writ.Hub.Cameras;

/// <summary>
/// TLS to a camera, done here because ffmpeg 5 looks at no certificate of an rtsps camera: plain on this machine's own address, sealed outside. It
/// adds no login: whoever else on this machine finds the port meets the camera's own door.
/// </summary>
internal sealed class TlsTunnel : IAsyncDisposable
{
    // One for ffprobe and one for ffmpeg, and some to spare.
    private const int MostConnections = 4;

    private readonly CameraAddress address;

    private readonly CertificatePin? pin;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    private readonly CancellationTokenSource over = new();

    private readonly Task serving;

    private TlsTunnel(CameraAddress address, CertificatePin? pin)
    {
        (this.address, this.pin) = (address, pin);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The camera showed a certificate that is not the named one, or, where none was named, one that this machine does not trust.</summary>
    public bool Refused { get; private set; }

    public static TlsTunnel Open(CameraAddress address, CertificatePin? pin) => new(address, pin);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Dispose();
        await serving;
        over.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (connections.Count < MostConnections) connections.Add(CarryAsync(await listener.AcceptTcpClientAsync(over.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Over.
        }

        await Task.WhenAll(connections);
    }

    private async Task CarryAsync(TcpClient inside)
    {
        using var near = inside;
        try
        {
            using var outside = new TcpClient();
            await outside.ConnectAsync(address.Host.Trim('[', ']'), address.Port, over.Token);
            await using var tls = new SslStream(outside.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, errors) =>
            {
                var fine = certificate is not null && (pin is null ? errors == SslPolicyErrors.None : pin.Fits(certificate));
                if (!fine) Refused = true;
                return fine;
            });
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host.Trim('[', ']') }, over.Token);
            var there = near.GetStream().CopyToAsync(tls, over.Token);
            var back = tls.CopyToAsync(near.GetStream(), over.Token);
            await Task.WhenAny(there, back);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            // The program at the near end sees its connection close, and says so.
        }
    }
}
