using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Serving;

/// <summary>Sets schedules that no operator may: with days between two epochs, so that weeks can pass in a moment.</summary>
internal static class Scheduling
{
    public static Task Schedule(this WritServer server, Schedule schedule) => server.Store.Schedule(schedule, server.Time.Now);

    public static async Task Schedule(this IStore store, Schedule schedule, DateTimeOffset now) => Assert.True((await store.Act<bool>(async work =>
    {
        await RecordBatches.Set(work, Facts.ScheduleSet(schedule, now), schedule.From);
        return true;
    })).Ok);
}
