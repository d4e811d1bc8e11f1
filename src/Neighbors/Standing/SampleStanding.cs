using Writ.Base;
using Writ.Neighbors.Places;
using Writ.Store;

namespace Writ.Neighbors.Standing;

/// <summary>
/// In a sample folder: an agency with an agreement stands as the agreement says; a verified police, fire or rescue agency without
/// any stands as if its council had agreed, with the sample town's polygon. Nowhere else.
/// </summary>
internal sealed class SampleStanding(IAgencyStanding agreements, TownMap town, TimeZoneInfo zone) : IAgencyStanding
{
    public async Task<AgencyStanding> At(IWork work, AgencyId agency, DateTimeOffset now)
    {
        var standing = await agreements.At(work, agency, now);
        var local = work.Rows("SELECT kind FROM agency WHERE id = $1 AND state = 'Verified'", [agency.Text], row => row.GetString(0)).SingleOrDefault() is "police" or "fire" or "rescue";
        var stands = standing.Inert is null || (local && standing.Inert is "no-agreement" or NobodyStands.Inert);
        return new AgencyStanding(stands ? null : standing.Inert, stands ? standing.Jurisdiction ?? town.Jurisdiction : null, zone);
    }
}
