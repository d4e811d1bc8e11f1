using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Law;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Report;

/// <summary>The stretch of the register that a period covers, and what is revealed of it.</summary>
/// <param name="From">Ordinal of the first register leaf.</param>
/// <param name="To">Ordinal after the last.</param>
/// <param name="FirstSeq">Of the first leaf, its place in the outbox; 0 where there is none.</param>
/// <param name="Closed">What is not opened, in order: secret, for proofs only.</param>
internal sealed record OpenedStretch(long From, long To, long FirstSeq, IReadOnlyList<DemandOpening> Openings, IReadOnlyList<ClosedLeaf> Closed);

/// <param name="Index">Of the leaf in the log.</param>
internal sealed record ClosedLeaf(long Index, RegisterOpening Opening);

/// <summary>Opens the register leaves of a period: every open demand, field by field, with its outcome.</summary>
internal sealed class DemandOpenings(LawBook law, OpeningKeys keys)
{
    /// <summary>What a report counts by. Who asked, and which demand it is, stay closed.</summary>
    private static readonly HashSet<string> Revealed =
    [
        "schema", "received", "instrument", "reporting", "judicial", "country", "authority", "service", "content", "accounts", "gag", "emergency",
    ];

    public async Task<Result<OpenedStretch>> Of(IWork work, Period period)
    {
        var (first, after) = period.Bounds();
        var rows = await (
            from d in work.Db().Set<Demand>()
            where d.ReceivedAt >= first && d.ReceivedAt < after
            orderby d.RegisterSeq
            select d).ToListAsync();
        var places = await LogPlaces.Of(work, [.. rows.Select(d => d.RegisterSeq)]);
        if (places.Contains(null)) return ReportRefusals.NotSequenced;
        var before = rows.Count == 0
            ? await work.Db().Set<Demand>().CountAsync(d => d.ReceivedAt < first)
            : await Before(work, rows[0].RegisterSeq);
        if (rows.Count > 0 && await Before(work, rows[^1].RegisterSeq) - before != rows.Count - 1) return ReportRefusals.NotContiguous;
        var items = await Items(work, first, after);
        var (openings, closed) = (new List<DemandOpening>(), new List<ClosedLeaf>());
        foreach (var (demand, place) in rows.Zip(places))
        {
            if (!keys.Open(demand.RegisterOpening).TryGet(out var json, out var sealedRefusal)) return sealedRefusal;
            var opening = RegisterOpening.FromJson(json).Value;
            if (opening.Class != DemandClass.Open) closed.Add(new ClosedLeaf(place!.Value, opening));
            else openings.Add(opening.Reveal(place!.Value, Revealed, Outcome(demand, items[demand.Id])));
        }

        return new OpenedStretch(before, before + rows.Count, rows.Count == 0 ? 0 : rows[0].RegisterSeq, openings, closed);
    }

    private static Task<int> Before(IWork work, long seq) => work.Db().Set<Demand>().CountAsync(d => d.RegisterSeq < seq);

    private static async Task<ILookup<DemandId, DemandItem>> Items(IWork work, DateTimeOffset first, DateTimeOffset after) => (await (
        from i in work.Db().Set<DemandItem>()
        join d in work.Db().Set<Demand>() on i.DemandId equals d.Id
        where d.ReceivedAt >= first && d.ReceivedAt < after
        orderby i.Position
        select i).ToListAsync()).ToLookup(i => i.DemandId);

    /// <summary>A withheld leaf, with what a report would have revealed; null where it is of another class. Refusals <c>reports-not-sequenced</c> and those of sealed openings.</summary>
    public async Task<Result<DemandOpening?>> Unsealed(IWork work, Demand demand)
    {
        if ((await LogPlaces.Of(work, [demand.RegisterSeq]))[0] is not { } place) return ReportRefusals.NotSequenced;
        if (!keys.Open(demand.RegisterOpening).TryGet(out var json, out var refusal)) return refusal;
        var opening = RegisterOpening.FromJson(json).Value;
        var items = await work.Db().Set<DemandItem>().AsNoTracking().Where(i => i.DemandId == demand.Id).OrderBy(i => i.Position).ToListAsync();
        return opening.Class == DemandClass.Withheld ? opening.Unseal(place, Revealed, Outcome(demand, items)) : null;
    }

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
