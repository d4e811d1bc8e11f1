using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Demands.Draft;

/// <summary>A demand that an officer is writing. Nobody else sees it.</summary>
internal sealed class DemandDraft
{
    public required DraftId Id { get; init; }

    public required OfficerId OfficerId { get; init; }

    /// <summary>Counts every change, from 1.</summary>
    public required long Version { get; set; }

    /// <summary>What the content is sealed as; never the id of a blob that exists.</summary>
    public required BlobId SealedAs { get; init; }

    /// <summary>Sealed <see cref="DraftContent"/>; null once it was sent.</summary>
    public byte[]? Content { get; set; }

    /// <summary>The instrument's file, sealed.</summary>
    public BlobId? FileBlob { get; set; }

    public required DateTimeOffset BegunAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Whatever happens to it, it goes on this date.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What it became.</summary>
    public DemandId? DemandId { get; set; }
}

internal sealed class DraftModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<DemandDraft>(e =>
    {
        e.ToTable("demand_draft");
        e.HasKey(x => x.Id);
        e.Property(x => x.Id).HasConversion(id => id.Text, text => DraftId.FromTrusted(text));
    });
}
