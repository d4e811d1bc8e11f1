using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Notices;

namespace Writ.Demands.Review;

/// <summary>Writes into the demand what notices, bars and objections did to it, in the gate's transaction.</summary>
internal sealed class AfterNotices : INoticeWatcher
{
    public Task Told(IWork work, DemandId demand, DateTimeOffset at, string actor, string kind, string? note)
    {
        DemandQueries.Tell(work, demand, at, actor, kind, note);
        return Task.CompletedTask;
    }

    public async Task<bool> DecideAgain(IWork work, DemandId demand, IReadOnlyList<ItemId> items)
    {
        var d = (await DemandQueries.Find(work, demand))!;
        if (d.State is not (DemandState.Received or DemandState.Decided)) return false;
        foreach (var item in (await DemandQueries.Items(work, demand)).Where(i => items.Contains(i.Id)))
            (item.Decision, item.Ground, item.Reason, item.NarrowedFrom, item.NarrowedTo) = (null, null, null, null, null);
        d.State = DemandState.Received;
        return true;
    }
}
