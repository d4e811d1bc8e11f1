using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Sources.Cameras.Clips;
using Writ.Sources.Cameras.Live;
using Writ.Sources.Cameras.Owner;
using Writ.Store;

namespace Writ.Sources.Cameras.Ending;

/// <summary>
/// Deleting a home. First, in one act: key records, headers, boxes, members and the hub's token. From then on nothing of it opens,
/// whatever is left on the disk. Then the blobs, in the sweep, which goes on after a crash.
/// </summary>
internal sealed class EndHome(IStore store, ClipRemoval removal, LiveRelay live) : IDisposable
{
    /// <summary>Released for each home that is to go; the sweep waits for it.</summary>
    public SemaphoreSlim Begun { get; } = new(0);

    public static void Map(IEndpointRouteBuilder pages) => pages.MapDelete(
            HomeRoutes.Mine + "/{home}", async (string home, EndHome use, Caller caller) => Asked.Done(await use.ByOwner(caller, home)))
        .RequireAuthorization(Scopes.Page(Scopes.OwnCameras)).AskedByScript();

    /// <summary>First step.</summary>
    public static async Task Begin(IWork work, HomeId home)
    {
        var db = work.Db();
        await db.Set<HomeKeyRow>().Where(k => k.HomeId == home).ExecuteDeleteAsync();
        await ClipRemoval.Mark(db.Set<HomeClip>().Where(c => c.HomeId == home));
        await db.Set<HomeBoxRow>().Where(b => b.HomeId == home).ExecuteDeleteAsync();
        await db.Set<HomeLook>().Where(l => l.HomeId == home).ExecuteDeleteAsync();
        await db.Set<HomeStatementRow>().Where(s => s.HomeId == home).ExecuteDeleteAsync();
        await db.Set<HomeMember>().Where(m => m.HomeId == home).ExecuteDeleteAsync();
        await db.Set<HomeClipGone>().Where(c => c.HomeId == home).ExecuteDeleteAsync();
        await db.Set<HomePairing>().Where(p => p.HomeId == home).ExecuteDeleteAsync();
        await db.Set<Home>().Where(h => h.Id == home).ExecuteUpdateAsync(s => s.SetProperty(h => h.State, HomeState.Ending).SetProperty(h => h.TokenHash, (string?)null));
    }

    /// <summary>Second step; true where nothing is left.</summary>
    public async Task<Result<bool>> Finish(HomeId home, CancellationToken cancel)
    {
        var clips = await store.Look(work => work.Db().Set<HomeClip>().AsNoTracking().Where(c => c.HomeId == home).Select(c => c.ClipId).ToListAsync(), cancel);
        foreach (var clip in clips)
        {
            cancel.ThrowIfCancellationRequested();
            var gone = await removal.Finish(home, clip, cancel);
            if (!gone.Ok) return gone;
        }

        return await store.Act<bool>(async work =>
        {
            var db = work.Db();
            await db.Set<HomeCamera>().Where(c => c.HomeId == home).ExecuteDeleteAsync();
            await db.Set<Home>().Where(h => h.Id == home && h.State == HomeState.Ending).ExecuteDeleteAsync();
            return true;
        });
    }

    public void Dispose() => Begun.Dispose();

    private async Task<Result<bool>> ByOwner(Caller caller, string text)
    {
        var begun = await store.Act<HomeId>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var refusal)) return refusal;
            await Begin(work, seen.Id);
            return seen.Id;
        });
        if (begun.Ok) live.End(begun.Value);
        Begun.Release();
        return begun.Map(_ => true);
    }
}
