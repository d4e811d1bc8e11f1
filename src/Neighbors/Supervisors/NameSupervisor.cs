using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Supervisors;

/// <summary>The company's agency desk names who may approve requests in an agency, and ends it. Their colleagues see the list, so that a chief notices a stranger.</summary>
internal sealed class NameSupervisor(IStore store, TimeProvider time)
{
    public Task<Result<bool>> Name(string officer, Caller caller) => store.Act<bool>(async work =>
    {
        if (!OfficerId.TryParse(officer, out var id)) return RequestRefusals.NoSuchOfficer;
        var agency = work.Rows("SELECT agency_id FROM officer WHERE id = $1", [id.Text], row => row.GetString(0)).SingleOrDefault();
        if (agency is null || AgencyRegister.IsOff(work, id)) return RequestRefusals.NoSuchOfficer;
        var now = time.GetUtcNow();
        if (await work.Db().Set<RequestSupervisor>().SingleOrDefaultAsync(s => s.OfficerId == id.Text) is not { } there)
        {
            work.Db().Add(new RequestSupervisor { OfficerId = id.Text, AgencyId = AgencyId.FromTrusted(agency), NamedAt = now, NamedBy = caller.Subject });
        }
        else if (there.EndedAt is not null)
        {
            (there.NamedAt, there.NamedBy, there.EndedAt, there.EndedBy) = (now, caller.Subject, null, null);
        }

        return true;
    });

    public Task<Result<bool>> End(string officer, Caller caller) => store.Act<bool>(async work =>
    {
        if (await work.Db().Set<RequestSupervisor>().SingleOrDefaultAsync(s => s.OfficerId == officer) is not { } there) return RequestRefusals.NoSuchOfficer;
        if (there.EndedAt is null) (there.EndedAt, there.EndedBy) = (time.GetUtcNow(), caller.Subject);
        return true;
    });
}
