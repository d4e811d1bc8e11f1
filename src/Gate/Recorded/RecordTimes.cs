using Writ.Base;
using Writ.Ledger.Register.Batches;
using Writ.Store.Record;

namespace Writ.Gate.Recorded;

/// <summary>When what waits for the record goes out. For whoever it is about and the operator: never on a page for anyone.</summary>
public static class RecordTimes
{
    /// <summary>All schedules; null while none is in force, and leaves go out at once.</summary>
    public static ScheduleBook? InForce(IWork work, DateTimeOffset now) =>
        RecordBatches.Stands(work, now) ? ScheduleBook.Of(RecordBatches.Schedules(work)) : null;

    /// <summary>With which a leaf goes that comes at a moment, if there is room in it. Null while none has to be waited for.</summary>
    public static BatchTime? Expected(IWork work, LeafKind kind, DateTimeOffset came, DateTimeOffset now) =>
        InForce(work, now)?.Expected(kind, came, RecordBatches.Last(work, kind));

    /// <summary>When the batch of a leaf is due that its room knows by this number. Null where it waits for none, or is in one.</summary>
    public static DateTimeOffset? Awaited(IWork work, LeafKind kind, long seq, DateTimeOffset came, DateTimeOffset now) =>
        RecordBatches.IsOut(work, seq) ? null : Expected(work, kind, came, now)?.Due;
}
