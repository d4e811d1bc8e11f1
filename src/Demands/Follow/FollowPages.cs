using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Demands.Draft;
using Writ.Demands.Questions;
using Writ.Gate.Productions;
using Writ.Gate.Recorded;
using Writ.Kit;
using Writ.Law;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Follow;

/// <param name="State">A public word; null: any.</param>
/// <param name="Text">Part of the reference.</param>
/// <param name="Mine">True: only what this officer filed.</param>
internal sealed record ListFilter(DemandState? State, string Text, bool Mine, int Page);

/// <param name="Total">Of all pages.</param>
internal sealed record ListView(ListFilter Filter, IReadOnlyList<Demand> Demands, int Total, IReadOnlyList<OpenDraft> Drafts, string Officer, LawBook Law);

/// <param name="Timeline">Who is a title, or us.</param>
/// <param name="Batch">When the batch is due with which it goes into the record; null: it waits for none.</param>
/// <param name="Epoch">The same of its authorisation.</param>
internal sealed record OneView(
    Demand Demand, string Instrument, IReadOnlyList<DemandItem> Items, IReadOnlyList<LineView> Timeline, ProductionView? Production, Deadline? Due, LawBook Law,
    string FiledBy, bool CanWithdraw, IReadOnlyList<QuestionView> Questions, DateTimeOffset? Batch, DateTimeOffset? Epoch)
{
    public bool Answerable => Demand.State is DemandState.Received or DemandState.Decided;

    /// <summary>Something is asked that the officer can still answer.</summary>
    public bool Asked => Answerable && Questions.Any(q => q.AnsweredAt is null);
}

internal sealed record LineView(DateTimeOffset At, string Who, string What, TimelineKind Kind);

/// <param name="LogIndex">Null until the leaf is in the record.</param>
/// <param name="Before">By when it is promised; null where our own promise cannot be read.</param>
/// <param name="Batch">When the batch is due with which it goes into the record; null: it waits for none.</param>
internal sealed record ReceiptPageView(Demand Demand, long? LogIndex, bool Proved, DateTimeOffset? Before, DateTimeOffset? Batch);

