using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Demands.Adjust;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Report;

/// <summary>A register leaf, by its entry in the outbox.</summary>
/// <param name="Demand">Null for a dummy.</param>
/// <param name="Dummy">What opens a dummy; null for another.</param>
/// <param name="StandsIn">It stands in the place of a demand's first leaf, and has none of its own.</param>
internal sealed record StretchLeaf(long Seq, Demand? Demand, byte[]? Dummy, bool StandsIn = false);

/// <summary>
/// Which register leaves a period counts: those that went out by themselves by the day on which their demand came in, those of a batch by
/// when the batch closed, whatever day they came from: one that was full carried them over.
/// </summary>
internal static class RegisterStretch
{
    /// <summary>In the order of the log.</summary>
    public static async Task<List<StretchLeaf>> Leaves(IWork work, Period period)
    {
        var alone = await Alone(work, period).ToListAsync();
        var adjusted = await AdjustedAlone(work, period).Select(a => a.LeafSeq!.Value).ToListAsync();
        var slots = await Slots(work, period).OrderBy(s => s.EntrySeq).ToListAsync();
        var demands = await Batched(work, period).ToDictionaryAsync(d => -d.RegisterSeq);
        return
        [
            .. alone.Select(d => new StretchLeaf(d.RegisterSeq, d, null)).Concat(adjusted.Select(seq => new StretchLeaf(seq, null, null, StandsIn: true))).OrderBy(leaf => leaf.Seq),
            .. slots.Select(s => s.Waiting is not { } number ? new StretchLeaf(s.EntrySeq, null, s.Dummy)
                : demands.GetValueOrDefault(number) is { } demand ? new StretchLeaf(s.EntrySeq, demand, null) : new StretchLeaf(s.EntrySeq, null, null, StandsIn: true)),
        ];
    }

    public static async Task<ILookup<DemandId, DemandItem>> Items(IWork work, Period period)
    {
        var items = work.Db().Set<DemandItem>();
        var alone = await (from i in items join d in Alone(work, period) on i.DemandId equals d.Id orderby i.Position select i).ToListAsync();
        var batched = await (from i in items join d in Batched(work, period) on i.DemandId equals d.Id orderby i.Position select i).ToListAsync();
        return alone.Concat(batched).ToLookup(i => i.DemandId);
    }

    /// <summary>Ordinal of the first leaf of the period, and after the last.</summary>
    public static async Task<(long From, long To)> Range(IWork work, Period period)
    {
        var (first, _) = period.Bounds();
        var from = await work.Db().Set<Demand>().CountAsync(d => d.ReceivedAt < first && d.RegisterSeq > 0)
            + await work.Db().Set<ClassAdjustment>().CountAsync(a => a.DecidedAt < first && a.LeafSeq > 0)
            + await (from s in Register(work) join b in Batches(work) on s.Due equals b.Due where b.Closes <= first select s).CountAsync();
        return (from, from + await Alone(work, period).CountAsync() + await AdjustedAlone(work, period).CountAsync() + await Slots(work, period).CountAsync());
    }

    /// <summary>How many stand before this entry.</summary>
    public static async Task<long> Before(IWork work, long seq) =>
        await work.Db().Set<Demand>().CountAsync(d => d.RegisterSeq > 0 && d.RegisterSeq < seq)
        + await work.Db().Set<ClassAdjustment>().CountAsync(a => a.LeafSeq > 0 && a.LeafSeq < seq)
        + await Register(work).CountAsync(s => s.EntrySeq < seq);

    /// <summary>Demands whose place is in the period and whose class was adjusted after an entry.</summary>
    public static async Task<int> AdjustedAfter(IWork work, Period period, long seq)
    {
        var late = work.Db().Set<ClassAdjustment>().Where(a => a.FactSeq > seq);
        return await (from a in late join d in Alone(work, period) on a.DemandId equals d.Id select a.DemandId).Distinct().CountAsync()
            + await (from a in late join d in Batched(work, period) on a.DemandId equals d.Id select a.DemandId).Distinct().CountAsync();
    }

    /// <summary>Whether every batch of the period is out; one that closed with it goes out later.</summary>
    public static Task<bool> Complete(IWork work, Period period) => Batches(work).AnyAsync(b => b.Closes >= period.Bounds().After);

    private static IQueryable<Demand> Alone(IWork work, Period period)
    {
        var (first, after) = period.Bounds();
        return work.Db().Set<Demand>().Where(d => d.RegisterSeq > 0 && d.ReceivedAt >= first && d.ReceivedAt < after);
    }

    private static IQueryable<ClassAdjustment> AdjustedAlone(IWork work, Period period)
    {
        var (first, after) = period.Bounds();
        return work.Db().Set<ClassAdjustment>().Where(a => a.LeafSeq > 0 && a.DecidedAt >= first && a.DecidedAt < after);
    }

    private static IQueryable<RecordSlot> Slots(IWork work, Period period)
    {
        var (first, after) = period.Bounds();
        return from s in Register(work) join b in Batches(work) on s.Due equals b.Due where b.Closes > first && b.Closes <= after select s;
    }

    private static IQueryable<Demand> Batched(IWork work, Period period) =>
        from d in work.Db().Set<Demand>() join s in Slots(work, period) on -d.RegisterSeq equals s.Waiting select d;

    private static IQueryable<RecordSlot> Register(IWork work) => work.Db().Set<RecordSlot>().Where(s => s.Kind == LeafKind.Register);

    private static IQueryable<RecordBatch> Batches(IWork work) => work.Db().Set<RecordBatch>().Where(b => b.Kind == LeafKind.Register);
}
