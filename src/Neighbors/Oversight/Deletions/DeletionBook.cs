using System.Globalization;
using System.Text.Json.Nodes;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Base;
using Writ.Gate.Grants;

namespace Writ.Neighbors.Oversight.Deletions;

/// <summary>Deletions that an agency confirmed late or owes still, for overseers who were named for it. Days only: nothing in it leads to a home.</summary>
internal sealed class DeletionBook(TimeProvider time) : IAssessorPart
{
    public string About => "deletions.json: deletions that owners asked this agency for and that were not confirmed in time, by day. Only oversight bodies get this file.";

    public Task<IReadOnlyList<LateDeletion>> Of(IWork work, AgencyId agency) => GrantRoom.LateDeletions(work, agency, time.GetUtcNow());

    public async Task<IReadOnlyList<(string Name, byte[] Content)>> Files(IWork work, AgencyId agency) =>
        [("deletions.json", CanonicalJson.Write(new JsonArray([.. (await Of(work, agency)).Select(Line)])))];

    private static JsonNode Line(LateDeletion late)
    {
        var line = new JsonObject { ["due"] = Day(late.DueAt) };
        if (late.ConfirmedAt is { } confirmed) line["confirmed"] = Day(confirmed);
        return line;
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
