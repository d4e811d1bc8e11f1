using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Agencies.Verify;

/// <summary>What happened to an agency, added and never changed.</summary>
internal sealed class AgencyEvent
{
    public long Seq { get; private set; }

    public required AgencyId AgencyId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required AgencyEventKind Kind { get; init; }

    /// <summary>How it was verified; set exactly then.</summary>
    public string? How { get; init; }

    /// <summary>Where the number or address came from.</summary>
    public string? Source { get; init; }

    public string? Evidence { get; init; }

    /// <summary>Why it was suspended; set exactly then.</summary>
    public string? Reason { get; init; }
}

internal enum AgencyEventKind
{
    Enrolled,
    Verified,
    Suspended,
}

internal sealed class AgencyEventModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<AgencyEvent>(e =>
    {
        e.ToTable("agency_event");
        e.HasKey(x => x.Seq);
        e.Property(x => x.Seq).ValueGeneratedOnAdd();
    });
}
