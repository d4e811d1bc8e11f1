using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Sources.Cameras.Hub;
using Writ.Store;

namespace Writ.Sources.Cameras.Owner;

/// <summary>A home as its people see it: the chain, wrapped keys, boxes. All of it is opened and verified in the browser.</summary>
internal sealed class HomeRoutes(IStore store, Bells bells, CameraOptions options)
{
    public const string Mine = "/my/cameras";

    private const string Home = Mine + "/{home}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnCameras);
        pages.MapGet(Mine + "/homes", async (HomeRoutes use, Caller caller) => Asked.Answer<IReadOnlyList<HomeLine>>(await use.Homes(caller)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapGet(Home + "/state", async (string home, int? statements, HomeRoutes use, Caller caller) => Asked.Answer(await use.State(caller, home, statements ?? 0)))
            .RequireAuthorization(policy).AskedByScript();
        pages.MapPost(Home + "/statements", async (string home, HttpContext http, HomeRoutes use, Caller caller) =>
                Asked.Done(await use.Add(caller, home, await Asked.Json<StatementRequest>(http))))
            .RequireAuthorization(policy).AskedByScript().TakesUpTo(2 * SignedText.MaxBytes);
    }

    internal static string Word(HomeState state) => state switch
    {
        HomeState.Active => "active",
        HomeState.Replaced => "replaced",
        HomeState.Ending => "ending",
    };

    private Task<List<HomeLine>> Homes(Caller caller) => store.Look(async work =>
    {
        var (db, account) = (work.Db(), caller.Account!.Value);
        var own = await db.Set<Home>().AsNoTracking().Where(h => h.AccountId == account && h.State != HomeState.Ending).ToListAsync();
        var others = await db.Set<HomeMember>().AsNoTracking().Where(m => m.AccountId == account)
            .Join(db.Set<Home>().Where(h => h.State != HomeState.Ending), m => m.HomeId, h => h.Id, (m, h) => new { h.Id, h.State, Member = m.State }).ToListAsync();
        var lines = own.Select(h => new HomeLine(h.Id.Text, "owner", Word(h.State)))
            .Concat(others.Select(o => new HomeLine(o.Id.Text, o.Member == MemberState.Member ? "member" : "invited", Word(o.State))));
        return lines.OrderBy(l => l.State, StringComparer.Ordinal).ThenBy(l => l.Home, StringComparer.Ordinal).ToList();
    });

    internal Task<Result<HomeStateView>> State(Caller caller, string text, int statements) => store.Look<Result<HomeStateView>>(async work =>
    {
        if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var refusal)) return refusal;
        var (db, home) = (work.Db(), seen.Id);
        var texts = await db.Set<HomeStatementRow>().AsNoTracking().Where(s => s.HomeId == home && s.Number >= statements).OrderBy(s => s.Number).Select(s => s.Text).ToListAsync();
        var keys = await db.Set<HomeKeyRow>().AsNoTracking().Where(k => k.HomeId == home).OrderBy(k => k.Generation).ToListAsync();
        var cameras = await db.Set<HomeCamera>().AsNoTracking().Where(c => c.HomeId == home).OrderBy(c => c.CameraId).ToListAsync();
        var boxes = await db.Set<HomeBoxRow>().AsNoTracking().Where(b => b.HomeId == home && b.Purpose != HomeBoxRow.Recovery)
            .ToDictionaryAsync(b => b.Purpose, b => new BoxView(b.Number, b.Box));
        return new HomeStateView(
            home.Text, seen.Owner ? "owner" : "member", Word(seen.Home.State),
            texts.ConvertAll(HomeDoor.Text),
            keys.ConvertAll(k => new KeyView(k.Generation, HomeDoor.Text(k.Record))),
            boxes.GetValueOrDefault(HomeBoxRow.Profile),
            cameras.ConvertAll(c => new CameraView(
                c.CameraId.Text, c.Cell, Inbox.Word(c.Custody), boxes.GetValueOrDefault(HomeBoxRow.Settings(c.CameraId)), boxes.GetValueOrDefault(HomeBoxRow.Health(c.CameraId)))),
            seen.Home.Looks, seen.Home.Stored, options.HomeQuota);
    });

    /// <summary>Whoever may sign it is the chain's rule; who belongs to the home may bring it.</summary>
    internal async Task<Result<bool>> Add(Caller caller, string text, StatementRequest request)
    {
        var signed = HomeDoor.Bytes(request.Statement);
        var looked = await store.Look<Result<(HomeChain Chain, bool There)>>(async work =>
        {
            if (!(await HomeDoor.Enter(work, caller, text, Wish.Watch)).TryGet(out var seen, out var no)) return no;
            if (seen.Home.State != HomeState.Active) return CameraRefusals.HomeReplaced;
            var last = await work.Db().Set<HomeStatementRow>().AsNoTracking().SingleAsync(s => s.HomeId == seen.Id && s.Number == seen.Home.Statements - 1);
            return (await HomeDoor.Chain(work, seen.Id), last.Text.AsSpan().SequenceEqual(signed));
        });
        if (!looked.TryGet(out var found, out var refusal)) return refusal;
        if (found.There) return true;
        if (found.Chain.Texts.Count >= CameraOptions.MostStatements) return CameraRefusals.ManyStatements;
        if (!found.Chain.Add(signed).TryGet(out _, out refusal)) return refusal;
        var (home, number) = (found.Chain.Home, found.Chain.Texts.Count);
        var added = await store.Act<bool>(async work =>
        {
            var counted = await work.Db().Set<Home>().Where(h => h.Id == home && h.State == HomeState.Active && h.Statements == number)
                .ExecuteUpdateAsync(s => s.SetProperty(h => h.Statements, number + 1));
            if (counted == 0) return CameraRefusals.BoxNumber;
            work.Db().Add(new HomeStatementRow { HomeId = home, Number = number, Text = signed });
            return true;
        });
        bells.Ring(Bells.Of(home));
        return added;
    }
}
