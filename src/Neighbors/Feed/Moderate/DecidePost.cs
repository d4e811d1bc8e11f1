using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Feed.Sweep;
using Writ.Store;

namespace Writ.Neighbors.Feed.Moderate;

/// <summary>A moderator publishes a post or does not; decides an appeal, which another one must; looks at what was flagged.</summary>
internal sealed class DecidePost(IStore store, FeedBook book, FeedLimits limits, TimeProvider time)
{
    public Task<Result<bool>> Publish(string id, Caller caller) => Decide(id, null, caller);

    /// <param name="reason">Of the closed list.</param>
    public Task<Result<bool>> Refuse(string id, string reason, Caller caller) =>
        FeedWords.Reason(reason) is { } given ? Decide(id, given, caller) : Task.FromResult<Result<bool>>(FeedRefusals.Reason);

    private Task<Result<bool>> Decide(string id, FeedReason? reason, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Post(work, id) is not { } row || row.State == FeedState.Draft) return FeedRefusals.Unknown;
        var now = time.GetUtcNow();
        if (reason is null && row.State != FeedState.Published && !await book.Speaks(work, row.AgencyId, now)) return FeedRefusals.AuthorInert;
        switch (row.State)
        {
            case FeedState.Moderation:
                (row.Moderator, row.AnsweredAt) = (caller.Subject, now);
                await WriteTotals.Count(work, "post", reason, now);
                break;
            case FeedState.Appeal:
                if (row.Moderator == caller.Subject) return FeedRefusals.SameModerator;
                row.AppealModerator = caller.Subject;
                await WriteTotals.Count(work, "appeal", reason, now);
                break;
            case FeedState.Hidden:
                // Whoever decided its appeal has had their say.
                if (row.AppealModerator == caller.Subject) return FeedRefusals.SameModerator;
                (row.Moderator, row.AnsweredAt) = (caller.Subject, now);
                await WriteTotals.Count(work, "flagged-post", reason, now);
                await FlagsSettled(work, row.Id, now);
                break;
            case FeedState.Published or FeedState.Refused when SaidAlready(row, reason, caller):
                return true;
            case FeedState.Published or FeedState.Refused or FeedState.Draft:
                return FeedRefusals.WrongState;
        }

        var first = row.UntilAt is null;
        row.Reason = reason;
        row.State = reason is null ? FeedState.Published : FeedState.Refused;
        if (reason is null) row.UntilAt ??= now + limits.PostLasts;
        if (reason is null && first) await TellBrowsers.Owe(work, row.Cell, row.Category, now);
        await EndPost.Owe(work, row, limits);
        return true;
    });

    // The form sent twice.
    private static bool SaidAlready(FeedPost row, FeedReason? reason, Caller caller) =>
        row.Reason == reason && (row.AppealModerator ?? row.Moderator) == caller.Subject;

    public static async Task FlagsSettled(IWork work, string item, DateTimeOffset now)
    {
        foreach (var flag in await work.Db().Set<FeedFlag>().Where(f => f.Item == item && f.SettledAt == null).ToListAsync()) flag.SettledAt = now;
    }
}

/// <summary>
/// The same for comments: those that waited, those that were flagged, and appeals, which another moderator decides. What is refused its author alone still sees, with the
/// rule.
/// </summary>
internal sealed class DecideComment(IStore store, FeedBook book, TimeProvider time)
{
    public Task<Result<bool>> Publish(string id, Caller caller) => Decide(id, null, caller);

    public Task<Result<bool>> Refuse(string id, string reason, Caller caller) =>
        FeedWords.Reason(reason) is { } given ? Decide(id, given, caller) : Task.FromResult<Result<bool>>(FeedRefusals.Reason);

    private Task<Result<bool>> Decide(string id, FeedReason? reason, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Comment(work, id) is not { } row) return FeedRefusals.Unknown;
        var (now, appeal) = (time.GetUtcNow(), await FeedBook.Appeal(work, row));
        if (reason is null && row.State != CommentState.Published && !await book.Speaks(work, row.AgencyId, now)) return FeedRefusals.AuthorInert;
        switch (row.State)
        {
            case CommentState.Refused when appeal is { Waits: true }:
                if (appeal.RefusedBy == caller.Subject) return FeedRefusals.SameModerator;
                (appeal.DecidedBy, appeal.DecidedAt) = (caller.Subject, now);
                await WriteTotals.Count(work, "comment-appeal", reason, now);
                break;
            case CommentState.Held or CommentState.Hidden:
                // Whoever decided its appeal has had their say.
                if (appeal?.DecidedBy == caller.Subject) return FeedRefusals.SameModerator;
                await WriteTotals.Count(work, row.State == CommentState.Hidden ? "flagged-comment" : "comment", reason, now);
                await DecidePost.FlagsSettled(work, row.Id, now);
                (row.Moderator, row.AnsweredAt) = (caller.Subject, now);
                break;
            case CommentState.Published or CommentState.Refused when row.Reason == reason && (row.Moderator == caller.Subject || appeal?.DecidedBy == caller.Subject):
                // The form sent twice.
                return true;
            case CommentState.Published or CommentState.Refused:
                return FeedRefusals.WrongState;
        }

        (row.State, row.Reason) = (reason is null ? CommentState.Published : CommentState.Refused, reason);
        return true;
    });
}
