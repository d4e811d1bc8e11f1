using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Neighbors.Text;
using Writ.Store;

namespace Writ.Neighbors.Feed.Appeal;

/// <summary>The author of a post or a comment asks once that another moderator looks.</summary>
internal sealed class AppealRefusal(IStore store, FeedLimits limits, TimeProvider time)
{
    private const int MostText = 1000;

    public Task<Result<bool>> Handle(string id, string text, Caller caller) => Act<bool>(text, async work =>
    {
        if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;
        if (row.State == FeedState.Appeal && row.Appeal == text) return true;
        if (row.AppealedAt is not null) return FeedRefusals.AppealUsed;
        if (row.State != FeedState.Refused) return FeedRefusals.WrongState;
        (row.State, row.Appeal, row.AppealedAt) = (FeedState.Appeal, text, time.GetUtcNow());
        await EndPost.Owe(work, row, limits);
        return true;
    });

    /// <summary>Of a comment, while its post stands; the id of the post. It stays out of sight until it is decided.</summary>
    public Task<Result<string>> Comment(string id, string text, Caller caller) => Act<string>(text, async work =>
    {
        var now = time.GetUtcNow();
        if (await FeedBook.OwnComment(work, id, caller, now) is not { } row) return FeedRefusals.Unknown;
        if (await FeedBook.Appeal(work, row) is { } there) return there.Waits && there.Text == text ? row.PostId : FeedRefusals.AppealUsed;
        if (row.State != CommentState.Refused) return FeedRefusals.WrongState;
        work.Db().Add(new FeedCommentAppeal { CommentId = row.Id, Text = text, At = now, RefusedBy = row.Moderator! });
        return row.PostId;
    });

    private Task<Result<T>> Act<T>(string text, Func<IWork, Task<Result<T>>> act)
    {
        var checks = new Checks();
        TextForm.Check(checks, text, MostText, "/appeal");
        return checks.Ok ? store.Act(act) : Task.FromResult<Result<T>>(checks.Refusal);
    }
}
