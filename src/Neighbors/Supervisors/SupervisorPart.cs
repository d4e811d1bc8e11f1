using Writ.Agencies.Officers;
using Writ.Base;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Supervisors;

/// <summary>Colleagues see who may approve requests to homes.</summary>
internal sealed class SupervisorPart : IOfficerPart
{
    public async Task<(string Words, IReadOnlyList<OfficerId> Officers)> Of(IWork work, AgencyId agency) =>
        ("Supervisor of requests to homes", [.. (await RequestBook.Supervisors(work, agency)).Select(OfficerId.FromTrusted)]);
}
