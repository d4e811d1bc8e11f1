using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Store;

namespace Writ.Sources.Cameras.Owner;

internal sealed record CustodyRequest(string Custody);

/// <summary>What an owner's devices keep here, sealed: settings of a camera, the profile, the recovery blob; and the choice of custody, which is open.</summary>
internal sealed class BoxRoutes(IStore store, Bells bells)
{
    private const string Home = HomeRoutes.Mine + "/{home}";

    private const string Camera = Home + "/cameras/{camera}";

    // Version, tag and two PKCS#8 keys with their lengths: some 330 bytes.
    private const int MostRecovery = 1024;

    private const int LeastRecovery = 64;

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapPut(Camera + "/settings", async (string home, string camera, int number, HttpContext http, BoxRoutes use, Caller caller) =>
                Asked.Done(await use.Settings(caller, home, camera, number, http)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPut(Camera + "/custody", async (string home, string camera, HttpContext http, BoxRoutes use, Caller caller) =>
                Asked.Done(await use.Custody(caller, home, camera, await Asked.Json<CustodyRequest>(http))))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPut(Home + "/profile", async (string home, int number, HttpContext http, BoxRoutes use, Caller caller) => Asked.Done(await use.Profile(caller, home, number, http)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPut(Home + "/recovery", async (string home, int number, HttpContext http, BoxRoutes use, Caller caller) => Asked.Done(await use.PutRecovery(caller, home, number, http)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Home + "/recovery", async (string home, BoxRoutes use, Caller caller) => Asked.Answer(await use.Recovery(caller, home)))
            .RequireAuthorization(policy).AskedByScript();
    }

    internal async Task<Result<bool>> Settings(Caller caller, string text, string cameraText, int number, HttpContext http)
    {
        if (!CameraId.TryParse(cameraText, out var camera)) return CameraRefusals.NoCamera;
        if (!(await Asked.Box(http, CameraOptions.MostSettings)).TryGet(out var box, out var refusal)) return refusal;
        var put = await store.Act<HomeId>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Run)).TryGet(out var seen, out var no)) return no;
            if (!await work.Db().Set<HomeCamera>().AnyAsync(c => c.HomeId == seen.Id && c.CameraId == camera)) return CameraRefusals.NoCamera;
            return (await Change(work, seen, HomeBoxRow.Settings(camera), number, box)).Map(_ => seen.Id);
        });
        if (put.Ok) bells.Ring(Bells.Of(put.Value));
        return put.Map(_ => true);
    }

    /// <summary>The hub takes the exact place from the profile, so it hears of a new one as of settings.</summary>
    internal async Task<Result<bool>> Profile(Caller caller, string text, int number, HttpContext http)
    {
        if (!(await Asked.Box(http, CameraOptions.MostSettings)).TryGet(out var box, out var refusal)) return refusal;
        var put = await store.Act<HomeId>(async work => (await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var no)
            ? (await Change(work, seen, HomeBoxRow.Profile, number, box)).Map(_ => seen.Id)
            : no);
        if (put.Ok) bells.Ring(Bells.Of(put.Value));
        return put.Map(_ => true);
    }

    internal async Task<Result<bool>> PutRecovery(Caller caller, string text, int number, HttpContext http)
    {
        if (await Asked.Bytes(http, MostRecovery) is not ([1, ..] and { Length: >= LeastRecovery } blob)) return CameraRefusals.Box;
        return await store.Act<bool>(async work =>
            (await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var no) ? (await Write(work, seen.Id, HomeBoxRow.Recovery, number, blob, 0)).Map(_ => true) : no);
    }

    internal Task<Result<BoxView>> Recovery(Caller caller, string text) => store.Look<Result<BoxView>>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Decide)).TryGet(out var seen, out var no)) return no;
        return await work.Db().Set<HomeBoxRow>().AsNoTracking().SingleOrDefaultAsync(b => b.HomeId == seen.Id && b.Purpose == HomeBoxRow.Recovery) is { } row
            ? new BoxView(row.Number, row.Box)
            : CameraRefusals.NoBox;
    });

    private async Task<Result<bool>> Custody(Caller caller, string text, string cameraText, CustodyRequest request)
    {
        Custody? chosen = request.Custody switch
        {
            HubWire.OwnerHeld => Cameras.Custody.Owner,
            HubWire.ProviderHeld => Cameras.Custody.Provider,
            _ => null,
        };
        if (chosen is not { } custody) return CameraRefusals.Custody;
        if (!CameraId.TryParse(cameraText, out var camera)) return CameraRefusals.NoCamera;
        var set = await store.Act<HomeId>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Run)).TryGet(out var seen, out var no)) return no;
            var changed = await work.Db().Set<HomeCamera>().Where(c => c.HomeId == seen.Id && c.CameraId == camera).ExecuteUpdateAsync(s => s.SetProperty(c => c.Custody, custody));
            return changed == 1 ? seen.Id : CameraRefusals.NoCamera;
        });
        if (set.Ok) bells.Ring(Bells.Of(set.Value));
        return set.Map(_ => true);
    }

    /// <summary>A box that the hub is to hear of.</summary>
    private static async Task<Result<bool>> Change(IWork work, HomeSeen seen, string purpose, int number, byte[] box)
    {
        var change = seen.Home.Changes + 1;
        var written = await Write(work, seen.Id, purpose, number, box, change);
        if (written is { Ok: true, Value: true })
            await work.Db().Set<Home>().Where(h => h.Id == seen.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Changes, change));
        return written;
    }

    /// <summary>The next number only; the same box under the same number again is nothing new (false).</summary>
    private static async Task<Result<bool>> Write(IWork work, HomeId home, string purpose, int number, byte[] box, long change)
    {
        var boxes = work.Db().Set<HomeBoxRow>();
        var before = await boxes.AsNoTracking().SingleOrDefaultAsync(b => b.HomeId == home && b.Purpose == purpose);
        if (before is not null && before.Number == number && before.Box.AsSpan().SequenceEqual(box)) return false;
        if (number != (before?.Number ?? 0) + 1) return CameraRefusals.BoxNumber;
        if (before is null) boxes.Add(new HomeBoxRow { HomeId = home, Purpose = purpose, Number = number, Change = change, Box = box });
        else
        {
            await boxes.Where(b => b.HomeId == home && b.Purpose == purpose)
                .ExecuteUpdateAsync(s => s.SetProperty(b => b.Number, number).SetProperty(b => b.Change, change).SetProperty(b => b.Box, box));
        }

        return true;
    }
}
