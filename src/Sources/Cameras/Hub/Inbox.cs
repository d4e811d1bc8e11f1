using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Sources.Cameras.Live;
using Writ.Sources.Cameras.Orders;
using Writ.Store;

namespace Writ.Sources.Cameras.Hub;

/// <summary>What waits for a hub: statements, settings, clips that an owner deleted, live views, custody.</summary>
internal sealed class Inbox(IStore store, Bells bells, LiveRelay live, OrderRelay orders)
{
    private const int MostStatements = 64;

    private const int MostDeleted = 200;

    private const string Settings = "settings/";

    public static void Map(IEndpointRouteBuilder hub) => hub.MapGet(
            "/hub/inbox",
            (int? statements, long? settings, string? seen, int? wait, Inbox use, Caller caller, HttpContext http) =>
                use.Of(caller, Math.Max(0, statements ?? 0), settings ?? 0, seen, wait, http.RequestAborted))
        .RequireAuthorization(Scopes.HubUse)
        .WithSummary("What is new for this hub; ?wait= up to 25 seconds")
        .Produces<InboxView>();

    private Task<Result<InboxView>> Of(Caller hub, int statements, long settings, string? seen, int? wait, CancellationToken cancel)
    {
        var home = HomeDoor.Own(hub);
        return bells.Until<Result<InboxView>>(
            Bells.Of(home),
            wait,
            async () =>
            {
                if (await store.Look(work => Look(work, hub, statements, settings), cancel) is not { } view) return (true, CameraRefusals.NoHome);
                var enough = view.Statements.Count > 0 || view.Settings.Count > 0 || view.Profile is not null || (view.Seen != seen && (seen is not null || Anything(view)));
                return (enough, view);
            },
            cancel);
    }

    private static bool Anything(InboxView view) => view.Deleted.Count > 0 || view.Live.Count > 0 || view.Orders is { Count: > 0 };

    private async Task<InboxView?> Look(IWork work, Caller hub, int statements, long settings)
    {
        if (await HomeDoor.OfHub(work, hub) is not { Id: var home } found) return null;
        var db = work.Db();
        var texts = await db.Set<HomeStatementRow>().AsNoTracking().Where(s => s.HomeId == home && s.Number >= statements)
            .OrderBy(s => s.Number).Take(MostStatements).Select(s => s.Text).ToListAsync();
        var boxes = await db.Set<HomeBoxRow>().AsNoTracking().Where(b => b.HomeId == home && b.Change > settings).OrderBy(b => b.Change).ToListAsync();
        var deleted = (await db.Set<HomeClipGone>().AsNoTracking().Where(c => c.HomeId == home).OrderBy(c => c.ClipId).Take(MostDeleted).Select(c => c.ClipId).ToListAsync())
            .ConvertAll(c => c.Text);
        var cameras = (await db.Set<HomeCamera>().AsNoTracking().Where(c => c.HomeId == home).OrderBy(c => c.CameraId).ToListAsync())
            .ConvertAll(c => new InboxCamera(c.CameraId.Text, c.Cell, Word(c.Custody)));
        var views = live.Of(home);
        IReadOnlyList<string> waiting = [.. orders.Board.Of(home).Select(o => o.Text)];
        return new InboxView(
            [.. texts.Select(HomeDoor.Text)], [.. boxes.Where(b => b.Purpose != HomeBoxRow.Profile).Select(b => new InboxSettings(b.Purpose[Settings.Length..], b.Number, b.Change, b.Box))],
            Math.Max(found.Changes, settings), deleted, views, cameras, Seen(deleted, views, waiting, cameras, found.Pins),
            boxes.Find(b => b.Purpose == HomeBoxRow.Profile) is { } profile ? new BoxView(profile.Number, profile.Box) : null, found.Pins, waiting);
    }

    internal static string Word(Custody custody) => custody switch
    {
        Custody.Owner => HubWire.OwnerHeld,
        Custody.Provider => HubWire.ProviderHeld,
    };

    /// <summary>Without the numbers of live views, which change by the hub's own doing.</summary>
    private static string Seen(IReadOnlyList<string> deleted, IReadOnlyList<InboxLive> views, IReadOnlyList<string> orders, IReadOnlyList<InboxCamera> cameras, long pins) => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<object[]>([deleted, views.Select(v => v.Live), orders, cameras, pins]))[..8]);
}
