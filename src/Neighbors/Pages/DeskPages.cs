using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Requests.Outside;
using Writ.Store;

namespace Writ.Neighbors.Pages;

/// <summary>The company's moderators: what waits, one request, publish or refuse in public. And those outside who agree where that is asked for.</summary>
internal sealed class DeskPages(IStore store, RequestBook book, RequestViews views, PublishRequest publish, RefuseRequest refuse, AgreeOutside outside, TimeProvider time)
{
    public const string Moderation = "/desk/requests";

    public const string Outside = "/outside/requests";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.RequestsModerate);
        pages.MapGet(Moderation, (HttpContext http, DeskPages use) => use.All<ModerationListPage>(http, RequestState.Moderation)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapGet(Moderation + "/{id}", (HttpContext http, string id, DeskPages use, Caller caller) => use.Show<ModerationPage>(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Moderation + "/{id}/publication", (HttpContext http, string id, DeskPages use, Caller caller) => use.Publish(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Moderation + "/{id}/refusal", (HttpContext http, string id, DeskPages use, Caller caller) => use.Refuse(http, id, caller)).RequireAuthorization(policy);
        policy = Scopes.Page(Scopes.RequestsOutside);
        pages.MapGet(Outside, (HttpContext http, DeskPages use) => use.All<OutsideListPage>(http, RequestState.Outside)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapGet(Outside + "/{id}", (HttpContext http, string id, DeskPages use, Caller caller) => use.Show<OutsidePage>(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Outside + "/{id}/agreement", (HttpContext http, string id, DeskPages use, Caller caller) => use.Agree(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Outside + "/{id}/refusal", (HttpContext http, string id, DeskPages use, Caller caller) => use.Decline(http, id, caller)).RequireAuthorization(policy);
    }

    private async Task<IResult> All<TPage>(HttpContext http, RequestState waits)
        where TPage : DeskPage
    {
        var list = await store.Look(async work =>
        {
            var all = work.Db().Set<CommunityRequest>().Where(r => waits == RequestState.Moderation || r.OutsideReasons != null);
            var waiting = await all.Where(r => r.State == waits).OrderBy(r => r.ApprovedAt).Take(200).ToListAsync();
            var answered = await all.Where(r => r.AnsweredAt != null).OrderByDescending(r => r.AnsweredAt).Take(50).ToListAsync();
            return new DeskList(await views.Lines(work, waiting), await views.Lines(work, answered), time.GetUtcNow());
        });
        return await DeskAnswers.Show<TPage>(http, list);
    }

    private async Task<IResult> Publish(HttpContext http, string id, Caller caller)
    {
        var done = await publish.Handle(id, (await Posted.Read(http)).Has("read"), caller);
        return done.Ok ? DeskAnswers.GoTo($"{Moderation}/{id}", "published") : await Show<ModerationPage>(http, id, caller, done.Refusal);
    }

    private async Task<IResult> Refuse(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = new TypedAnswer(form.Line("rule"), form.Text("why"));
        var done = await refuse.Handle(id, typed.Rule, typed.Why, caller);
        return done.Ok ? DeskAnswers.GoTo($"{Moderation}/{id}", "refused") : await Show<ModerationPage>(http, id, caller, done.Refusal, typed);
    }

    private async Task<IResult> Agree(HttpContext http, string id, Caller caller)
    {
        var done = await outside.Agree(id, caller);
        return done.Ok ? DeskAnswers.GoTo($"{Outside}/{id}", "agreed") : await Show<OutsidePage>(http, id, caller, done.Refusal);
    }

    private async Task<IResult> Decline(HttpContext http, string id, Caller caller)
    {
        var typed = new TypedAnswer(Why: (await Posted.Read(http)).Text("why"));
        var done = await outside.Decline(id, typed.Why, caller);
        return done.Ok ? DeskAnswers.GoTo($"{Outside}/{id}", "refused") : await Show<OutsidePage>(http, id, caller, done.Refusal, typed);
    }

    /// <summary>Nobody here sees what its agency has not approved yet; and those outside only what asks for them.</summary>
    private async Task<IResult> Show<TPage>(HttpContext http, string id, Caller caller, Refusal? refusal = null, TypedAnswer? typed = null)
        where TPage : DeskPage
    {
        var outsider = typeof(TPage) == typeof(OutsidePage);
        var found = await store.Look(async work =>
            await book.Find(work, id) is { } row && row.State is not (RequestState.Draft or RequestState.Supervisor)
            && (outsider ? row.OutsideReasons is not null : row.State != RequestState.Outside)
                ? await views.Sent(work, row, caller, desk: true, typed)
                : null);
        return found is null ? DeskAnswers.Refused(RequestRefusals.Unknown) : await DeskAnswers.Show<TPage>(http, found, refusal);
    }
}
