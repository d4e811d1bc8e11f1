using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Store;

namespace Writ.Neighbors.Feed.Post;

/// <summary>Who wrote it takes it away: the rows go, and with a post its comments and its clip. Nothing says that it was there.</summary>
internal sealed class DeleteOwn(IStore store, TimeProvider time)
{
    /// <summary>One that is gone already, or never was theirs, is <c>feed-unknown</c>.</summary>
    public Task<Result<bool>> Post(string id, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;
        await EndPost.Remove(work, row, time.GetUtcNow());
        return true;
    });

    /// <summary>The id of the post that it stood on.</summary>
    public Task<Result<string>> Comment(string id, Caller caller) => store.Act<string>(async work =>
    {
        if (await FeedBook.Comment(work, id) is not { } row || row.Author is null || row.Author != caller.Account) return FeedRefusals.Unknown;
        await EndPost.Remove(work, row);
        return row.PostId;
    });
}
