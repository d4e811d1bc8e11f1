using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Store;

namespace Writ.Sources.Cameras.Owner;

/// <summary>Who looked at what: written by the household's devices for each other, sealed and signed inside. The server can drop one, not change or make one.</summary>
internal sealed class LookRoutes(IStore store)
{
    private const string Address = HomeRoutes.Mine + "/{home}/looks";

    private const int OnPage = 100;

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(Address, async (string home, int? from, LookRoutes use, Caller caller) => Asked.Answer(await use.Page(caller, home, from ?? 0)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Address, async (string home, int number, HttpContext http, LookRoutes use, Caller caller) => Asked.Done(
                (await Asked.Box(http, CameraOptions.MostLook)).TryGet(out var box, out var refusal) ? await use.Add(caller, home, number, box) : refusal))
            .RequireAuthorization(policy).AskedByScript();
    }

    internal Task<Result<LookPage>> Page(Caller caller, string text, int from) => store.Look<Result<LookPage>>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)) return refusal;
        var looks = await work.Db().Set<HomeLook>().AsNoTracking().Where(l => l.HomeId == seen.Id && l.Number >= from).OrderBy(l => l.Number).Take(OnPage).ToListAsync();
        return new LookPage(looks.ConvertAll(l => new BoxView(l.Number, l.Box)), seen.Home.Looks);
    });

    internal Task<Result<bool>> Add(Caller caller, string text, int number, byte[] box) => store.Act<bool>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)) return refusal;
        var (db, home, next) = (work.Db(), seen.Id, seen.Home.Looks);
        if (number == next - 1 && await db.Set<HomeLook>().AsNoTracking().SingleOrDefaultAsync(l => l.HomeId == home && l.Number == number) is { } last && last.Box.AsSpan().SequenceEqual(box)) return true;
        if (number != next) return CameraRefusals.LookNumber;
        db.Add(new HomeLook { HomeId = home, Number = number, Box = box });
        await db.Set<Home>().Where(h => h.Id == home).ExecuteUpdateAsync(s => s.SetProperty(h => h.Looks, number + 1));
        await db.Set<HomeLook>().Where(l => l.HomeId == home && l.Number <= number - CameraOptions.KeptLooks).ExecuteDeleteAsync();
        return true;
    });
}
