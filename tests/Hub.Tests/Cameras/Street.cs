using Writ.Hub.Cameras;

namespace Writ.Hub.Tests.Cameras;

/// <summary>Two RTSP servers: one that is open, and one that asks for a password.</summary>
public sealed class Street : IDisposable
{
    internal static Login Right { get; } = new("owner", "p'a ss@:/\\\"%41 ü");

    internal RtspCamera Open { get; } = new();

    internal RtspCamera Locked { get; } = new("--login", Right.User, Right.Password);

    public void Dispose()
    {
        Open.Dispose();
        Locked.Dispose();
    }
}
