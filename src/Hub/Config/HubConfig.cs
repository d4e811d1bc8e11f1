using Writ.Hub.Cameras;

namespace Writ.Hub.Config;

/// <summary>The one config file, as read: everything in it holds.</summary>
internal sealed record HubConfig(IReadOnlyList<CameraSettings> Cameras);
