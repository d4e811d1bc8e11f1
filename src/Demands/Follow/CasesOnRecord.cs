using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Law;
using Writ.Store;

namespace Writ.Demands.Follow;

/// <summary>A reference under which a demand came in.</summary>
/// <param name="Reference">The agency's own, as it wrote it.</param>
public sealed record CaseOnRecord(AgencyId Agency, string Reference, DateTimeOffset At);

/// <summary>Which cases demands were filed for, for counting how often a public request was followed by one.</summary>
public sealed class CasesOnRecord
{
    private readonly LawBook law;

    internal CasesOnRecord(LawBook law) => this.law = law;

    /// <summary>
    /// Of one agency, from one time to before another. A demand that asserts a gag is left out, and so is one whose leaf may be withheld: their existence would be told by the
    /// count of a few.
    /// </summary>
    public async Task<IReadOnlyList<CaseOnRecord>> Open(IWork work, AgencyId agency, DateTimeOffset from, DateTimeOffset to)
    {
        var found = await work.Db().Set<Demand>().AsNoTracking().Where(d => d.AgencyId == agency && !d.Gag && d.ReceivedAt >= from && d.ReceivedAt < to)
            .Select(d => new { d.AgencyReference, d.Instrument, d.ReceivedAt }).ToListAsync();
        return [.. found.Where(d => !Withheld(d.Instrument)).Select(d => new CaseOnRecord(agency, d.AgencyReference, d.ReceivedAt))];
    }

    // Of the packs as they are now: an instrument that is gone from them is left out too.
    private bool Withheld(string instrument) => !law.Find(instrument).TryGet(out var known, out _) || known.Reporting == "national_security";
}
