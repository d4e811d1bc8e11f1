using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Feed.Flag;

/// <summary>A resident says that a post or a comment breaks a rule. Flags of enough people hide it until a moderator looked; one person's count once, ever.</summary>
internal sealed class FlagItem(IStore store, FeedLimits limits, TimeProvider time)
{
    public Task<Result<bool>> Post(string id, string reason, Caller caller) => Act<bool>(reason, async (work, given, now) =>
    {
        if (await FeedBook.ForResident(work, id, caller, now) is not { } row) return FeedRefusals.Unknown;
        if (row.IsOf(caller)) return FeedRefusals.WrongState;
        if (await Enough(work, row.Id, given, caller, now)) row.State = FeedState.Hidden;
        return true;
    });

    public Task<Result<string>> Comment(string id, string reason, Caller caller) => Act<string>(reason, async (work, given, now) =>
    {
        if (await FeedBook.Comment(work, id) is not { } row || await FeedBook.ForResident(work, row.PostId, caller, now) is null) return FeedRefusals.Unknown;

        // Gone from sight for everybody but its author; the form sent twice finds it so.
        if (row.State != CommentState.Published) return await Flagged(work, row.Id, caller) is null ? FeedRefusals.Unknown : row.PostId;
        if (row.Author is { } author && author == caller.Account) return FeedRefusals.WrongState;
        if (await Enough(work, row.Id, given, caller, now)) row.State = CommentState.Hidden;
        return row.PostId;
    });

    private Task<Result<T>> Act<T>(string reason, Func<IWork, FeedReason, DateTimeOffset, Task<Result<T>>> act) =>
        FeedWords.Reason(reason) is { } given ? store.Act(work => act(work, given, time.GetUtcNow())) : Task.FromResult<Result<T>>(FeedRefusals.Reason);

    private static async Task<FeedFlag?> Flagged(IWork work, string item, Caller caller) => await work.Db().Set<FeedFlag>().FindAsync(item, caller.Account!.Value);

    /// <summary>Writes it once, and says whether it was the one that hides.</summary>
    private async Task<bool> Enough(IWork work, string item, FeedReason reason, Caller caller, DateTimeOffset now)
    {
        if (await Flagged(work, item, caller) is not null) return false;
        work.Db().Add(new FeedFlag { Item = item, Account = caller.Account!.Value, Reason = reason, At = now });
        return await work.Db().Set<FeedFlag>().CountAsync(f => f.Item == item && f.SettledAt == null) + 1 >= limits.FlagsHide;
    }
}
