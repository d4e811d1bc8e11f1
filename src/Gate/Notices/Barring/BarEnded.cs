using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Notices.Barring;

/// <summary>On the day on which a bar ends, what it held goes out, with nobody's help.</summary>
internal sealed class BarEnded(IStore store, NoticeDesk desk, TimeProvider time, IEnumerable<INoticeWatcher> watchers) : IJobHandler
{
    public const string JobKind = "bar-ended";

    public string Kind => JobKind;

    public Task<Result<bool>> Run(string subject, CancellationToken cancel) => store.Act<bool>(async work =>
    {
        var id = BarId.FromTrusted(subject);
        var bar = await work.Db().Set<BarRow>().AsNoTracking().SingleAsync(b => b.Id == id);
        var now = time.GetUtcNow();
        if (bar.LiftedAt is not null) return true;

        // The clock went back between the job's being due and now: it stays owed.
        if (bar.InForce(now)) return GateRefusals.BarInForce with { Kind = RefusalKind.Unavailable };
        foreach (var watcher in watchers) await watcher.Told(work, bar.DemandId, now, "writ", "bar-ended", $"{bar.Authority}, {bar.Reference}");
        await desk.ReleaseHeld(work, bar.DemandId, Bars.Past(bar, bar.EndsOn), now);
        return true;
    }, cancel);
}
