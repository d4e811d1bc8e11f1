using Writ.Base;
using Writ.Neighbors.Places;
using Writ.Store;

namespace Writ.Neighbors.Standing;

/// <summary>In a sample folder: verified police, fire and rescue have the sample town's polygon, as if its council had agreed. Nowhere else.</summary>
internal sealed class SampleStanding(TownMap town, TimeZoneInfo zone) : IAgencyStanding
{
    public Task<AgencyStanding> At(IWork work, AgencyId agency, DateTimeOffset now)
    {
        var local = work.Rows("SELECT kind FROM agency WHERE id = $1 AND state = 'Verified'", [agency.Text], row => row.GetString(0)).SingleOrDefault() is "police" or "fire" or "rescue";
        return Task.FromResult(new AgencyStanding(local ? null : "no-partnership", local ? town.Jurisdiction : null, zone));
    }
}
