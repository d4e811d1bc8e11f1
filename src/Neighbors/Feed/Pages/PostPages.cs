using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.Appeal;
using Writ.Neighbors.Feed.Clip;
using Writ.Neighbors.Feed.Comment;
using Writ.Neighbors.Feed.Flag;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Resolve;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>One post, for residents: write and send it, read it, comment, flag, settle it, take it away.</summary>
internal sealed class PostPages(
    IStore store, FeedViews views, WritePost writing, DeleteOwn deleting, ResolvePost resolving, AppealRefusal appealing, WriteComment comments, FlagItem flags, PutClip clips, FeedLimits limits, TimeProvider time)
{
    public const string Root = FeedPages.List + "/posts";

    public const string Comments = FeedPages.List + "/comments";

    /// <summary>Where owners of cameras make a clip for a draft; another room's page.</summary>
    private const string Clips = "/my/cameras/publish";

    private const long MostClip = 64 * 1024 * 1024;

    private const string One = Root + "/{id}";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.OwnFeed);
        pages.MapGet(One, (HttpContext http, string id, PostPages use, Caller caller) => use.Show(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(One, (HttpContext http, string id, PostPages use, Caller caller) => use.Save(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/deletion", (HttpContext http, string id, PostPages use, Caller caller) => use.Delete(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/resolution", (HttpContext http, string id, PostPages use, Caller caller) => use.Resolve(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/appeal", (HttpContext http, string id, PostPages use, Caller caller) => use.Appeal(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/comments", (HttpContext http, string id, PostPages use, Caller caller) => use.Comment(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(One + "/flag", (HttpContext http, string id, PostPages use, Caller caller) => use.Flag(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(Comments + "/{id}/flag", (HttpContext http, string id, PostPages use, Caller caller) => use.ShowComment(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Comments + "/{id}/flag", (HttpContext http, string id, PostPages use, Caller caller) => use.FlagComment(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(Comments + "/{id}/appeal", (HttpContext http, string id, PostPages use, Caller caller) => use.ShowAppeal(http, id, caller, string.Empty)).RequireAuthorization(policy);
        pages.MapPost(Comments + "/{id}/appeal", (HttpContext http, string id, PostPages use, Caller caller) => use.AppealComment(http, id, caller)).RequireAuthorization(policy);
        pages.MapPost(Comments + "/{id}/deletion", (HttpContext http, string id, PostPages use, Caller caller) => use.DeleteComment(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(One + "/clip", (HttpContext http, string id, PostPages use, Caller caller) => use.Clip(http, id, caller)).RequireAuthorization(policy);
        pages.MapPut(One + "/clip", (HttpContext http, string id, PostPages use, Caller caller) => use.PutClip(http, id, caller)).RequireAuthorization(policy).AskedByScript().TakesUpTo(MostClip);
        pages.MapPost(One + "/clip/removal", (HttpContext http, string id, PostPages use, Caller caller) => use.RemoveClip(http, id, caller)).RequireAuthorization(policy);
        pages.MapGet(FeedPages.List + "/drafts", (PostPages use, Caller caller) => use.Drafts(caller)).RequireAuthorization(policy).AskedByScript();
    }

    private async Task<IResult> Save(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var typed = TypedPost.Of(form);
        _ = long.TryParse(form.Line("seen"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        var saves = form.Has("later");
        var done = saves ? await writing.Save(id, seen, typed, caller) : await writing.Send(id, seen, typed, form.Has("age"), caller);
        if (done.Ok && form.Line("later") == "clip") return DeskAnswers.GoTo($"{Clips}?post={id}");
        return done.Ok ? DeskAnswers.GoTo($"{Root}/{id}", saves ? "saved" : "sent") : await Show(http, id, caller, done.Refusal, typed);
    }

    private async Task<IResult> Delete(HttpContext http, string id, Caller caller)
    {
        var done = await deleting.Post(id, caller);
        return done.Ok ? DeskAnswers.GoTo(FeedPages.List + "/mine", "deleted") : await Show(http, id, caller, done.Refusal);
    }

    private async Task<IResult> Resolve(HttpContext http, string id, Caller caller)
    {
        var done = await resolving.Handle(id, caller);
        return done.Ok ? DeskAnswers.GoTo($"{Root}/{id}", "resolved") : await Show(http, id, caller, done.Refusal);
    }

    private async Task<IResult> Appeal(HttpContext http, string id, Caller caller)
    {
        var text = (await Posted.Read(http)).Text("appeal");
        var done = await appealing.Handle(id, text, caller);
        return done.Ok ? DeskAnswers.GoTo($"{Root}/{id}", "appealed") : await Show(http, id, caller, done.Refusal, kept: new TypedFeed(Appeal: text));
    }

    private async Task<IResult> Comment(HttpContext http, string id, Caller caller)
    {
        var form = await Posted.Read(http);
        var text = form.Text("comment");
        var done = await comments.Resident(id, form.Line("once"), text, form.Has("age"), caller);
        return done.TryGet(out var state, out var refusal)
            ? DeskAnswers.GoTo($"{Root}/{id}", state == CommentState.Published ? "commented" : "held")
            : await Show(http, id, caller, refusal, kept: new TypedFeed(Comment: text));
    }

    private async Task<IResult> Flag(HttpContext http, string id, Caller caller)
    {
        var reason = (await Posted.Read(http)).Line("reason");
        var done = await flags.Post(id, reason, caller);
        return done.Ok ? DeskAnswers.GoTo(FeedPages.List, "flagged") : await Show(http, id, caller, done.Refusal, kept: new TypedFeed(Reason: reason));
    }

    private async Task<IResult> FlagComment(HttpContext http, string id, Caller caller)
    {
        var done = await flags.Comment(id, (await Posted.Read(http)).Line("reason"), caller);
        return done.TryGet(out var post, out var refusal) ? DeskAnswers.GoTo($"{Root}/{post}", "flagged") : await ShowComment(http, id, caller, refusal);
    }

    private async Task<IResult> ShowComment(HttpContext http, string id, Caller caller, Refusal? refusal = null)
    {
        var row = await store.Look(async work => await FeedBook.Comment(work, id) is { State: CommentState.Published } found
            && await FeedBook.ForResident(work, found.PostId, caller, time.GetUtcNow()) is not null ? found : null);
        return row is null ? DeskAnswers.Refused(FeedRefusals.Unknown) : await DeskAnswers.Show<FlagCommentPage>(http, new CommentLine(row, false, true), refusal);
    }

    private async Task<IResult> AppealComment(HttpContext http, string id, Caller caller)
    {
        var text = (await Posted.Read(http)).Text("appeal");
        var done = await appealing.Comment(id, text, caller);
        return done.TryGet(out var post, out var refusal) ? DeskAnswers.GoTo($"{Root}/{post}", "appealed") : await ShowAppeal(http, id, caller, text, refusal);
    }

    /// <summary>For its author, where it was refused and no appeal was made; what was sent with a refusal is shown whatever its state.</summary>
    private async Task<IResult> ShowAppeal(HttpContext http, string id, Caller caller, string text, Refusal? refusal = null)
    {
        var row = await store.Look(async work => await FeedBook.OwnComment(work, id, caller, time.GetUtcNow()) is { State: CommentState.Refused } found
            && (refusal is not null || await FeedBook.Appeal(work, found) is null) ? found : null);
        return row is null ? DeskAnswers.Refused(refusal ?? FeedRefusals.Unknown) : await DeskAnswers.Show<AppealCommentPage>(http, new CommentAppealView(row, text), refusal);
    }

    private async Task<IResult> DeleteComment(HttpContext http, string id, Caller caller)
    {
        _ = http;
        var done = await deleting.Comment(id, caller);
        return done.TryGet(out var post, out var refusal) ? DeskAnswers.GoTo($"{Root}/{post}", "comment-deleted") : DeskAnswers.Refused(refusal);
    }

    private async Task<IResult> PutClip(HttpContext http, string id, Caller caller)
    {
        var put = await clips.Put(id, http.Request.Body, http.Request.ContentLength, caller, http.RequestAborted);
        return put.TryGet(out _, out var refusal) ? Results.NoContent() : DeskAnswers.Refused(refusal);
    }

    private async Task<IResult> RemoveClip(HttpContext http, string id, Caller caller)
    {
        var done = await clips.Remove(id, caller);
        return done.Ok ? DeskAnswers.GoTo($"{Root}/{id}", "clip-removed") : await Show(http, id, caller, done.Refusal);
    }

    private async Task<IResult> Clip(HttpContext http, string id, Caller caller)
    {
        var post = await store.Look(work => FeedBook.ForResident(work, id, caller, time.GetUtcNow()));
        return post is not null && await clips.Get(post, http.RequestAborted) is { } file ? ClipAnswer.Of(http, file) : DeskAnswers.Refused(FeedRefusals.Unknown);
    }

    /// <summary>For the page on which the owner chooses a clip: their drafts, to which one can be added.</summary>
    private async Task<IResult> Drafts(Caller caller)
    {
        var account = caller.Account!.Value;
        var rows = await store.Look(work => work.Db().Set<FeedPost>().AsNoTracking().Where(p => p.Author == account && p.State == FeedState.Draft).OrderByDescending(p => p.ChangedAt).ToListAsync());
        return Results.Json(rows.Select(r => new { id = r.Id, category = FeedWords.Code(r.Category), about = FeedWords.Words(r.Category), clip = r.Clip is not null, changed = r.ChangedAt, days = (int)limits.PostLasts.TotalDays }));
    }

    private async Task<IResult> Show(HttpContext http, string id, Caller caller, Refusal? refusal = null, TypedPost? typed = null, TypedFeed? kept = null)
    {
        var found = await store.Look(async work => await FeedBook.ForResident(work, id, caller, time.GetUtcNow()) switch
        {
            null => (object?)null,
            { State: FeedState.Draft } row => await views.Draft(work, row, typed ?? TypedPost.Of(row)),
            var row => await views.Resident(work, row, caller, kept),
        });
        ClipAnswer.LetPlay(http);
        return found switch
        {
            PostDraftView draft => await DeskAnswers.Show<PostDraftPage>(http, draft, refusal),
            PostView view => await DeskAnswers.Show<PostPage>(http, view, refusal),
            _ => DeskAnswers.Refused(FeedRefusals.Unknown),
        };
    }
}

/// <summary>How a clip is given: as a film that can do nothing, kept by nobody, piece by piece as a player asks for it.</summary>
internal static class ClipAnswer
{
    public static IResult Of(HttpContext http, Stream file)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; media-src 'self'; frame-ancestors 'none'; sandbox";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        http.Response.Headers.ContentDisposition = "inline; filename=\"clip.mp4\"";
        return Results.Stream(file, "video/mp4", enableRangeProcessing: true);
    }

    /// <summary>The page itself: a film of this site, and nothing else that pages may not do.</summary>
    public static void LetPlay(HttpContext http) => http.Response.Headers.ContentSecurityPolicy = PageSecurity.Policy + "; media-src 'self'";
}
