using Writ.Base;
using Writ.Gate.Grants;

namespace Writ.Neighbors.Oversight.Totals;

/// <summary>
/// The one thing that oversight wants to know of grants. Asked once for a quarter, when it is over, and never for a request: what it says goes through noise before
/// anybody sees it, and is kept nowhere.
/// </summary>
internal interface IGrantCounts
{
    /// <summary>
    /// For each agency the homes that gave it at least one grant from <paramref name="from"/> to before <paramref name="to"/>. A home counts once for an agency however
    /// often it gave, so that no home changes a number by more than one: the noise is made for that. Agencies without any may be left out. Must not write.
    /// </summary>
    Task<IReadOnlyDictionary<AgencyId, long>> Homes(IWork work, DateTimeOffset from, DateTimeOffset to);
}

/// <summary>What the gate knows of grants.</summary>
internal sealed class GateGrantCounts : IGrantCounts
{
    public Task<IReadOnlyDictionary<AgencyId, long>> Homes(IWork work, DateTimeOffset from, DateTimeOffset to) => GrantRoom.HomesByAgency(work, from, to);
}
