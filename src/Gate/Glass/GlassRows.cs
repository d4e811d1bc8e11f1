using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Glass;

/// <summary>What officers sign to have keys without the record, for an authorisation that waits.</summary>
internal sealed class GlassStatementRow
{
    public required AuthorisationId AuthorisationId { get; init; }

    public required DemandId DemandId { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Sealed as openings are.</summary>
    public required byte[] Statement { get; init; }

    public required string TokenHash { get; init; }

    public required string Why { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public string? AskedBy { get; set; }

    /// <summary>When the vault was first asked with it.</summary>
    public DateTimeOffset? AskedAt { get; set; }
}

/// <summary>A vault gave keys without the record.</summary>
internal sealed class GlassUsedRow
{
    public required string Sha256 { get; init; }

    public required string Vault { get; init; }

    public required long Records { get; init; }

    public required DateTimeOffset UsedAt { get; init; }

    /// <summary>The entry that says so; null until the record runs again.</summary>
    public long? FactSeq { get; set; }
}

internal sealed class GlassModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<GlassStatementRow>(e =>
        {
            e.ToTable("glass_statement");
            e.HasKey(x => x.AuthorisationId);
        });
        model.Entity<GlassUsedRow>(e =>
        {
            e.ToTable("glass_used");
            e.HasKey(x => x.Sha256);
        });
    }
}
