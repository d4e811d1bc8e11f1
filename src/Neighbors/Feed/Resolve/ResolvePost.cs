using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Feed.Resolve;

/// <summary>Its author says that it is settled: the animal is back, the lamp works. It stays readable until its time is over.</summary>
internal sealed class ResolvePost(IStore store, TimeProvider time)
{
    public Task<Result<bool>> Handle(string id, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;
        if (row.State != FeedState.Published) return FeedRefusals.WrongState;
        row.ResolvedAt ??= time.GetUtcNow();
        return true;
    });
}
