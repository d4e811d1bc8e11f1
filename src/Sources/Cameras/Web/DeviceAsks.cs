using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Owner;
using Writ.Store;

namespace Writ.Sources.Cameras.Web;

/// <param name="Member">Whether a member's account brought it; the owner's otherwise.</param>
/// <param name="Number">Which member's, where the account is known: a browser at home shows none.</param>
internal sealed record AskingDevice(byte[] Sign, byte[] Seal, bool Member, int? Number = null);

/// <summary>
/// New browsers that ask to be let into a home: public keys only, for half an hour, in memory. Nobody believes them: an owner compares what both
/// screens show before adding one.
/// </summary>
internal sealed class DeviceAsks(IStore store, TimeProvider time)
{
    private const string Address = HomeRoutes.Mine + "/{home}/asking";

    private const int MostOfOne = 3;

    private const int MostOfAll = 2_000;

    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    private readonly Lock gate = new();

    private readonly List<Ask> asks = [];

    public static void Map(IEndpointRouteBuilder pages, string attempts)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(Address, async (string home, DeviceAsks use, Caller caller) => Asked.Answer(await use.List(caller, home)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Address, async (string home, HttpContext http, DeviceAsks use, Caller caller) => Asked.Done(await use.Add(caller, home, await Asked.Json<WireHolder>(http))))
            .RequireAuthorization(policy).AskedByScript().RequireRateLimiting(attempts);
    }

    internal async Task<Result<IReadOnlyList<AskingDevice>>> List(Caller caller, string text)
    {
        var seen = await store.Look(work => HomeDoor.Enter(work, caller, text, Wish.Decide));
        if (!seen.TryGet(out var home, out var refusal)) return refusal;
        lock (gate)
        {
            Tidy();
            return asks.Where(a => a.Home == home.Id).Select(a => new AskingDevice(a.Keys.Sign, a.Keys.Seal, a.Member, a.Number)).ToList();
        }
    }

    /// <summary>A browser at home, which the hub let in.</summary>
    internal Task<Result<bool>> AddAtHome(Caller hub, HomeAsk ask) => Add(hub, hub.Subject, new WireHolder(ask.Sign, ask.Seal), ask.Member);

    /// <summary>The same again is one; whoever brings too many loses their oldest.</summary>
    private async Task<Result<bool>> Add(Caller caller, string text, WireHolder keys, bool member = false)
    {
        var seen = await store.Look<Result<(HomeSeen Home, int? Number)>>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var home, out var no)) return no;
            var row = home.Owner ? null : await work.Db().Set<HomeMember>().AsNoTracking().SingleAsync(m => m.HomeId == home.Id && m.AccountId == caller.Account);
            return (home, row?.Number);
        });
        if (!seen.TryGet(out var found, out var refusal)) return refusal;
        if (!Holder.Parse(keys.Sign, keys.Seal).TryGet(out var holder, out refusal)) return refusal;
        var home = found.Home.Id;
        lock (gate)
        {
            Tidy();
            asks.RemoveAll(a => a.Home == home && a.Id == holder.Id);
            var own = asks.Where(a => a.Home == home && a.By == caller.Subject).ToList();
            if (own.Count >= MostOfOne) asks.Remove(own[0]);
            if (asks.Count >= MostOfAll) asks.RemoveAt(0);
            asks.Add(new Ask(home, caller.Subject, member || !found.Home.Owner, found.Number, holder.Id, keys, time.GetUtcNow() + Lasts));
        }

        return true;
    }

    private void Tidy()
    {
        var now = time.GetUtcNow();
        asks.RemoveAll(a => a.Ends <= now);
    }

    private sealed record Ask(HomeId Home, string By, bool Member, int? Number, string Id, WireHolder Keys, DateTimeOffset Ends);
}
