using Writ.App.Tests.Serving;
using Writ.Base;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>A server, an owner at a browser, a paired hub and one camera.</summary>
public abstract class CameraHouse : IAsyncLifetime
{
    internal WritServer Server { get; private set; } = null!;

    internal Seat Owner { get; private set; } = null!;

    internal FakeHub Hub { get; private set; } = null!;

    internal CameraId Camera { get; private set; }

    /// <summary>Address of the home for its people.</summary>
    internal string Home => $"/my/cameras/{Hub.Home}";

    protected virtual long? Quota => null;

    public async Task InitializeAsync()
    {
        Server = await WritServer.Start(cameras: Quota is { } quota ? new(quota) : null);
        Owner = await Seat.Of(Server, 0);
        Hub = await FakeHub.Paired(Server, Owner);
        Camera = await Hub.Camera();
    }

    public async Task DisposeAsync()
    {
        Hub.Dispose();
        Owner.Dispose();
        await Server.DisposeAsync();
    }

    internal async Task Sweep(int days)
    {
        Server.Time.Now += TimeSpan.FromDays(days);
        await Writ.Sources.Cameras.CamerasRoom.SweepCameras(Server.App.Services);
    }

    internal int Files() => Directory.EnumerateFiles(Server.Folder.Blobs, "*", SearchOption.AllDirectories).Count();
}
