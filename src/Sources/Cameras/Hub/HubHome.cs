using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;

namespace Writ.Sources.Cameras.Hub;

/// <summary>What a hub says of its home: key records, cameras with their cells, health.</summary>
internal sealed class HubHome(IStore store)
{
    private const int MostRecords = 256;

    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapPost("/hub/home-keys", async (HttpContext http, HubHome use, Caller caller) => await use.Keys(caller, await Asked.Json<HomeKeysRequest>(http)))
            .RequireAuthorization(Scopes.HubUse).WithSummary("Bring records of the home's key, written for the newest list of key holders")
            .Accepts<HomeKeysRequest>("application/json").Produces(204);
        hub.MapPut("/hub/cameras/{camera}", async (string camera, HttpContext http, HubHome use, Caller caller) =>
                await use.Camera(caller, camera, await Asked.Json<CameraRequest>(http)))
            .RequireAuthorization(Scopes.HubUse).WithSummary("Say that a camera is there, and in which cell")
            .Accepts<CameraRequest>("application/json").Produces(204);
        hub.MapPut("/hub/cameras/{camera}/health", async (string camera, HttpContext http, HubHome use, Caller caller) => await use.Health(caller, camera, http))
            .RequireAuthorization(Scopes.HubUse).WithSummary("Leave a camera's health, sealed")
            .Accepts<Stream>("application/octet-stream").Produces(204);
    }

    private async Task<object> Keys(Caller hub, HomeKeysRequest request)
    {
        if (request.Records.Count is 0 or > MostRecords) return (Result<bool>)CameraRefusals.HomeKeys;
        var home = HomeDoor.Own(hub);
        if (await store.Look(async work => await HomeDoor.OfHub(work, hub) is null ? null : await HomeDoor.Chain(work, home)) is not { } chain) return (Result<bool>)CameraRefusals.NoHome;
        var records = new SortedDictionary<int, byte[]>();
        foreach (var bytes in request.Records.Select(HomeDoor.Bytes))
        {
            if (!HomeKeyRecord.Read(bytes, chain).TryGet(out var record, out var refusal)) return (Result<bool>)refusal;

            // Written for another length of the chain: the hub has to look into its inbox first.
            if (record.Statements != chain.Texts.Count) return (Result<bool>)CameraRefusals.HomeKeys;
            if (!record.IsFor(chain).Ok) return record.IsFor(chain);
            if (!records.TryAdd(record.Generation, bytes)) return (Result<bool>)CameraRefusals.HomeKeys;
        }

        return Empty(await store.Act<bool>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is not { } found) return CameraRefusals.NoHome;
            if (found.Statements != chain.Texts.Count) return CameraRefusals.HomeKeys;
            var rows = await work.Db().Set<HomeKeyRow>().Where(k => k.HomeId == home).ToDictionaryAsync(k => k.Generation);
            foreach (var (generation, record) in records)
            {
                if (generation > rows.Count) return CameraRefusals.HomeKeys;
                if (rows.TryGetValue(generation, out var before)) work.Db().Remove(before);
                if (before is not null) await work.Db().SaveChangesAsync();
                rows[generation] = new HomeKeyRow { HomeId = home, Generation = generation, Record = record };
                work.Db().Add(rows[generation]);
            }

            return true;
        }));
    }

    private async Task<object> Camera(Caller hub, string text, CameraRequest request)
    {
        if (!CameraId.TryParse(text, out var camera)) return (Result<bool>)CameraRefusals.NoCamera;
        if (!CoarseCell.TryParse(request.Cell, out var cell)) return (Result<bool>)CameraRefusals.Cell;
        return Empty(await store.Act<bool>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is not { Id: var home }) return CameraRefusals.NoHome;
            var cameras = work.Db().Set<HomeCamera>();
            if (await cameras.SingleOrDefaultAsync(c => c.HomeId == home && c.CameraId == camera) is { } known) known.Cell = cell.Text;
            else if (await cameras.CountAsync(c => c.HomeId == home) >= CameraOptions.MostCameras) return CameraRefusals.ManyCameras;
            else cameras.Add(new HomeCamera { HomeId = home, CameraId = camera, Cell = cell.Text, Custody = Custody.Owner });
            return true;
        }));
    }

    private async Task<object> Health(Caller hub, string text, HttpContext http)
    {
        if (!CameraId.TryParse(text, out var camera)) return (Result<bool>)CameraRefusals.NoCamera;
        if (!(await Asked.Box(http, CameraOptions.MostHealth)).TryGet(out var box, out var refusal)) return (Result<bool>)refusal;
        return Empty(await store.Act<bool>(async work =>
        {
            if (await HomeDoor.OfHub(work, hub) is not { Id: var home }) return CameraRefusals.NoHome;
            if (!await work.Db().Set<HomeCamera>().AnyAsync(c => c.HomeId == home && c.CameraId == camera)) return CameraRefusals.NoCamera;
            var purpose = HomeBoxRow.Health(camera);
            var written = await work.Db().Set<HomeBoxRow>().Where(b => b.HomeId == home && b.Purpose == purpose)
                .ExecuteUpdateAsync(s => s.SetProperty(b => b.Box, box).SetProperty(b => b.Number, b => b.Number + 1));
            if (written == 0) work.Db().Add(new HomeBoxRow { HomeId = home, Purpose = purpose, Number = 1, Change = 0, Box = box });
            return true;
        }));
    }

    /// <summary>204 where there is nothing to say.</summary>
    internal static object Empty<T>(Result<T> result) => result.Ok ? Results.NoContent() : result;
}
