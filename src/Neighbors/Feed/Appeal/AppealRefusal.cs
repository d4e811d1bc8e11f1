using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Neighbors.Text;
using Writ.Store;

namespace Writ.Neighbors.Feed.Appeal;

/// <summary>The author asks once that another moderator looks.</summary>
internal sealed class AppealRefusal(IStore store, FeedLimits limits, TimeProvider time)
{
    private const int MostText = 1000;

    public Task<Result<bool>> Handle(string id, string text, Caller caller)
    {
        var checks = new Checks();
        TextForm.Check(checks, text, MostText, "/appeal");
        return !checks.Ok ? Task.FromResult<Result<bool>>(checks.Refusal) : store.Act<bool>(async work =>
        {
            if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;
            if (row.State == FeedState.Appeal && row.Appeal == text) return true;
            if (row.AppealedAt is not null) return FeedRefusals.AppealUsed;
            if (row.State != FeedState.Refused) return FeedRefusals.WrongState;
            (row.State, row.Appeal, row.AppealedAt) = (FeedState.Appeal, text, time.GetUtcNow());
            await EndPost.Owe(work, row, limits);
            return true;
        });
    }
}
