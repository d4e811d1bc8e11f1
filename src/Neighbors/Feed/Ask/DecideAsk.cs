using Writ.Base;
using Writ.Neighbors.Feed.Moderate;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Requests.Files;
using Writ.Store;

namespace Writ.Neighbors.Feed.Ask;

/// <summary>A moderator puts an ask to the homes of its square, or does not. Who asked is not told: there may be nobody to tell.</summary>
internal sealed class DecideAsk(IStore store, RequestLimits rhythm, TimeProvider time)
{
    public Task<Result<bool>> Publish(string id, Caller caller) => Decide(id, null, caller);

    public Task<Result<bool>> Refuse(string id, string reason, Caller caller) =>
        FeedWords.Reason(reason) is { } given ? Decide(id, given, caller) : Task.FromResult<Result<bool>>(FeedRefusals.Reason);

    private Task<Result<bool>> Decide(string id, FeedReason? reason, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Ask(work, id) is not { } row) return FeedRefusals.Unknown;
        if (row.Moderator == caller.Subject && row.Reason == reason) return true;
        if (row.State != AskState.Moderation) return FeedRefusals.WrongState;
        var now = time.GetUtcNow();
        (row.State, row.Reason, row.Moderator, row.AnsweredAt) = (reason is null ? AskState.Published : AskState.Refused, reason, caller.Subject, now);
        await WriteTotals.Count(work, "ask", reason, now);
        if (reason is not null)
        {
            // Nobody will answer it, so nobody needs the address.
            row.Mail = null;
            return true;
        }

        await WriteAskFiles.Owe(work, Rhythms.Next(now, rhythm));
        await WriteAskFiles.Owe(work, Rhythms.AtOrAfter(row.UntilAt, rhythm));
        await TellBrowsers.Owe(work, row.Cell, null, now);
        return true;
    });
}
