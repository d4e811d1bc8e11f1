using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Home;
using Writ.Hub.Keeping;

namespace Writ.Hub.Config;

/// <summary>The one config file, as read: everything in it holds.</summary>
/// <param name="Server">The company's server; null: this hub only watches.</param>
/// <param name="Cell">The only place that the server learns: from <c>place</c>, which stays here, or as it stands in <c>cell</c>.</param>
internal sealed record HubConfig(IReadOnlyList<CameraSettings> Cameras, Uri? Server = null, CoarseCell? Cell = null)
{
    /// <summary>What stays at home.</summary>
    public ShelfLimits Keep { get; init; } = ShelfLimits.Default;

    /// <summary>Where the pages are served beside this machine itself; null: nowhere.</summary>
    public PageAddress? Page { get; init; }
}
