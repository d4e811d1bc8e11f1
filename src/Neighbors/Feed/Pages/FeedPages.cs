using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.Post;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>The feed as a list, its rules, one's own posts, and how one begins.</summary>
internal sealed class FeedPages(IStore store, FeedViews views, WritePost writing)
{
    public const string List = "/feed";

    private const string Mine = List + "/mine";

    private const string Write = List + "/write";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnFeed);
        pages.MapGet(List, (HttpContext http, FeedPages use, Caller caller) => use.All(http, caller)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapGet(Mine, (HttpContext http, FeedPages use, Caller caller) => use.Own(http, caller)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapGet(List + "/rules", (HttpContext http, Caller caller) => Rules(http, caller)).RequireAuthorization(policy);
        pages.MapGet(Write, (HttpContext http, FeedPages use, Caller caller) => use.New(http, caller)).RequireAuthorization(policy);
        pages.MapPost(Write, (HttpContext http, FeedPages use, Caller caller) => use.Begin(http, caller)).RequireAuthorization(policy);
    }

    private static Task<IResult> Rules(HttpContext http, Caller caller) => DeskAnswers.Show<FeedRulesPage>(http, caller.Kind);

    private async Task<IResult> All(HttpContext http, Caller caller) => await DeskAnswers.Show<FeedPage>(http, await store.Look(work => views.List(work, caller)));

    private async Task<IResult> Own(HttpContext http, Caller caller) => await DeskAnswers.Show<MinePage>(http, await store.Look(work => views.Mine(work, caller)));

    private Task<IResult> New(HttpContext http, Caller caller) => Show(http, caller, new BeginView(null, string.Empty, string.Empty, string.Empty, IdText.New(FeedPost.Prefix)));

    private async Task<IResult> Begin(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var (category, near, place, once) = (form.Line("category"), form.Line("near"), form.Line("place"), form.Line("once"));
        var begun = await writing.Begin(once, category, place.Length > 0 ? place : near, caller);
        if (begun.TryGet(out var id, out var refusal)) return DeskAnswers.GoTo($"{PostPages.Root}/{id}");

        // What was too fine is not shown again either.
        var kept = Cells.Typed(place, "/place").Ok ? place : string.Empty;
        return await Show(http, caller, new BeginView(null, category, near, kept, IdText.New(FeedPost.Prefix)), refusal);
    }

    private async Task<IResult> Show(HttpContext http, Caller caller, BeginView view, Refusal? refusal = null)
    {
        var own = FeedViews.CellOf(await store.Look(work => FeedBook.Found(work, caller.Account!.Value)));
        return await DeskAnswers.Show<BeginPage>(http, view with { Own = own, Near = view.Near.Length > 0 ? view.Near : own?.Text ?? string.Empty }, refusal);
    }
}
