using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Sources.Cameras.Hub;
using Writ.Store;

namespace Writ.Sources.Cameras.Clips;

/// <summary>
/// A hub offers a clip, and asks how much of it has arrived: the same request for both, any number of times. The row names the blobs
/// before one of them exists, so that no file is ever nobody's.
/// </summary>
internal sealed class OfferClip(IStore store, CameraOptions options, TimeProvider time)
{
    private const long MostPoster = 4 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder hub) => hub.MapPut(
            "/hub/clips/{clip}", async (string clip, HttpContext http, OfferClip use, Caller caller) => await use.Handle(caller, clip, await Asked.Json<ClipRequest>(http)))
        .RequireAuthorization(Scopes.HubUse)
        .WithSummary("Offer a clip, or ask how much of it was received")
        .Accepts<ClipRequest>("application/json").Produces<ClipStanding>();

    private async Task<Result<ClipStanding>> Handle(Caller hub, string text, ClipRequest request)
    {
        if (!ClipId.TryParse(text, out var clip)) return CameraRefusals.ClipId;
        if (!CameraId.TryParse(request.Camera, out var camera)) return CameraRefusals.NoCamera;
        if (!Asked.TryDay(request.Day, out var day) || !Asked.TryDay(request.KeepUntil, out var keepUntil)) return CameraRefusals.ClipDays;
        if (!Possible(request)) return CameraRefusals.ClipSizes;
        var home = HomeDoor.Own(hub);
        if (ClipSeal.Generation(request.Header, home, clip) is not { } generation) return CameraRefusals.ClipHeader;
        return await store.Act<ClipStanding>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is not { } found) return CameraRefusals.NoHome;
            var db = work.Db();
            if (await db.Set<HomeClipGone>().AnyAsync(c => c.HomeId == home && c.ClipId == clip)) return CameraRefusals.ClipGone;
            if (await db.Set<HomeClip>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == home && c.ClipId == clip) is { } there)
                return there.State == ClipState.Deleting ? CameraRefusals.ClipGone : Same(there, camera, day, keepUntil, request) ? there.Standing : CameraRefusals.ClipOther;
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            if (day > today.AddDays(1) || keepUntil < today || keepUntil < day || keepUntil > today.AddDays(CameraOptions.MostDays)) return CameraRefusals.ClipDays;
            if (!await db.Set<HomeCamera>().AnyAsync(c => c.HomeId == home && c.CameraId == camera)) return CameraRefusals.NoCamera;
            if (!await db.Set<HomeKeyRow>().AnyAsync(k => k.HomeId == home && k.Generation == generation)) return CameraRefusals.ClipHeader;
            var row = new HomeClip
            {
                HomeId = home, ClipId = clip, CameraId = camera, Day = day, State = ClipState.Uploading, Header = request.Header, KeepUntil = keepUntil, TouchedOn = today, Arrival = found.Arrivals + 1,
                VideoBlob = BlobId.New(), VideoSize = request.Video, PosterBlob = BlobId.New(), PosterSize = request.Poster, CardBlob = BlobId.New(), CardSize = request.Card,
            };
            if (found.Stored + row.Size > options.HomeQuota || found.Clips >= CameraOptions.MostClips) return CameraRefusals.HomeFull;
            await db.Set<Home>().Where(h => h.Id == home)
                .ExecuteUpdateAsync(s => s.SetProperty(h => h.Stored, h => h.Stored + row.Size).SetProperty(h => h.Clips, h => h.Clips + 1).SetProperty(h => h.Arrivals, h => h.Arrivals + 1));
            db.Add(row);
            return row.Standing;
        });
    }

    private static bool Possible(ClipRequest request) =>
        ClipSeal.PlainLength(request.Video) is > 0 && ClipSeal.PlainLength(request.Poster) is <= MostPoster
        && ClipSeal.PlainLength(request.Card) is > 0 and <= SignedText.MaxBytes
        && request.Video <= HubWire.MostClipBytes && request.Video + request.Poster + request.Card <= HubWire.MostClipBytes;

    private static bool Same(HomeClip there, CameraId camera, DateOnly day, DateOnly keepUntil, ClipRequest request) =>
        there.CameraId == camera && there.Day == day && there.KeepUntil == keepUntil && there.Header.AsSpan().SequenceEqual(request.Header)
        && (there.VideoSize, there.PosterSize, there.CardSize) == (request.Video, request.Poster, request.Card);
}
