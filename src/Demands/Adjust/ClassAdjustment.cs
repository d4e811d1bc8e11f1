using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Adjust;

internal enum AdjustmentState
{
    /// <summary>Somebody says that the class is wrong. Another person's turn.</summary>
    Proposed,

    /// <summary>Another person did not agree, or the proposer took it back.</summary>
    Dropped,

    /// <summary>Agreed: the leaf with the right class is drawn, and is in the log or waits for its batch.</summary>
    Agreed,

    /// <summary>The fact is written that puts the one leaf in the place of the other.</summary>
    Recorded,
}

/// <summary>That the class of a demand's register leaf was wrong, and what stands in its place (record.md section 8).</summary>
internal sealed class ClassAdjustment
{
    public required DemandId DemandId { get; init; }

    /// <summary>Of this demand, 1 and up.</summary>
    public required long Number { get; init; }

    /// <summary>The right one: open or withheld.</summary>
    public required DemandClass Class { get; init; }

    /// <summary>Published with the fact.</summary>
    public required string Reason { get; init; }

    public required AdjustmentState State { get; set; }

    public required string ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Entry of the leaf that stands in; negative where it waits, or waited, for a batch.</summary>
    public long? LeafSeq { get; set; }

    /// <summary>What opens that leaf, sealed.</summary>
    public byte[]? Opening { get; set; }

    public long? FactSeq { get; set; }
}

internal sealed class AdjustModel : IModelPart
{
    public void Configure(ModelBuilder model) => model.Entity<ClassAdjustment>(e =>
    {
        e.ToTable("class_adjustment");
        e.HasKey(x => new { x.DemandId, x.Number });
    });
}

/// <summary>An adjustment whose fact is in the log.</summary>
/// <param name="Leaf">Index of the leaf that stands in.</param>
/// <param name="Fact">Index of the fact.</param>
internal sealed record StandIn(ClassAdjustment Adjustment, long Leaf, long Fact);

internal static class Adjustments
{
    public static string Words(this AdjustmentState state) => state switch
    {
        AdjustmentState.Proposed => "proposed",
        AdjustmentState.Dropped => "dropped",
        AdjustmentState.Agreed => "on its way into the record",
        AdjustmentState.Recorded => "in the record",
    };

    /// <summary>Those whose fact is in the log, of each demand in their order: the last is the leaf that counts.</summary>
    public static async Task<ILookup<DemandId, StandIn>> InLog(IWork work, DemandId? only = null)
    {
        var rows = await work.Db().Set<ClassAdjustment>().AsNoTracking()
            .Where(a => a.State == AdjustmentState.Recorded && (only == null || a.DemandId == only)).OrderBy(a => a.Number).ToListAsync();
        var facts = await LogPlaces.Of(work, [.. rows.Select(a => a.FactSeq!.Value)]);
        var leaves = await LogPlaces.Of(work, [.. rows.Select(a => a.LeafSeq!.Value)]);
        return rows.Index().Where(a => facts[a.Index] is not null).Select(a => new StandIn(a.Item, leaves[a.Index]!.Value, facts[a.Index]!.Value)).ToLookup(s => s.Adjustment.DemandId);
    }

    /// <summary>Whether a leaf that is to stand in for another is in the log, and the fact that says so is not: until then it would count at a place of its own.</summary>
    public static async Task<bool> AnyHalfway(IWork work)
    {
        var rows = await work.Db().Set<ClassAdjustment>().AsNoTracking().Where(a => a.State == AdjustmentState.Agreed || a.State == AdjustmentState.Recorded).ToListAsync();
        var leaves = await LogPlaces.Of(work, [.. rows.Select(a => a.LeafSeq!.Value)]);
        var facts = await LogPlaces.Of(work, [.. rows.Select(a => a.FactSeq ?? long.MaxValue)]);
        return rows.Index().Any(a => leaves[a.Index] is not null && (a.Item.FactSeq is null || facts[a.Index] is null));
    }
}
