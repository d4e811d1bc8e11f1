using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Hub;
using Writ.Store;

namespace Writ.Sources.Cameras.Live;

/// <summary>Both ends of a live view. Nothing of it is written down.</summary>
internal sealed class LiveRoutes(IStore store, LiveRelay relay)
{
    private const string Owner = "/my/cameras/{home}/live";

    private const string OfHub = "/hub/live/{live}";

    public static void MapHub(IEndpointRouteBuilder hub)
    {
        hub.MapPut(OfHub + "/{number}", async (string live, int number, HttpContext http, LiveRoutes use, Caller caller) => await use.Put(caller, live, number, http))
            .RequireAuthorization(Scopes.HubUse).WithSummary("Bring the next box of a live view; 410: nobody watches any more")
            .Accepts<Stream>("application/octet-stream").Produces<LiveStanding>();
        hub.MapDelete(OfHub, (string live, LiveRoutes use, Caller caller) => use.End(caller, live))
            .RequireAuthorization(Scopes.HubUse).WithSummary("End a live view that cannot go on").Produces(204);
    }

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapPost(Owner, async (string home, HttpContext http, LiveRoutes use, Caller caller) => Asked.Answer(await use.Watch(caller, home, await Asked.Json<LiveRequest>(http))))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Owner + "/{live}/{number}", (string home, string live, int number, string? viewer, int? wait, HttpContext http, LiveRoutes use, Caller caller) =>
                use.Get(caller, home, live, number, viewer, wait, http))
            .RequireAuthorization(policy).AskedByScript();
    }

    private async Task<Result<LiveStanding>> Put(Caller hub, string text, int number, HttpContext http)
    {
        if (!LiveId.TryParse(text, out var live)) return CameraRefusals.LiveOver;
        if (!(await Asked.Box(http, HomeBox.MaxContent)).TryGet(out var box, out var refusal)) return refusal;
        var (answer, next) = relay.Put(HomeDoor.Own(hub), live, number, box);
        Say(http, next);
        return answer;
    }

    private object End(Caller hub, string text)
    {
        if (LiveId.TryParse(text, out var live)) relay.End(HomeDoor.Own(hub), live);
        return HubHome.Empty<bool>(true);
    }

    private async Task<Result<LiveStarted>> Watch(Caller caller, string home, LiveRequest request)
    {
        if (!CameraId.TryParse(request.Camera, out var camera)) return CameraRefusals.NoCamera;
        var seen = await store.Look<Result<HomeSeen>>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, home, Wish.Watch)).TryGet(out var found, out var refusal)) return refusal;
            if (found.Home.State != HomeState.Active) return CameraRefusals.HomeReplaced;
            return await work.Db().Set<HomeCamera>().AnyAsync(c => c.HomeId == found.Id && c.CameraId == camera) ? found : CameraRefusals.NoCamera;
        });
        return seen.TryGet(out var entered, out var no) ? relay.Watch(entered.Id, camera) : no;
    }

    private async Task<IResult> Get(Caller caller, string home, string text, int number, string? viewer, int? wait, HttpContext http)
    {
        var seen = await store.Look(work => HomeDoor.Enter(work, caller, home, Wish.Watch));
        if (!seen.TryGet(out var found, out var refusal)) return DeskAnswers.Refused(refusal);
        if (!LiveId.TryParse(text, out var live) || viewer is null || number < 0) return DeskAnswers.Refused(CameraRefusals.LiveOver);
        var answer = await relay.Get(found.Id, live, viewer, number, wait, http.RequestAborted);
        if (answer.What != LiveWhat.Over) Say(http, answer.Next);
        return answer.What switch
        {
            LiveWhat.Box => Asked.Sealed(answer.Box!),
            LiveWhat.NotYet => Results.NoContent(),
            LiveWhat.Passed => DeskAnswers.Refused(CameraRefusals.LivePassed),
            LiveWhat.Over => DeskAnswers.Refused(CameraRefusals.LiveOver),
        };
    }

    private static void Say(HttpContext http, int next) => http.Response.Headers[HubWire.NextHeader] = next.ToString(CultureInfo.InvariantCulture);
}
