using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Ledger.Oversight;
using Writ.Neighbors.Oversight.Noise;
using Writ.Neighbors.Oversight.Totals;
using Writ.Store;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>How many reports of pressure came in a quarter about each agency of the register, counted as answers are: with noise, and none below the threshold.</summary>
internal sealed class PressureTotals(NoisyCount noisy, OversightSettings settings, AgencyRegister agencies)
{
    public async Task<TotalsDocument> Make(IWork work, Period quarter)
    {
        var (begin, end) = (quarter.Begin(), quarter.End());
        var filed = await work.Db().Set<PressureReport>().Where(r => r.FiledOn >= begin && r.FiledOn < end).GroupBy(r => r.AgencyId)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count);
        return GrantTotals.TotalsOf(TotalsKind.Pressure, quarter, await agencies.Names(work), id => filed.GetValueOrDefault(id), noisy, settings);
    }
}
