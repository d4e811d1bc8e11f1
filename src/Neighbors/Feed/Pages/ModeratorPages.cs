using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Clip;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Text;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>The company's moderators: what waits, and one of it at a time. No account stands on any of these pages.</summary>
internal sealed class ModeratorPages(IStore store, FeedViews views, DecidePost posts, DecideComment comments, DecideAsk asks, PutClip clips, NeighborsOptions options)
{
    public const string List = "/desk/feed";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.FeedModerate);
        const string Post = List + "/posts/{id}", Comment = List + "/comments/{id}", Ask = List + "/asks/{id}";
        pages.MapGet(List, (HttpContext http, ModeratorPages use) => use.All(http)).RequireAuthorization(policy).WarnsOfEnd();
        pages.MapGet(Post, (HttpContext http, string id, ModeratorPages use, Caller caller) => use.ShowPost(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(Post + "/clip", (HttpContext http, string id, ModeratorPages use) => use.Clip(http, id)).RequireAuthorization(policy);
        pages.MapPost(Post + "/publication", (HttpContext http, string id, ModeratorPages use, Caller caller) => use.Decide(http, id, false, caller)).RequireAuthorization(policy);
        pages.MapPost(Post + "/refusal", (HttpContext http, string id, ModeratorPages use, Caller caller) => use.Decide(http, id, true, caller)).RequireAuthorization(policy);
        pages.MapGet(Comment, (HttpContext http, string id, ModeratorPages use, Caller caller) => use.ShowComment(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Comment + "/publication", (HttpContext http, string id, ModeratorPages use, Caller caller) => use.DecideComment(http, id, false, caller)).RequireAuthorization(policy);
        pages.MapPost(Comment + "/refusal", (HttpContext http, string id, ModeratorPages use, Caller caller) => use.DecideComment(http, id, true, caller)).RequireAuthorization(policy);
        pages.MapGet(Ask, (HttpContext http, string id, ModeratorPages use) => use.ShowAsk(http, id)).RequireAuthorization(policy);
        pages.MapPost(Ask + "/publication", (HttpContext http, string id, ModeratorPages use, Caller caller) => use.DecideAsk(http, id, false, caller)).RequireAuthorization(policy);
        pages.MapPost(Ask + "/refusal", (HttpContext http, string id, ModeratorPages use, Caller caller) => use.DecideAsk(http, id, true, caller)).RequireAuthorization(policy);
    }

    private async Task<IResult> All(HttpContext http) => await DeskAnswers.Show<FeedModerationPage>(http, await store.Look(views.Moderation));

    private async Task<IResult> Decide(HttpContext http, string id, bool refuses, Caller caller)
    {
        var reason = (await Posted.Read(http)).Line("reason");
        var done = refuses ? await posts.Refuse(id, reason, caller) : await posts.Publish(id, caller);
        return done.Ok ? DeskAnswers.GoTo(List, refuses ? "refused" : "published") : await ShowPost(http, id, caller, done.Refusal, reason);
    }

    private async Task<IResult> DecideComment(HttpContext http, string id, bool refuses, Caller caller)
    {
        var reason = (await Posted.Read(http)).Line("reason");
        var done = refuses ? await comments.Refuse(id, reason, caller) : await comments.Publish(id, caller);
        return done.Ok ? DeskAnswers.GoTo(List, refuses ? "refused" : "published") : await ShowComment(http, id, caller, done.Refusal, reason);
    }

    private async Task<IResult> DecideAsk(HttpContext http, string id, bool refuses, Caller caller)
    {
        var reason = (await Posted.Read(http)).Line("reason");
        var done = refuses ? await asks.Refuse(id, reason, caller) : await asks.Publish(id, caller);
        return done.Ok ? DeskAnswers.GoTo(List, refuses ? "refused" : "published") : await ShowAsk(http, id, done.Refusal, reason);
    }

    private async Task<IResult> ShowPost(HttpContext http, string id, Caller caller, Refusal? refusal = null, string reason = "")
    {
        // Drafts are nobody's but their author's.
        var view = await store.Look(async work => await FeedBook.Post(work, id) is { } row && row.State != FeedState.Draft ? await views.Moderate(work, row, caller, reason) : null);
        ClipAnswer.LetPlay(http);
        return view is null ? DeskAnswers.Refused(FeedRefusals.Unknown) : await DeskAnswers.Show<ModeratePostPage>(http, view, refusal);
    }

    private async Task<IResult> ShowComment(HttpContext http, string id, Caller caller, Refusal? refusal = null, string reason = "")
    {
        var view = await store.Look(async work => await FeedBook.Comment(work, id) is { } row ? await FeedViews.Moderate(work, row, caller, reason) : null);
        ClipAnswer.LetPlay(http);
        return view is null ? DeskAnswers.Refused(FeedRefusals.Unknown) : await DeskAnswers.Show<ModerateCommentPage>(http, view, refusal);
    }

    private async Task<IResult> ShowAsk(HttpContext http, string id, Refusal? refusal = null, string reason = "")
    {
        var row = await store.Look(work => FeedBook.Ask(work, id));
        return row is null
            ? DeskAnswers.Refused(FeedRefusals.Unknown)
            : await DeskAnswers.Show<ModerateAskPage>(http, new AskModeration(row, FeedLint.Read(false, row.Wore), reason, options.Zone), refusal);
    }

    private async Task<IResult> Clip(HttpContext http, string id)
    {
        var post = await store.Look(work => FeedBook.Post(work, id));
        return post is not null && post.State != FeedState.Draft && await clips.Get(post, http.RequestAborted) is { } file
            ? ClipAnswer.Of(http, file)
            : DeskAnswers.Refused(FeedRefusals.Unknown);
    }
}
