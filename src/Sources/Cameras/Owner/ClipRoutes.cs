using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Clips;
using Writ.Store;
using Writ.Store.Blobs;

namespace Writ.Sources.Cameras.Owner;

/// <summary>Clips, as ciphertext, for whoever belongs to the home. Who fetches what is written nowhere.</summary>
internal sealed class ClipRoutes(IStore store, IBlobs blobs, ClipRemoval removal, Bells bells)
{
    private const string Home = HomeRoutes.Mine + "/{home}";

    private const string Clip = Home + "/clips/{clip}";

    private const int OnPage = 200;

    private const int OnExport = 1_000;

    private const string Columns = "SELECT clip_id, camera_id, day, header, video_size, poster_size, card_size, keep_until, pinned, arrival FROM home_clip";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(Home + "/cameras/{camera}/days", async (string home, string camera, ClipRoutes use, Caller caller) => Asked.Answer(await use.Days(caller, home, camera)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Home + "/cameras/{camera}/clips", async (string home, string camera, string day, long? before, int? most, ClipRoutes use, Caller caller) =>
                Asked.Answer(await use.OfDay(caller, home, camera, day, before, most)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Home + "/export", async (string home, string? after, ClipRoutes use, Caller caller) => Asked.Answer(await use.All(caller, home, after)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Clip, async (string home, string clip, ClipRoutes use, Caller caller) => Asked.Answer(await use.One(caller, home, clip)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Clip + "/{part}", (string home, string clip, string part, HttpContext http, ClipRoutes use, Caller caller) => use.Part(caller, home, clip, part, http))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapDelete(Clip, async (string home, string clip, ClipRoutes use, Caller caller) => Asked.Done(await use.Delete(caller, home, clip)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPut(Clip + "/pin", async (string home, string clip, ClipRoutes use, Caller caller) => Asked.Done(await use.Pin(caller, home, clip, pinned: true)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapDelete(Clip + "/pin", async (string home, string clip, ClipRoutes use, Caller caller) => Asked.Done(await use.Pin(caller, home, clip, pinned: false)))
            .RequireAuthorization(policy).AskedByScript();
    }

    internal Task<Result<IReadOnlyList<DayLine>>> Days(Caller caller, string text, string camera) => store.Look<Result<IReadOnlyList<DayLine>>>(async work =>
        (await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)
            ? work.Rows(
                "SELECT day, COUNT(*) FROM home_clip WHERE home_id = $1 AND camera_id = $2 AND state = 'Complete' GROUP BY day ORDER BY day",
                [seen.Id.Text, camera], row => new DayLine(row.GetString(0), row.GetInt32(1)))
            : refusal);

    /// <summary>What was brought last comes first: the server's own order, so the page need not open a day to find it.</summary>
    internal Task<Result<ClipPage>> OfDay(Caller caller, string text, string camera, string day, long? before, int? most) => store.Look<Result<ClipPage>>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)) return refusal;
        var count = Math.Clamp(most ?? OnPage, 1, OnPage);
        var clips = work.Rows(
            Columns + " WHERE home_id = $1 AND camera_id = $2 AND day = $3 AND state = 'Complete' AND arrival < $4 ORDER BY arrival DESC LIMIT $5",
            [seen.Id.Text, camera, day, before ?? long.MaxValue, (long)count + 1], Read);
        return clips.Count <= count ? new ClipPage(clips, null) : new ClipPage(clips[..count], clips[count - 1].Arrival.ToString(CultureInfo.InvariantCulture));
    });

    internal Task<Result<ClipPage>> All(Caller caller, string text, string? after) => store.Look<Result<ClipPage>>(async work =>
        (await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)
            ? Page(work.Rows(
                Columns + " WHERE home_id = $1 AND state = 'Complete' AND clip_id > $2 ORDER BY clip_id LIMIT $3",
                [seen.Id.Text, after ?? string.Empty, (long)OnExport + 1], Read))
            : refusal);

    internal Task<Result<ClipView>> One(Caller caller, string text, string clip) => store.Look<Result<ClipView>>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)) return refusal;
        return work.Rows(Columns + " WHERE home_id = $1 AND clip_id = $2 AND state = 'Complete'", [seen.Id.Text, clip], Read) is [var view] ? view : CameraRefusals.NoClip;
    });

    private static ClipPage Page(List<ClipView> clips) => clips.Count <= OnExport
        ? new ClipPage(clips, null)
        : new ClipPage(clips[..OnExport], clips[OnExport - 1].Clip);

    private static ClipView Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetString(7), row.GetBoolean(8), row.GetInt64(9));

    /// <summary>The bytes as the hub sent them; with <c>Range</c> some of them.</summary>
    internal async Task<IResult> Part(Caller caller, string text, string clipText, string word, HttpContext http)
    {
        var looked = await store.Look<Result<BlobId>>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var no)) return no;
            if (!ClipId.TryParse(clipText, out var clip) || !Asked.TryPart(word, out var part)) return CameraRefusals.NoClip;
            var row = await work.Db().Set<HomeClip>().AsNoTracking().SingleOrDefaultAsync(c => c.HomeId == seen.Id && c.ClipId == clip && c.State == ClipState.Complete);
            return row is null ? CameraRefusals.NoClip : row.Of(part).Blob;
        });
        if (!looked.TryGet(out var blob, out var refusal)) return DeskAnswers.Refused(refusal);
        if (await blobs.Get(blob, http.RequestAborted) is not { } stream) return DeskAnswers.Refused(CameraRefusals.NoClip);
        http.Response.Headers.CacheControl = "private, no-store";
        var tag = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(blob.Text))[..16]);
        return Results.Stream(stream, "application/octet-stream", entityTag: new EntityTagHeaderValue($"\"{tag}\""), enableRangeProcessing: true);
    }

    private async Task<Result<bool>> Delete(Caller caller, string text, string clipText)
    {
        if (!ClipId.TryParse(clipText, out var clip)) return CameraRefusals.NoClip;
        var marked = await store.Act<HomeId>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var no)) return no;
            var db = work.Db();
            if (await ClipRemoval.Mark(db.Set<HomeClip>().Where(c => c.HomeId == seen.Id && c.ClipId == clip && c.State == ClipState.Complete)) == 0)
            {
                // Sent twice, or by two at once: it is what was asked for.
                return await db.Set<HomeClipGone>().AnyAsync(c => c.HomeId == seen.Id && c.ClipId == clip) ? seen.Id : CameraRefusals.NoClip;
            }

            if (seen.Home.State == HomeState.Active) db.Add(new HomeClipGone { HomeId = seen.Id, ClipId = clip });
            return seen.Id;
        });
        if (!marked.TryGet(out var home, out var refusal)) return refusal;
        bells.Ring(Bells.Of(home));
        return await removal.Finish(home, clip);
    }

    internal async Task<Result<bool>> Pin(Caller caller, string text, string clipText, bool pinned)
    {
        if (!ClipId.TryParse(clipText, out var clip)) return CameraRefusals.NoClip;
        var set = await store.Act<HomeId>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var no)) return no;
            var db = work.Db();
            var changed = await db.Set<HomeClip>().Where(c => c.HomeId == seen.Id && c.ClipId == clip && c.State == ClipState.Complete)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.Pinned, pinned));
            if (changed == 0) return CameraRefusals.NoClip;
            await db.Set<Home>().Where(h => h.Id == seen.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Pins, h => h.Pins + 1));
            return seen.Id;
        });
        if (set.Ok) bells.Ring(Bells.Of(set.Value));
        return set.Map(_ => true);
    }

    /// <summary>Every clip that is kept for good: the hub keeps its own copy of those longest.</summary>
    internal Task<Result<PinsView>> Pins(Caller hub) => store.Look<Result<PinsView>>(async work => (await HomeDoor.Enter(work, hub, hub.Subject, Wish.Watch)).TryGet(out var seen, out var refusal)
        ? new PinsView(work.Rows("SELECT clip_id FROM home_clip WHERE home_id = $1 AND pinned ORDER BY clip_id", [seen.Id.Text], row => row.GetString(0)))
        : refusal);
}
