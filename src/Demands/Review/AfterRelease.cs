using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Notices;
using Writ.Gate.Release;

namespace Writ.Demands.Review;

/// <summary>Writes into the demand what the gate did with it, in the gate's transaction.</summary>
internal sealed class AfterRelease(NoticeDesk notices, NoticeCases cases, TimeProvider time) : IReleaseWatcher
{
    public async Task Released(IWork work, DemandId demand, IReadOnlyDictionary<ItemId, int> found)
    {
        var d = (await DemandQueries.Find(work, demand))!;
        var items = await DemandQueries.Items(work, demand);
        foreach (var item in items)
        {
            if (!found.TryGetValue(item.Id, out var records)) continue;
            item.Found = records > 0;
            item.Produced = records > 0;
        }

        d.State = DemandState.Released;
        d.ClosedAt = time.GetUtcNow();
        DemandQueries.Tell(work, demand, d.ClosedAt.Value, "writ", "released");
        await notices.Answered(work, await cases.Of(work, d, items, found), withdrawn: false);
    }

    /// <summary>Back to the reviewer, with the code: somebody must decide what happens now.</summary>
    public async Task Failed(IWork work, DemandId demand, string code)
    {
        var d = (await DemandQueries.Find(work, demand))!;
        DemandQueries.Tell(work, demand, time.GetUtcNow(), "writ", "release-failed", code);
        d.Approver = null;
        d.State = DemandState.Received;
    }
}
