using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Hub;
using Writ.Sources.Cameras.Web;

namespace Writ.Sources.Cameras.Owner;

/// <summary>
/// What a hub fetches and brings for the pages that it serves at home: the same use cases and words as for the owner's own pages, for its own home
/// only. What is not in this list a hub may not: invite, decide on custody, pair, end the home.
/// </summary>
internal static class ForHub
{
    private const string Home = "/hub/home";

    private const string Clip = Home + "/clips/{clip}";

    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapGet(Home + "/state", async (int? statements, HomeRoutes use, Caller caller) => await use.State(caller, caller.Subject, statements ?? 0))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: the home as its people see it").Produces<HomeStateView>();
        hub.MapPost(Home + "/statements", async (HttpContext http, HomeRoutes use, Caller caller) =>
                HubHome.Empty(await use.Add(caller, caller.Subject, await Asked.Json<StatementRequest>(http))))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: a statement on who holds keys").Accepts<StatementRequest>("application/json").Produces(204);
        MapClips(hub);
        MapBoxes(hub);
        MapPeople(hub);
    }

    private static void MapClips(IEndpointRouteBuilder hub)
    {
        hub.MapGet(Home + "/cameras/{camera}/days", async (string camera, ClipRoutes use, Caller caller) => await use.Days(caller, caller.Subject, camera))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: days with clips of a camera").Produces<IReadOnlyList<DayLine>>();
        hub.MapGet(Home + "/cameras/{camera}/clips", async (string camera, string day, long? before, int? most, ClipRoutes use, Caller caller) =>
                await use.OfDay(caller, caller.Subject, camera, day, before, most))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: clips of a day, what was brought last first").Produces<ClipPage>();
        hub.MapGet(Home + "/export", async (string? after, ClipRoutes use, Caller caller) => await use.All(caller, caller.Subject, after))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: all clips").Produces<ClipPage>();
        hub.MapGet(Clip, async (string clip, ClipRoutes use, Caller caller) => await use.One(caller, caller.Subject, clip))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: one clip").Produces<ClipView>();
        hub.MapGet(Clip + "/{part}", (string clip, string part, HttpContext http, ClipRoutes use, Caller caller) => use.Part(caller, caller.Subject, clip, part, http))
            .RequireAuthorization(Scopes.HubHome).AskedByScript().WithSummary("For the pages at home: sealed bytes of a part; with Range some of them").Produces(200, contentType: "application/octet-stream");
        hub.MapPut(Clip + "/pin", async (string clip, ClipRoutes use, Caller caller) => HubHome.Empty(await use.Pin(caller, caller.Subject, clip, pinned: true)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: keep a clip for good").Produces(204);
        hub.MapDelete(Clip + "/pin", async (string clip, ClipRoutes use, Caller caller) => HubHome.Empty(await use.Pin(caller, caller.Subject, clip, pinned: false)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: keep a clip no longer than its days").Produces(204);
        hub.MapGet(Home + "/pins", (ClipRoutes use, Caller caller) => use.Pins(caller))
            .RequireAuthorization(Scopes.HubHome).WithSummary("Which clips are kept for good").Produces<PinsView>();
    }

    private static void MapBoxes(IEndpointRouteBuilder hub)
    {
        hub.MapGet(Home + "/looks", async (int? from, LookRoutes use, Caller caller) => await use.Page(caller, caller.Subject, from ?? 0))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: looks").Produces<LookPage>();
        hub.MapPut(Home + "/looks", async (int number, HttpContext http, LookRoutes use, Caller caller) => HubHome.Empty(
                (await Asked.Box(http, CameraOptions.MostLook)).TryGet(out var box, out var refusal) ? await use.Add(caller, caller.Subject, number, box) : refusal))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: the next look, sealed").Accepts<Stream>("application/octet-stream").Produces(204);
        hub.MapPut(Home + "/cameras/{camera}/settings", async (string camera, int number, HttpContext http, BoxRoutes use, Caller caller) =>
                HubHome.Empty(await use.Settings(caller, caller.Subject, camera, number, http)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: settings of a camera, sealed").Accepts<Stream>("application/octet-stream").Produces(204);
        hub.MapPut(Home + "/profile", async (int number, HttpContext http, BoxRoutes use, Caller caller) => HubHome.Empty(await use.Profile(caller, caller.Subject, number, http)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: the owner's profile, sealed").Accepts<Stream>("application/octet-stream").Produces(204);
        hub.MapPut(Home + "/recovery", async (int number, HttpContext http, BoxRoutes use, Caller caller) => HubHome.Empty(await use.PutRecovery(caller, caller.Subject, number, http)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: what a recovery code opens").Accepts<Stream>("application/octet-stream").Produces(204);
        hub.MapGet(Home + "/recovery", async (BoxRoutes use, Caller caller) => await use.Recovery(caller, caller.Subject))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: what a recovery code opens").Produces<BoxView>();
    }

    private static void MapPeople(IEndpointRouteBuilder hub)
    {
        hub.MapGet(Home + "/asking", async (DeviceAsks use, Caller caller) => await use.List(caller, caller.Subject))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: browsers that ask to be added").Produces<IReadOnlyList<AskingDevice>>();
        hub.MapPost(Home + "/asking", async (HttpContext http, DeviceAsks use, Caller caller) => HubHome.Empty(await use.AddAtHome(caller, await Asked.Json<HomeAsk>(http))))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: a browser asks to be added").Accepts<HomeAsk>("application/json").Produces(204);
        hub.MapGet(Home + "/members", async (MemberRoutes use, Caller caller) => await use.List(caller, caller.Subject))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: members by their numbers").Produces<IReadOnlyList<MemberLine>>();
        hub.MapDelete(Home + "/members/{member}", async (int member, MemberRoutes use, Caller caller) => HubHome.Empty(await use.Remove(caller, caller.Subject, member)))
            .RequireAuthorization(Scopes.HubHome).WithSummary("For the pages at home: remove a member").Produces(204);
    }
}
