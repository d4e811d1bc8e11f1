using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Sources.Cameras;

internal enum PairingState
{
    /// <summary>The hub shows its code.</summary>
    Waiting,

    /// <summary>An owner typed it; the hub decides.</summary>
    Asked,

    /// <summary>The home is founded; the owner's page fetches the hub's tag.</summary>
    Answered,
}

internal sealed class HomePairing
{
    public required string Name { get; init; }

    public required HomeId HomeId { get; init; }

    public required string PollHash { get; init; }

    public required string HubId { get; init; }

    public required byte[] HubSign { get; init; }

    public required byte[] HubSeal { get; init; }

    public required DateTimeOffset EndsAt { get; init; }

    public required PairingState State { get; set; }

    public AccountId? AccountId { get; set; }

    public byte[]? OwnerSign { get; set; }

    public byte[]? OwnerSeal { get; set; }

    public byte[]? OwnerTag { get; set; }

    /// <summary>The owner gives up the home that they have for this one.</summary>
    public bool Replaces { get; set; }

    public byte[]? Statement { get; set; }

    public byte[]? HubTag { get; set; }
}

internal enum HomeState
{
    Active,

    /// <summary>Another hub took its place: it can be watched until its clips have ended.</summary>
    Replaced,

    /// <summary>Nothing of it opens any more; blobs and rows are going.</summary>
    Ending,
}

internal sealed class Home
{
    public required HomeId Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required HomeState State { get; init; }

    /// <summary>SHA-256 of the hub's token; null where it has none any more.</summary>
    public string? TokenHash { get; init; }

    /// <summary>Length of the chain.</summary>
    public required int Statements { get; init; }

    /// <summary>Number of the last change of settings.</summary>
    public long Changes { get; init; }

    /// <summary>Number of the next look.</summary>
    public int Looks { get; init; }

    /// <summary>Bytes of clips, as they were offered.</summary>
    public long Stored { get; init; }

    public int Clips { get; init; }

    /// <summary>How often somebody kept a clip for good, or let it go.</summary>
    public long Pins { get; init; }

    /// <summary>How many clips were ever offered.</summary>
    public long Arrivals { get; init; }
}

internal sealed class HomeStatementRow
{
    public required HomeId HomeId { get; init; }

    public required int Number { get; init; }

    public required byte[] Text { get; init; }
}

internal sealed class HomeKeyRow
{
    public required HomeId HomeId { get; init; }

    public required int Generation { get; init; }

    public required byte[] Record { get; init; }
}

internal enum MemberState
{
    Invited,
    Member,
}

internal sealed class HomeMember
{
    public required HomeId HomeId { get; init; }

    public required AccountId AccountId { get; init; }

    /// <summary>What an owner calls the member by; no account's id leaves the server.</summary>
    public required int Number { get; init; }

    public required MemberState State { get; init; }

    public DateTimeOffset? EndsAt { get; init; }
}

internal sealed class HomeBoxRow
{
    public const string Profile = "profile";

    public const string Recovery = "recovery";

    public required HomeId HomeId { get; init; }

    public required string Purpose { get; init; }

    /// <summary>1 and up: each new box says the next number.</summary>
    public required int Number { get; init; }

    /// <summary>Of settings and profile: see <see cref="Home.Changes"/>.</summary>
    public required long Change { get; init; }

    public required byte[] Box { get; init; }

    public static string Settings(CameraId camera) => $"settings/{camera}";

    public static string Health(CameraId camera) => $"health/{camera}";
}

internal sealed class HomeLook
{
    public required HomeId HomeId { get; init; }

    public required int Number { get; init; }

    public required byte[] Box { get; init; }
}

internal sealed class HomeModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<HomePairing>(e =>
        {
            e.ToTable("home_pairing");
            e.HasKey(x => x.Name);
        });
        model.Entity<Home>(e =>
        {
            e.ToTable("home");
            e.HasKey(x => x.Id);
        });
        model.Entity<HomeStatementRow>(e =>
        {
            e.ToTable("home_statement");
            e.HasKey(x => new { x.HomeId, x.Number });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
        model.Entity<HomeKeyRow>(e =>
        {
            e.ToTable("home_key");
            e.HasKey(x => new { x.HomeId, x.Generation });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
        model.Entity<HomeMember>(e =>
        {
            e.ToTable("home_member");
            e.HasKey(x => new { x.HomeId, x.AccountId });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
        model.Entity<HomeBoxRow>(e =>
        {
            e.ToTable("home_box");
            e.HasKey(x => new { x.HomeId, x.Purpose });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
        model.Entity<HomeLook>(e =>
        {
            e.ToTable("home_look");
            e.HasKey(x => new { x.HomeId, x.Number });
            e.HasOne<Home>().WithMany().HasForeignKey(x => x.HomeId);
        });
    }
}
