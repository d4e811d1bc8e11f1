using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>A report as an overseer reads it.</summary>
internal sealed record ReadReport(string Month, string What, DateTimeOffset FiledOn, string Words);

/// <summary>Reports of pressure about an agency, for overseers who were named for it and for nobody else.</summary>
internal sealed class PressureBook(PressureKey key) : IAssessorPart
{
    public string About => "pressure.json: what people reported about this agency, newest first. Nobody knows who they are. Only oversight bodies get this file.";

    public async Task<IReadOnlyList<ReadReport>> Of(IWork work, AgencyId agency)
    {
        var rows = await work.Db().Set<PressureReport>().AsNoTracking().Where(r => r.AgencyId == agency).OrderByDescending(r => r.FiledOn).ThenBy(r => r.Id).ToListAsync();
        return [.. rows.Select(r => new ReadReport(r.Month, r.What, r.FiledOn, key.Open(r)))];
    }

    public async Task<IReadOnlyList<(string Name, byte[] Content)>> Files(IWork work, AgencyId agency)
    {
        var reports = await Of(work, agency);
        var json = new JsonArray([.. reports.Select(r => (JsonNode)new JsonObject
        {
            ["month"] = r.Month, ["what"] = r.What, ["filed"] = r.FiledOn.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), ["words"] = r.Words,
        })]);
        return [("pressure.json", CanonicalJson.Write(json))];
    }
}
