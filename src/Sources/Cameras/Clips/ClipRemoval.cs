using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Sources.Cameras.Hub;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Sources.Cameras.Clips;

/// <summary>
/// A clip goes in two steps. First its header, and the record for the vault, in one act: from then on no key opens it and nobody sees it. Then the blobs, and with the
/// last of them the row; a crash in between leaves the row, and the sweep goes on.
/// </summary>
internal sealed class ClipRemoval(IStore store, IBlobs blobs, ClipLocks locks)
{
    public static void Map(IEndpointRouteBuilder hub) => hub.MapDelete(
            "/hub/clips/{clip}", (string clip, ClipRemoval use, Caller caller) => use.ByHub(caller, clip))
        .RequireAuthorization(Scopes.HubUse)
        .WithSummary("Delete a clip; also the answer to a clip that the inbox names as deleted")
        .Produces(204);

    /// <summary>First step; how many of the clips were there.</summary>
    public static Task<int> Mark(IQueryable<HomeClip> clips) => clips.Where(c => c.State != ClipState.Deleting).ExecuteUpdateAsync(s => s
        .SetProperty(c => c.State, ClipState.Deleting).SetProperty(c => c.Header, (byte[]?)null)
        .SetProperty(c => c.RecordId, (RecordId?)null).SetProperty(c => c.RecordHeader, (byte[]?)null).SetProperty(c => c.RecordBody, (byte[]?)null)
        .SetProperty(c => c.TouchedOn, (DateOnly?)null).SetProperty(c => c.Pinned, false));

    /// <summary>Second step.</summary>
    public async Task<Result<bool>> Finish(HomeId home, ClipId clip, CancellationToken cancel = default)
    {
        using var turn = await locks.Take(home, clip, cancel);
        var row = await store.Look(
            work => work.Db().Set<HomeClip>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == home && c.ClipId == clip && c.State == ClipState.Deleting), cancel);
        if (row is null) return true;
        try
        {
            foreach (var blob in (BlobId[])[row.VideoBlob, row.PosterBlob, row.CardBlob]) await blobs.Delete(blob, cancel);
        }
        catch (IOException)
        {
            return StoreRefusals.DiskFull;
        }

        return await store.Act<bool>(async work =>
        {
            var db = work.Db();
            if (await db.Set<HomeClip>().Where(c => c.HomeId == home && c.ClipId == clip && c.State == ClipState.Deleting).ExecuteDeleteAsync() == 0) return true;
            await db.Set<Home>().Where(h => h.Id == home)
                .ExecuteUpdateAsync(s => s.SetProperty(h => h.Stored, h => h.Stored - row.Size).SetProperty(h => h.Clips, h => h.Clips - 1));
            return true;
        });
    }

    private async Task<object> ByHub(Caller hub, string text)
    {
        if (!ClipId.TryParse(text, out var clip)) return (Result<bool>)CameraRefusals.ClipId;
        var home = HomeDoor.Own(hub);
        var marked = await store.Act<bool>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is null) return CameraRefusals.NoHome;
            await work.Db().Set<HomeClipGone>().Where(c => c.HomeId == home && c.ClipId == clip).ExecuteDeleteAsync();
            await Mark(work.Db().Set<HomeClip>().Where(c => c.HomeId == home && c.ClipId == clip));
            return true;
        });
        return marked.Ok ? HubHome.Empty(await Finish(home, clip)) : marked;
    }
}
