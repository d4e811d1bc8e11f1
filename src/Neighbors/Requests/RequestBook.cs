using Microsoft.EntityFrameworkCore;
using Writ.Agencies;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Requests;

/// <summary>What every use case looks up first: the request, who is who, what may be seen.</summary>
internal sealed class RequestBook(AgencyRegister agencies)
{
    public Task<CommunityRequest?> Find(IWork work, string id) =>
        RequestId.TryParse(id, out var parsed) ? work.Db().Set<CommunityRequest>().SingleOrDefaultAsync(r => r.Id == parsed) : Task.FromResult<CommunityRequest?>(null);

    /// <summary>For officers: their agency's, and of drafts their own. Anything else is answered like one that never was.</summary>
    public async Task<CommunityRequest?> OfAgency(IWork work, string id, Caller caller) =>
        await Find(work, id) is { } row && row.AgencyId == caller.Agency && (row.State != RequestState.Draft || row.Author == caller.Subject) ? row : null;

    public Task<bool> IsSupervisor(IWork work, Caller caller) =>
        work.Db().Set<RequestSupervisor>().AnyAsync(s => s.OfficerId == caller.Subject && s.AgencyId == caller.Agency && s.EndedAt == null);

    /// <summary>Who may approve in an agency now: named, and neither ended as a supervisor nor as an officer, nor switched off.</summary>
    public static async Task<IReadOnlyList<string>> Supervisors(IWork work, AgencyId agency) =>
        [.. (await work.Db().Set<RequestSupervisor>().AsNoTracking().Where(s => s.AgencyId == agency && s.EndedAt == null).Select(s => s.OfficerId).ToListAsync())
            .Where(id => !AgencyRegister.IsOff(work, OfficerId.FromTrusted(id)))];

    /// <summary>The name of an agency as it is now.</summary>
    public async Task<string> AgencyName(IWork work, AgencyId agency) => (await agencies.Names(work)).Single(a => a.Id == agency).Name;

    /// <summary>Officers by id: name, role and unit. Those who may not come any more are among them: what they did stays theirs.</summary>
    public Task<Dictionary<string, string>> Officers(IWork work, AgencyId agency) => Task.FromResult(work.Rows(
        "SELECT id, COALESCE(name || ', ', '') || title FROM officer WHERE agency_id = $1", [agency.Text], row => (Id: row.GetString(0), Title: row.GetString(1))).ToDictionary(o => o.Id, o => o.Title));

    public static void Happened(IWork work, CommunityRequest row, RequestEventKind kind, Caller caller, DateTimeOffset at, string? note = null) =>
        work.Db().Add(new RequestEvent { RequestId = row.Id, At = at, Actor = caller.Subject, Kind = kind, Note = note });

    public static Task<List<RequestEvent>> History(IWork work, CommunityRequest row) =>
        work.Db().Set<RequestEvent>().Where(e => e.RequestId == row.Id).OrderBy(e => e.Seq).ToListAsync();
}
