using Writ.Base.Footage;
using Writ.Hub.Cameras;
using Writ.Hub.Home;
using Writ.Hub.Keeping;
using Writ.Hub.Neighbors;

namespace Writ.Hub.Config;

/// <summary>The one config file, as read: everything in it holds.</summary>
/// <param name="Server">The company's server; null: this hub only watches.</param>
/// <param name="Cell">The only place that the server learns: from <c>place</c>, which stays here, or as it stands in <c>cell</c>.</param>
internal sealed record HubConfig(IReadOnlyList<CameraSettings> Cameras, Uri? Server = null, CoarseCell? Cell = null)
{
    /// <summary>What stays at home.</summary>
    public ShelfLimits Keep { get; init; } = ShelfLimits.Default;

    /// <summary>Exactly, where the config says so: for what is matched here, and never sent.</summary>
    public CameraPlace? Place { get; init; }

    /// <summary>A day of clips fetched for cover, in megabytes; 0: none.</summary>
    public int CoverMegabytes { get; init; } = UsualCover;

    public const int UsualCover = 100;

    /// <summary>Where the pages are served beside this machine itself; null: nowhere.</summary>
    public PageAddress? Page { get; init; }
}
