using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Agencies.Partnerships;

/// <summary>Which entry of the record is whose. What it says stands in the entry.</summary>
internal sealed class PartnershipAct
{
    public required long EntrySeq { get; init; }

    public required AgencyId AgencyId { get; init; }

    /// <summary>What only one entry of an agency can be.</summary>
    public required string Slot { get; init; }

    /// <summary>Number of the fact's kind.</summary>
    public required int Kind { get; init; }

    public int? Agreement { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What shows who countersigned.</summary>
internal sealed class PartnershipEvidence
{
    public required long EntrySeq { get; init; }

    public required string Sha256 { get; init; }

    public required string Text { get; init; }
}

/// <summary>A day on which the register changed.</summary>
internal sealed class RegisterDay
{
    public required DateOnly Day { get; init; }

    public required string Path { get; init; }

    public required string Sha256 { get; init; }

    public required long EntrySeq { get; init; }
}

internal sealed class PartnershipModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<PartnershipAct>(e =>
        {
            e.ToTable("partnership_act").HasKey(x => x.EntrySeq);
            e.Property(x => x.EntrySeq).ValueGeneratedNever();
        });
        model.Entity<PartnershipEvidence>(e =>
        {
            e.ToTable("partnership_evidence").HasKey(x => x.EntrySeq);
            e.Property(x => x.EntrySeq).ValueGeneratedNever();
        });
        model.Entity<RegisterDay>(e => e.ToTable("register_day").HasKey(x => x.Day));
    }
}
