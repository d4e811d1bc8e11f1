using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Store;

namespace Writ.Neighbors.Feed.Looks;

/// <summary>
/// An officer opens one post that its author ticked. That they did goes into the company's record of accesses; the author reads which agency it was and when, not which
/// officer; no other agency is told. The answer is the same the first time and the hundredth.
/// </summary>
internal sealed class OpenAsAgency(IStore store, FeedBook book, FeedLimits limits, TimeProvider time)
{
    // Looks of one person at one post within this time are one.
    private static readonly TimeSpan Same = TimeSpan.FromMinutes(10);

    public Task<Result<FeedPost>> Handle(string id, Caller caller) => store.Act<FeedPost>(async work =>
    {
        var (now, agency) = (time.GetUtcNow(), caller.Agency!.Value);
        if (!(await book.ForAgency(work, agency, id, now)).TryGet(out var row, out var refusal)) return refusal;
        var since = now - Same;
        var last = work.Rows(
            "SELECT COUNT(*) FROM feed_look WHERE post_id = $1 AND officer = $2 AND at > $3", [row.Id, caller.Subject, since.UtcTicks], r => r.GetInt64(0));
        if (last is [0])
        {
            work.Db().Add(new FeedLook { PostId = row.Id, AgencyId = agency, Officer = caller.Subject, At = now });
            await EndLooks.Owe(work, limits, now);
        }

        return row;
    });
}
