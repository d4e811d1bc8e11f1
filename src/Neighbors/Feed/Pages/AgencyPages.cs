using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.AgencyPosts;
using Writ.Neighbors.Feed.Clip;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Looks;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>
/// What an agency in force has of the feed: posts whose authors ticked them, in its jurisdiction, one page, no search, no totals; and its own. Whatever else there is
/// changes no byte of these answers.
/// </summary>
internal sealed class AgencyPages(IStore store, FeedBook book, FeedViews views, OpenAsAgency opening, WriteComment comments, WriteAgencyPost writing, PutClip clips, FeedLimits limits, TimeProvider time)
{
    public const string List = "/officer/feed";

    public const string Posts = List + "/posts";

    private const string Write = List + "/write";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.FeedAgency);
        pages.MapGet(List, (HttpContext http, AgencyPages use, Caller caller) => use.All(http, caller)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapGet(Posts + "/{id}", (HttpContext http, string id, AgencyPages use, Caller caller) => use.Show(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(Posts + "/{id}/clip", (HttpContext http, string id, AgencyPages use, Caller caller) => use.Clip(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Posts + "/{id}/comments", (HttpContext http, string id, AgencyPages use, Caller caller) => use.Comment(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(Write, (HttpContext http, AgencyPages use, Caller caller) => use.Show(http, caller, string.Empty, string.Empty, null)).RequireAuthorization(policy);
        pages.MapPost(Write, (HttpContext http, AgencyPages use, Caller caller) => use.Send(http, caller)).RequireAuthorization(policy);
    }

    private async Task<IResult> All(HttpContext http, Caller caller)
    {
        var now = time.GetUtcNow();
        var list = await store.Look(async work =>
        {
            var (agency, seen) = (caller.Agency!.Value, await book.ForAgency(work, caller.Agency!.Value, now));
            var own = await WriteAgencyPost.Of(work, agency);
            return new AgencyList(seen is null, [.. (seen ?? []).Select(views.Line)], [.. own.Select(views.Line)], now);
        });
        return await DeskAnswers.Show<AgencyFeedPage>(http, list);
    }

    private async Task<IResult> Show(HttpContext http, string id, Caller caller, Refusal? refusal = null, TypedFeed? typed = null)
    {
        var opened = await opening.Handle(id, caller);
        if (!opened.TryGet(out var row, out var no)) return DeskAnswers.Refused(no);
        ClipAnswer.LetPlay(http);
        return await DeskAnswers.Show<AgencyPostPage>(http, await store.Look(work => views.Agency(work, row, caller, typed)), refusal);
    }

    private async Task<IResult> Comment(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var text = form.Text("comment");
        var done = await comments.Agency(id, form.Line("once"), text, caller);
        return done.TryGet(out var state, out var refusal)
            ? DeskAnswers.GoTo($"{Posts}/{id}", state == CommentState.Published ? "commented" : "held")
            : await Show(http, id, caller, refusal, new TypedFeed(Comment: text));
    }

    private async Task<IResult> Clip(HttpContext http, string id, Caller caller)
    {
        var opened = await opening.Handle(id, caller);
        return opened.TryGet(out var row, out _) && await clips.Get(row, http.RequestAborted) is { } file ? ClipAnswer.Of(http, file) : DeskAnswers.Refused(FeedRefusals.Unknown);
    }

    private async Task<IResult> Send(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var (place, text) = (form.Line("place"), form.Text("text"));
        var done = await writing.Send(form.Line("once"), place, text, caller);
        return done.Ok ? DeskAnswers.GoTo(List, "sent") : await Show(http, caller, Cells.Typed(place, "/place").Ok ? place : string.Empty, text, done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, Caller caller, string place, string text, Refusal? refusal)
    {
        var stands = await store.Look(work => book.Standing(work, caller.Agency!.Value, time.GetUtcNow()));
        var squares = stands.Jurisdiction is { } ground ? FeedBook.CellsOf(ground) : [];
        return await DeskAnswers.Show<AgencyWritePage>(http, new AgencyDraft(place, text, IdText.New(FeedPost.Prefix), squares, limits), refusal);
    }
}
