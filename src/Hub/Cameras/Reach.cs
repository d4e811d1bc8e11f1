using Writ.Hub.Ffmpeg;

namespace Writ.Hub.Cameras;

/// <summary>How a camera is reached for one attempt: directly, or through a tunnel of ours that looks at its certificate.</summary>
internal sealed class Reach : IAsyncDisposable
{
    private readonly TlsTunnel? tunnel;

    private Reach(Feed feed, TlsTunnel? tunnel) => (Feed, this.tunnel) = (feed, tunnel);

    public Feed Feed { get; }

    /// <summary>Whether the camera's certificate was not the right one.</summary>
    public bool Refused => tunnel?.Refused == true;

    public static Reach Open(CameraSource source, TimeSpan patience)
    {
        var tunnel = source is CameraSource.Rtsp { Address.Secure: true } secure ? TlsTunnel.Open(secure.Address, secure.Pin) : null;
        return new Reach(new Feed(source, tunnel?.Port, patience), tunnel);
    }

    public async ValueTask DisposeAsync()
    {
        if (tunnel is not null) await tunnel.DisposeAsync();
    }
}
