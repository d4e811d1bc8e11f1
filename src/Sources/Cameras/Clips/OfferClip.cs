using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Sources.Accounts;
using Writ.Sources.Cameras.Hub;
using Writ.Store;

namespace Writ.Sources.Cameras.Clips;

/// <summary>
/// A hub offers a clip, and asks how much of it has arrived: the same request for both, any number of times. The row names the blobs
/// before one of them exists, so that no file is ever nobody's.
/// </summary>
internal sealed class OfferClip(IStore store, VaultClient vault, CameraOptions options, TimeProvider time)
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
        RecordId? record = null;
        if (request.Record is { } sent)
        {
            if (!RecordId.TryParse(sent.Record, out var id) || !Sealer.IsHeader(sent.Header) || sent.Body.Length != FootageRecord.BodyLength) return CameraRefusals.Record;
            record = id;

            // So that the vault has a key for the account, whether or not the hub asked for it: else this record would stand in the way of every other.
            if (await store.Look(work => HomeDoor.OfHub(work, hub)) is not { } own) return CameraRefusals.NoHome;
            if (!(await vault.PublicKey(own.AccountId)).TryGet(out _, out var silent)) return silent;
        }

        return await store.Act<ClipStanding>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is not { } found) return CameraRefusals.NoHome;
            var db = work.Db();
            if (await db.Set<HomeClipGone>().AnyAsync(c => c.HomeId == home && c.ClipId == clip)) return CameraRefusals.ClipGone;
            if (await db.Set<HomeClip>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == home && c.ClipId == clip) is { } there)
            {
                if (there.State == ClipState.Deleting) return CameraRefusals.ClipGone;
                if (!Same(there, camera, day, request)) return CameraRefusals.ClipOther;

                // An owner may have chosen another time to keep clips since it was first offered; a whole clip keeps what it came with.
                if (there.State == ClipState.Uploading && keepUntil != there.KeepUntil && Days(day, keepUntil))
                    await db.Set<HomeClip>().Where(c => c.HomeId == home && c.ClipId == clip && c.State == ClipState.Uploading).ExecuteUpdateAsync(s => s.SetProperty(c => c.KeepUntil, keepUntil));
                return there.Standing;
            }

            if (!Days(day, keepUntil)) return CameraRefusals.ClipDays;
            if (await db.Set<HomeCamera>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == home && c.CameraId == camera) is not { } known) return CameraRefusals.NoCamera;
            if (record is { } taken)
            {
                if (known.Custody != Custody.Provider) return CameraRefusals.OwnerHeld;

                // The hub draws the id: one that another record has would keep both from being released.
                if (await db.Set<HomeClip>().AnyAsync(c => c.RecordId == taken) || await db.Set<AccountRecord>().AnyAsync(r => r.Id == taken)) return CameraRefusals.Record;
            }

            if (!await db.Set<HomeKeyRow>().AnyAsync(k => k.HomeId == home && k.Generation == generation)) return CameraRefusals.ClipHeader;
            var row = new HomeClip
            {
                HomeId = home, ClipId = clip, CameraId = camera, Day = day, State = ClipState.Uploading, Header = request.Header, KeepUntil = keepUntil, TouchedOn = Today, Arrival = found.Arrivals + 1,
                RecordId = record, RecordHeader = request.Record?.Header, RecordBody = request.Record?.Body,
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

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private bool Days(DateOnly day, DateOnly keepUntil) =>
        day <= Today.AddDays(1) && keepUntil >= Today && keepUntil >= day && keepUntil <= Today.AddDays(CameraOptions.MostDays);

    private static bool Same(HomeClip there, CameraId camera, DateOnly day, ClipRequest request) =>
        there.CameraId == camera && there.Day == day && there.Header.AsSpan().SequenceEqual(request.Header)
        && there.RecordId?.Text == request.Record?.Record && there.RecordHeader.AsSpan().SequenceEqual(request.Record?.Header) && there.RecordBody.AsSpan().SequenceEqual(request.Record?.Body)
        && (there.VideoSize, there.PosterSize, there.CardSize) == (request.Video, request.Poster, request.Card);
}
