using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Sources.Cameras.Hub;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Sources.Cameras.Clips;

/// <summary>A clip is seen by nobody until the hub says that it is whole, and every byte is there.</summary>
internal sealed class CompleteClip(IStore store, IBlobs blobs, ClipLocks locks)
{
    public static void Map(IEndpointRouteBuilder hub) => hub.MapPost(
            "/hub/clips/{clip}/complete", (string clip, CompleteClip use, Caller caller, CancellationToken cancel) => use.Handle(caller, clip, cancel))
        .RequireAuthorization(Scopes.HubUse)
        .WithSummary("Say that a clip is whole; from then on its owners see it")
        .Produces(204);

    private async Task<object> Handle(Caller hub, string text, CancellationToken cancel)
    {
        if (!ClipId.TryParse(text, out var clip)) return (Result<bool>)CameraRefusals.ClipId;
        var home = HomeDoor.Own(hub);
        using var turn = await locks.Take(home, clip, cancel);
        var row = await store.Look(
            work => work.Db().Set<HomeClip>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == home && c.ClipId == clip && c.State != ClipState.Deleting), cancel);
        if (row is null) return (Result<bool>)CameraRefusals.NoClip;
        if (row.State == ClipState.Complete) return HubHome.Empty<bool>(true);
        foreach (var part in Enum.GetValues<ClipPart>())
        {
            var (blob, size, received) = row.Of(part);
            if (received != size || await Length(blob, cancel) != size) return (Result<bool>)CameraRefusals.Incomplete;
        }

        return HubHome.Empty(await store.Act<bool>(async work => await work.Db().Set<HomeClip>()
            .Where(c => c.HomeId == home && c.ClipId == clip && c.State == ClipState.Uploading)
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ClipState.Complete).SetProperty(c => c.TouchedOn, (DateOnly?)null)) == 1 ? true : CameraRefusals.NoClip));
    }

    private async Task<long> Length(BlobId blob, CancellationToken cancel)
    {
        if (await blobs.Get(blob, cancel) is not { } stream) return -1;
        await using (stream) return stream.Length;
    }
}
