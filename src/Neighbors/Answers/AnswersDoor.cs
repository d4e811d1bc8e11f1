using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Ledger.Requests;
using Writ.Neighbors.Pages;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Text;
using Writ.Store;

namespace Writ.Neighbors.Answers;

/// <summary>What this door tells the gate of requests and standings.</summary>
internal sealed class AnswersDoor(IAgencyStanding standing) : IGrantDoor
{
    private const int MostText = 1_000;

    public async Task<GrantRequest?> Find(IWork work, RequestId request, DateTimeOffset now)
    {
        var row = await work.Db().Set<CommunityRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == request);
        if (row is not { State: RequestState.Published or RequestState.Corrected or RequestState.Resolved }) return null;
        var document = row.AsPublished();
        return new GrantRequest(
            row.Id, row.AgencyId, row.IsOpen(now), document.Case, RequestWords.NameOf(document.Incident), OfficerId.FromTrusted(row.Author),
            row.Supervisor is { } supervisor ? OfficerId.FromTrusted(supervisor) : null);
    }

    public async Task<bool> InForce(IWork work, AgencyId agency, DateTimeOffset now) => (await standing.At(work, agency, now)).InForce;

    public Task<bool> IsSupervisor(IWork work, OfficerId officer) =>
        work.Db().Set<RequestSupervisor>().AnyAsync(s => s.OfficerId == officer.Text && s.EndedAt == null);

    public Refusal? Against(string text, string field, bool fromOfficer)
    {
        var checks = new Checks();
        TextForm.Check(checks, text, MostText, field);
        if (!checks.Ok) return checks.Refusal;
        return fromOfficer && TextLint.Read(text).FirstOrDefault(f => f.Rule is "threat" or "pressure" or "race-alone") is { } flag ? AnswerRefusals.Words(flag.Words, field) : null;
    }
}
