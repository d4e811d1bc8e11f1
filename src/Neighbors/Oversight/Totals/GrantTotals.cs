using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Oversight.Noise;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Oversight.Totals;

/// <summary>How many homes gave something to each agency in a quarter. Which agencies are listed follows from published requests alone, and never from what homes did.</summary>
internal sealed class GrantTotals(IGrantCounts counts, NoisyCount noisy, OversightSettings settings, AgencyRegister agencies)
{
    public async Task<TotalsDocument> Make(IWork work, Period quarter)
    {
        var homes = await counts.Homes(work, quarter.Begin(), quarter.End());
        var end = quarter.End();
        var asked = await work.Db().Set<CommunityRequest>().Where(r => r.UntilAt != null && r.AnsweredAt < end).Select(r => r.AgencyId).Distinct().ToListAsync();
        return TotalsOf(TotalsKind.Grants, quarter, (await agencies.Names(work)).Where(a => asked.Contains(a.Id)), id => homes.GetValueOrDefault(id), noisy, settings);
    }

    /// <summary>Each line is drawn by itself.</summary>
    public static TotalsDocument TotalsOf(
        TotalsKind kind, Period quarter, IEnumerable<AgencyName> agencies, Func<AgencyId, long> count, NoisyCount noisy, OversightSettings settings) => new(
            kind, quarter, settings.EpsilonOver, settings.EpsilonUnder, settings.Threshold,
            [.. agencies.OrderBy(a => a.Id.Text, StringComparer.Ordinal).Select(a => new TotalLine(a.Id, a.Name, noisy.Of(count(a.Id))))]);
}
