using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Adjust;
using Writ.Gate.Recorded;
using Writ.Law;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Report;

/// <summary>The stretch of the register that a period covers, and what is revealed of it.</summary>
/// <param name="From">Ordinal of the first register leaf.</param>
/// <param name="To">Ordinal after the last.</param>
/// <param name="Closed">What is not opened, in order: secret, for proofs only.</param>
/// <param name="Scheduled">A schedule stands: nothing before may be left out.</param>
/// <param name="TreeSize">Of the log in which all of this holds.</param>
/// <param name="Adjusted">Indexes of the facts that put other leaves at places of the stretch.</param>
internal sealed record OpenedStretch(
    long From, long To, IReadOnlyList<DemandOpening> Openings, IReadOnlyList<ClosedLeaf> Closed, bool Scheduled, long TreeSize, IReadOnlyList<long> Adjusted);

/// <param name="Index">In the log, of the leaf that counts at the place.</param>
internal sealed record ClosedLeaf(long Index, RegisterOpening Opening);

/// <summary>Opens the register leaves of a period: every open demand, field by field, with its outcome.</summary>
internal sealed class DemandOpenings(LawBook law, OpeningKeys keys, TimeProvider time)
{
    /// <summary>What a report counts by. Who asked, and which demand it is, stay closed.</summary>
    private static readonly HashSet<string> Revealed =
    [
        "schema", "received", "instrument", "reporting", "judicial", "country", "authority", "service", "content", "accounts", "gag", "emergency",
    ];

    public async Task<Result<OpenedStretch>> Of(IWork work, Period period)
    {
        var now = time.GetUtcNow();
        var book = RecordTimes.InForce(work, now);
        var (_, after) = period.Bounds();
        if (after <= now && book?.Stands(after.AddTicks(-1)) == true && !await RegisterStretch.Complete(work, period)) return ReportRefusals.BatchDue;
        var leaves = await RegisterStretch.Leaves(work, period);
        var places = await LogPlaces.Of(work, [.. leaves.Select(leaf => leaf.Seq)]);
        if (places.Contains(null)) return ReportRefusals.NotSequenced;
        if (await Adjustments.AnyHalfway(work)) return ReportRefusals.AdjustmentHalfway;
        var standIns = await Adjustments.InLog(work);
        var (from, to) = await RegisterStretch.Range(work, period);
        if (leaves.Count > 0)
        {
            from = await RegisterStretch.Before(work, leaves[0].Seq);
            to = from + leaves.Count;
            if (await RegisterStretch.Before(work, leaves[^1].Seq) != to - 1) return ReportRefusals.NotContiguous;
        }

        var items = await RegisterStretch.Items(work, period);
        var (openings, closed, adjusted) = (new List<DemandOpening>(), new List<ClosedLeaf>(), new List<long>());
        foreach (var (leaf, place) in leaves.Zip(places))
        {
            if (leaf.StandsIn) continue;
            var standIn = leaf.Demand is { } demand ? standIns[demand.Id].LastOrDefault() : null;
            if (standIn is not null) adjusted.AddRange(standIns[leaf.Demand!.Id].Select(s => s.Fact));
            var index = standIn?.Leaf ?? place!.Value;
            if (!Opened(standIn?.Adjustment.Opening ?? leaf.Demand?.RegisterOpening ?? leaf.Dummy!).TryGet(out var opening, out var refusal)) return refusal;
            if (opening.Class != DemandClass.Open) closed.Add(new ClosedLeaf(index, opening));
            else openings.Add(opening.Reveal(index, Revealed, Outcome(leaf.Demand!, items[leaf.Demand!.Id])));
        }

        return new OpenedStretch(from, to, openings, closed, book is not null, await LogPlaces.Size(work), [.. adjusted.Order()]);
    }

    /// <summary>A withheld leaf, with what a report would have revealed; null where it is of another class. Refusals <c>reports-not-sequenced</c> and those of sealed openings.</summary>
    public async Task<Result<DemandOpening?>> Unsealed(IWork work, Demand demand)
    {
        if (await LogPlaces.Of(work, demand.RegisterSeq) is not { } place || await Adjustments.AnyHalfway(work)) return ReportRefusals.NotSequenced;
        var standIn = (await Adjustments.InLog(work, demand.Id))[demand.Id].LastOrDefault();
        if (standIn is not null) place = standIn.Leaf;
        if (!Opened(standIn?.Adjustment.Opening ?? demand.RegisterOpening).TryGet(out var opening, out var refusal)) return refusal;
        var items = await work.Db().Set<DemandItem>().AsNoTracking().Where(i => i.DemandId == demand.Id).OrderBy(i => i.Position).ToListAsync();
        return opening.Class == DemandClass.Withheld ? opening.Unseal(place, Revealed, Outcome(demand, items)) : null;
    }

    private Result<RegisterOpening> Opened(byte[] kept) => keys.Open(kept).TryGet(out var json, out var refusal) ? RegisterOpening.FromJson(json).Value : refusal;

    public DemandOutcome Outcome(Demand demand, IEnumerable<DemandItem> items)
    {
        var answered = demand.State.Answered();
        return new DemandOutcome(demand.State.Word(), [.. items.Select(i => new ItemOutcome(
            i.Category.Text,
            law.IsContent(i.Category),
            answered ? i.Decision?.ToString().ToLowerInvariant() : null,
            answered ? i.Found : null,
            answered && i.Produced,
            answered ? i.Ground : null))]);
    }
}

internal static class PeriodBounds
{
    /// <summary>The first moment of the period, and the first after it.</summary>
    public static (DateTimeOffset First, DateTimeOffset After) Bounds(this Period period) =>
        (new(period.First, TimeOnly.MinValue, TimeSpan.Zero), new(period.Last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));
}
