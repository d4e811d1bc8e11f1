using Writ.Base;
using Writ.Demands.Follow;
using Writ.Neighbors.Oversight.Equity;

namespace Writ.App.Serve;

/// <summary>The doors do not know each other; here the one number passes that the public is owed about both.</summary>
internal sealed class DemandsThatFollowed(CasesOnRecord cases) : IDemandsThatFollowed
{
    public async Task<long> Count(IWork work, IReadOnlyList<AskedCase> asks, TimeSpan within)
    {
        var count = 0L;
        foreach (var ask in asks)
        {
            if ((await cases.Open(work, ask.Agency, ask.At, ask.At + within)).Any(filed => ask.IsNamedBy(filed.Reference))) count++;
        }

        return count;
    }
}