/// <summary>An officer's pages on what their agency filed. What another agency filed does not exist for them.</summary>
internal sealed class FollowPages(
    IStore store, AgencyRegister agencies, TakeProduction productions, Drafts drafts, LogFolder log, DemandKeys keys, LawBook law, TimeProvider time)
{
    public const int PageSize = 25;

    public static void MapPages(IEndpointRouteBuilder pages)
    {
        pages.MapGet("/officer", (HttpContext http, FollowPages use, Caller caller) => use.List(http, caller)).Reads().WarnsOfEnd();
        pages.MapGet("/officer/demands/{id}", (HttpContext http, string id, FollowPages use, Caller caller) => use.One<DemandPage>(http, id, caller)).Reads().WarnsOfEnd();
        pages.MapGet("/officer/demands/{id}/filed", (HttpContext http, string id, FollowPages use, Caller caller) => use.One<FiledPage>(http, id, caller)).Reads().WarnsOfEnd();
        pages.MapGet("/officer/demands/{id}/receipt", (HttpContext http, string id, FollowPages use, Caller caller) => use.Receipt(http, id, caller)).Reads().WarnsOfEnd();
        pages.MapGet("/officer/demands/{id}/promise", (string id, FollowPages use, Caller caller) => use.Promise(id, caller)).Reads();
        pages.MapGet("/officer/demands/{id}/proof", (string id, FollowDemand use, Caller caller) => use.ProofFile(id, caller)).Reads();
        pages.MapGet("/officer/demands/{id}/receipt/file", (string id, FollowDemand use, Caller caller) => use.ReceiptFile(id, caller)).Reads();
        pages.MapGet("/officer/grounds/{code}", (HttpContext http, string code, LawBook law) =>
            law.FindGround(code) is { } ground ? DeskAnswers.Show<GroundPage>(http, ground) : Task.FromResult(DeskAnswers.Refused(DemandRefusals.Unknown))).Reads().WarnsOfEnd();
    }

    private async Task<IResult> List(HttpContext http, Caller caller)
    {
        var filter = FilterOf(http.Request.Query);
        var (rows, total) = await store.Look(async work =>
        {
            var all = work.Db().Set<Demand>().Where(d => d.AgencyId == caller.Agency!.Value);
            if (filter.Mine) all = all.Where(d => d.OfficerId == OfficerId.FromTrusted(caller.Subject));
            if (filter.State is { } state) all = all.Where(d => d.State == state);
            if (filter.Text.Length > 0) all = all.Where(d => d.AgencyReference.ToLower().Contains(filter.Text.ToLowerInvariant()));
            return (await all.OrderByDescending(d => d.ReceivedAt).ThenBy(d => d.Id).Skip((filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(), await all.CountAsync());
        });
        return await DeskAnswers.Show<DemandsPage>(http, new ListView(filter, rows, total, await drafts.Of(caller), caller.Subject, law));
    }

    private static ListFilter FilterOf(IQueryCollection query)
    {
        var text = query["q"].ToString().Trim();
        return new ListFilter(
            Enum.GetValues<DemandState>().Cast<DemandState?>().FirstOrDefault(s => s!.Value.Word() == query["state"].ToString()),
            text.Length > 80 ? text[..80] : text,
            query["whose"] == "mine",
            int.TryParse(query["page"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 10_000) : 1);
    }

    public async Task<IResult> One<TPage>(HttpContext http, string id, Caller caller, Refusal? refusal = null)
        where TPage : DeskPage
    {
        var view = await store.Look(work => Find(work, id, caller));
        return view is null ? DeskAnswers.Refused(DemandRefusals.Unknown) : await DeskAnswers.Show<TPage>(http, view, refusal);
    }

    private async Task<OneView?> Find(IWork work, string id, Caller caller)
    {
        if (await FollowDemand.Mine(work, id, caller) is not { } d) return null;
        var instrument = law.Find(d.Instrument);
        var events = await work.Db().Set<DemandEvent>().Where(e => e.DemandId == d.Id).ToListAsync();
        var lines = new List<LineView>();
        foreach (var (e, what, kind) in FollowWords.Timeline(events, d.State))
            lines.Add(new LineView(e.At, await Who(work, e.Actor, caller), what, kind));
        return new OneView(
            d, instrument.Map(i => i.Title) is { Ok: true, Value: var title } ? title : d.Instrument, await DemandQueries.Items(work, d.Id), lines,
            await productions.About(work, d.Id), instrument.Ok ? FollowWords.Due(d, instrument.Value, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) : null, law,
            await Who(work, d.OfficerId.Text, caller), d.State is DemandState.Received or DemandState.Decided && caller.May(Scopes.DemandsWrite),
            [.. (await QuestionQueries.Of(work, d.Id)).Select(QuestionView.Of)], Batch(work, d), await productions.Epoch(work, d.Id));
    }

    private DateTimeOffset? Batch(IWork work, Demand d) => RecordTimes.Awaited(work, LeafKind.Register, d.RegisterSeq, d.ReceivedAt, time.GetUtcNow());

    /// <summary>An officer by title, everybody else as the company: who decided is not the asker's to know.</summary>
    private async Task<string> Who(IWork work, string actor, Caller caller) =>
        actor == caller.Subject ? "You"
        : OfficerId.TryParse(actor, out var officer) && await agencies.Title(work, officer) is { } title ? title.Title
        : "The company";

    private async Task<IResult> Receipt(HttpContext http, string id, Caller caller)
    {
        var found = await store.Look(async work => await FollowDemand.Mine(work, id, caller) is { } d ? (Demand: d, Index: await LogPlaces.Of(work, d.RegisterSeq), Batch: Batch(work, d)) : default);
        if (found.Demand is null) return DeskAnswers.Refused(DemandRefusals.Unknown);
        var promise = Promises.Verify(found.Demand.Promise, keys.Promises.Verifier);
        var index = found.Index;
        return await DeskAnswers.Show<ReceiptPage>(
            http, new ReceiptPageView(found.Demand, index, index is { } at && log.TryReceiptFor(at) is not null, promise.Ok ? promise.Value.Before : null, found.Batch));
    }

    private async Task<IResult> Promise(string id, Caller caller) => await store.Look(work => FollowDemand.Mine(work, id, caller)) is { } d
        ? Results.Bytes(System.Text.Encoding.UTF8.GetBytes(d.Promise), "application/octet-stream", $"{d.Id}.promise.txt")
        : DeskAnswers.Refused(DemandRefusals.Unknown);
}

internal static class FollowAnswers
{
    /// <summary>Every page on demands is for officers who may follow their agency's.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint) => endpoint.RequireAuthorization(Scopes.Page(Scopes.DemandsRead));
}
