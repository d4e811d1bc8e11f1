using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Demands.Review.Case;

/// <summary>Demands that share something with this one: a duplicate, a second instrument, another agency after the same person.</summary>
internal static class RelatedDemands
{
    private const int Most = 50;

    public static async Task<IReadOnlyList<RelatedDemand>> Of(IWork work, Demand demand, IReadOnlyList<DemandItem> items, Func<AgencyId, string> agency)
    {
        var why = new Dictionary<DemandId, List<string>>();
        void Add(IEnumerable<DemandId> found, string words)
        {
            foreach (var id in found)
            {
                if (!why.TryGetValue(id, out var all)) why[id] = all = [];
                all.Add(words);
            }
        }

        var demands = work.Db().Set<Demand>().AsNoTracking().Where(d => d.Id != demand.Id);
        Add(await demands.Where(d => d.FileSha256 == demand.FileSha256).OrderByDescending(d => d.ReceivedAt).Take(Most).Select(d => d.Id).ToListAsync(), "the same file");
        Add(
            await demands.Where(d => d.AgencyId == demand.AgencyId && d.AgencyReference == demand.AgencyReference)
                .OrderByDescending(d => d.ReceivedAt).Take(Most).Select(d => d.Id).ToListAsync(),
            "the same reference of the agency");
        var values = items.Select(i => i.IdentifierValue).Distinct().ToList();
        var same = await work.Db().Set<DemandItem>().AsNoTracking()
            .Where(i => values.Contains(i.IdentifierValue) && i.DemandId != demand.Id)
            .Select(i => new { i.DemandId, i.IdentifierKind, i.IdentifierValue }).Distinct().Take(10 * Most).ToListAsync();
        Add(same.Where(s => items.Any(i => i.IdentifierKind == s.IdentifierKind && i.IdentifierValue == s.IdentifierValue)).Select(s => s.DemandId).Distinct(), "the same identifier");
        var ids = why.Keys.ToList();
        var rows = await demands.Where(d => ids.Contains(d.Id)).OrderByDescending(d => d.ReceivedAt).Take(Most).ToListAsync();
        return [.. rows.Select(d => new RelatedDemand(d.Id.Text, d.AgencyReference, agency(d.AgencyId), d.State, d.ReceivedAt, why[d.Id]))];
    }
}
