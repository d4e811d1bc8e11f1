using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Demands.Assign;

/// <summary>Who took up a demand, gave it away or gave it back. The last one holds; none is ever changed.</summary>
internal sealed class Assignment
{
    public long Seq { get; private set; }

    public required DemandId DemandId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    /// <summary>Null: nobody's.</summary>
    public string? Assignee { get; init; }
}

internal static class Assignments
{
    public static async Task<string?> Of(IWork work, DemandId demand) => (await work.Db().Set<Assignment>().AsNoTracking()
        .Where(a => a.DemandId == demand).OrderByDescending(a => a.Seq).FirstOrDefaultAsync())?.Assignee;

    /// <summary>Whose each open demand is; those that are nobody's are not in it.</summary>
    public static async Task<IReadOnlyDictionary<DemandId, string>> OfOpen(IWork work)
    {
        var rows = await (
            from a in work.Db().Set<Assignment>().AsNoTracking()
            join d in work.Db().Set<Demand>() on a.DemandId equals d.Id
            where d.State == DemandState.Received || d.State == DemandState.Decided || d.State == DemandState.Approved
            orderby a.Seq
            select new { a.DemandId, a.Assignee }).ToListAsync();
        return rows.GroupBy(r => r.DemandId).Where(g => g.Last().Assignee is not null).ToDictionary(g => g.Key, g => g.Last().Assignee!);
    }
}
