using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Hub;
using Writ.Sources.Cameras.Owner;
using Writ.Store;

namespace Writ.Sources.Cameras.Orders;

/// <summary>Both ends of an order (<c>docs/spec/footage.md</c> section 12). What is in it only the hub and the owner's devices can open.</summary>
internal sealed class OrderRoutes(IStore store, OrderRelay relay)
{
    private const string Owner = HomeRoutes.Mine + "/{home}/orders/{order}";

    private const string OfHub = "/hub/orders/{order}";

    public static void MapHub(IEndpointRouteBuilder hub)
    {
        hub.MapGet(OfHub, (string order, OrderRoutes use, Caller caller) => use.Fetch(caller, order))
            .RequireAuthorization(Scopes.HubUse).AskedByScript().WithSummary("Fetch an order of the owner’s page, sealed").Produces(200, contentType: "application/octet-stream");
        hub.MapPut(OfHub + "/{number}", async (string order, int number, int? wait, HttpContext http, OrderRoutes use, Caller caller) =>
                HubHome.Empty(await use.Put(caller, order, number, wait, http)))
            .RequireAuthorization(Scopes.HubUse).WithSummary("Bring the next piece of the answer; 410: nobody waits for it any more, 429: bring it again")
            .Accepts<Stream>("application/octet-stream").Produces(204);
    }

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapPost(Owner, async (string home, string order, HttpContext http, OrderRoutes use, Caller caller) => Asked.Done(await use.Add(caller, home, order, http)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Owner + "/{number}", (string home, string order, int number, int? wait, HttpContext http, OrderRoutes use, Caller caller) =>
                use.Get(caller, home, order, number, wait, http))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapDelete(Owner, async (string home, string order, OrderRoutes use, Caller caller) => Asked.Done(await use.End(caller, home, order)))
            .RequireAuthorization(policy).AskedByScript();
    }

    private IResult Fetch(Caller hub, string text) =>
        OrderId.TryParse(text, out var order) && relay.Board.Box(HomeDoor.Own(hub), order).TryGet(out var box, out _) ? Asked.Sealed(box) : DeskAnswers.Refused(CameraRefusals.OrderOver);

    private async Task<Result<bool>> Put(Caller hub, string text, int number, int? wait, HttpContext http)
    {
        if (!OrderId.TryParse(text, out var order)) return CameraRefusals.OrderOver;
        if (await Asked.Bytes(http, HomeOrder.PieceLength) is not { } piece) return CameraRefusals.Box;
        return await relay.Board.Put(HomeDoor.Own(hub), order, number, piece, wait ?? 0, http.RequestAborted);
    }

    private async Task<Result<bool>> Add(Caller caller, string home, string text, HttpContext http)
    {
        if (!OrderId.TryParse(text, out var order) || await Asked.Bytes(http, HomeOrder.BoxLength) is not { } box) return CameraRefusals.Box;
        return (await Enter(caller, home)).TryGet(out var seen, out var refusal) ? relay.Board.Add(seen.Id, order, box) : refusal;
    }

    private async Task<IResult> Get(Caller caller, string home, string text, int number, int? wait, HttpContext http)
    {
        if (!(await Enter(caller, home)).TryGet(out var seen, out var refusal)) return DeskAnswers.Refused(refusal);
        if (!OrderId.TryParse(text, out var order)) return DeskAnswers.Refused(CameraRefusals.OrderOver);
        if (!(await relay.Board.Get(seen.Id, order, number, wait ?? 0, http.RequestAborted)).TryGet(out var piece, out refusal) && refusal is not null) return DeskAnswers.Refused(refusal);
        return piece is null ? Results.NoContent() : Asked.Sealed(piece);
    }

    private async Task<Result<bool>> End(Caller caller, string home, string text)
    {
        if (!(await Enter(caller, home)).TryGet(out var seen, out var refusal)) return refusal;
        if (OrderId.TryParse(text, out var order)) relay.Board.End(seen.Id, order);
        return true;
    }

    private Task<Result<HomeSeen>> Enter(Caller caller, string home) => store.Look(work => HomeDoor.Enter(work, caller, home, Wish.Run));
}
