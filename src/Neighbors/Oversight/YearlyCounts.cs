using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Partnerships.YearlyReport;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Oversight;

/// <summary>
/// What this door puts into an agency's yearly report: how often it asked, and whether a deletion came late. How many homes gave something is not in it: that is published by quarter, with
/// noise, and one exact number a year would undo it. For the same reason late deletions are no number either.
/// </summary>
internal sealed class YearlyCounts : IYearlyPart
{
    public async Task<JsonObject> Members(IWork work, AgencyId agency, DateTimeOffset from, DateTimeOffset until)
    {
        var answered = await work.Db().Set<CommunityRequest>().AsNoTracking().Where(r => r.AgencyId == agency && r.AnsweredAt >= from && r.AnsweredAt <= until).ToListAsync();
        var late = (await GrantRoom.LateDeletions(work, agency, until)).Any(d => d.DueAt >= from);
        return new JsonObject
        {
            ["requests"] = answered.Count(r => r.RefusedRule is null && r.Corrects is null),
            ["corrections"] = answered.Count(r => r.RefusedRule is null && r.Corrects is not null),
            ["refused"] = answered.Count(r => r.RefusedRule is not null),
            ["deletions-late"] = late,
        };
    }
}
