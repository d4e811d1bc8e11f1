using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Sources.Cameras.Clips;
using Writ.Store;

namespace Writ.Sources.Cameras.Ending;

/// <summary>
/// Ends what has ended: clips past their last day, uploads that stopped, pairings, invitations, homes; and finishes what a crash left
/// half done. All of it is read from the tables, so it can begin again at any point, and a clock that goes back ends nothing twice.
/// </summary>
internal sealed class CameraSweep(IStore store, ClipRemoval removal, EndHome homes, TimeProvider time, ILogger<CameraSweep> logger) : BackgroundService
{
    private const int AtOnce = 200;

    /// <summary>Days after which an upload that stopped is given up.</summary>
    private const int Patience = 7;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>One round: everything that is due now.</summary>
    public async Task Run(CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var stopped = today.AddDays(-Patience);
        await Act(async work =>
        {
            var db = work.Db();
            await db.Set<HomePairing>().Where(p => p.EndsAt <= now).ExecuteDeleteAsync();
            await db.Set<HomeMember>().Where(m => m.State == MemberState.Invited && m.EndsAt <= now).ExecuteDeleteAsync();
        });
        while (await Marked(today, stopped) > 0) cancel.ThrowIfCancellationRequested();
        await Deleted(cancel);
        await Act(async work =>
        {
            var db = work.Db();
            foreach (var home in await db.Set<Home>().AsNoTracking().Where(h => h.State == HomeState.Replaced && h.Clips == 0).Select(h => h.Id).ToListAsync())
                await EndHome.Begin(work, home);
        });
        foreach (var home in await store.Look(work => work.Db().Set<Home>().AsNoTracking().Where(h => h.State == HomeState.Ending).Select(h => h.Id).ToListAsync(), cancel))
            _ = await homes.Finish(home, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Run(stoppingToken);
                await homes.Begun.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The disk or the database, as a rule; what is due stays due.
                logger.LogError(e, "Footage cannot be swept now");
                await Task.Delay(TimeSpan.FromSeconds(5), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> Marked(DateOnly today, DateOnly stopped)
    {
        var marked = 0;
        var done = await Act(async work =>
        {
            var db = work.Db();
            foreach (var clip in await db.Set<HomeClip>().AsNoTracking()
                .Where(c => (c.State == ClipState.Complete && !c.Pinned && c.KeepUntil < today) || (c.State == ClipState.Uploading && c.TouchedOn < stopped))
                .OrderBy(c => c.ClipId).Take(AtOnce).Select(c => new { c.HomeId, c.ClipId }).ToListAsync())
                marked += await ClipRemoval.Mark(db.Set<HomeClip>().Where(c => c.HomeId == clip.HomeId && c.ClipId == clip.ClipId));
        });
        return done ? marked : 0;
    }

    private async Task Deleted(CancellationToken cancel)
    {
        var clips = await store.Look(
            work => work.Db().Set<HomeClip>().AsNoTracking().Where(c => c.State == ClipState.Deleting).Select(c => new { c.HomeId, c.ClipId }).ToListAsync(), cancel);
        foreach (var clip in clips)
        {
            cancel.ThrowIfCancellationRequested();
            _ = await removal.Finish(clip.HomeId, clip.ClipId, cancel);
        }
    }

    private async Task<bool> Act(Func<IWork, Task> act)
    {
        var done = await store.Act<bool>(async work =>
        {
            await act(work);
            return true;
        });
        if (!done.Ok) logger.LogWarning("Footage cannot be swept now: {Code}", done.Refusal.Code);
        return done.Ok;
    }
}
