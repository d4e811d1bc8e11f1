using Microsoft.EntityFrameworkCore;
using Writ.Store;

namespace Writ.Demands.Report;

/// <summary>One version of one report, as published.</summary>
public sealed class PublishedReport
{
    public required string Period { get; init; }

    public required int Version { get; init; }

    /// <summary>Relative to the site's root.</summary>
    public required string Path { get; init; }

    public required string Sha256 { get; init; }

    public required bool Provisional { get; init; }

    public required bool Replay { get; init; }

    public required long EntrySeq { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class ReportModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<PublishedReport>(e =>
    {
        e.ToTable("published_report");
        e.HasKey(x => new { x.Period, x.Version });
    });
}
