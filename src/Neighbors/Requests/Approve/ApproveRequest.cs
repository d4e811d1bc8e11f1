using Writ.Base;
using Writ.Neighbors.Rules;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Text;
using Writ.Store;

namespace Writ.Neighbors.Requests.Approve;

/// <summary>A supervisor of the same agency who did not write it approves it, or gives it back with a reason.</summary>
internal sealed class ApproveRequest(IStore store, RequestBook book, CheckRequest rules, IAgencyStanding standing, TimeProvider time)
{
    public Task<Result<RequestId>> Approve(string id, Caller caller) => Act(id, caller, async (row, work) =>
    {
        if (row.Supervisor == caller.Subject) return row.Id;
        if (row.State != RequestState.Supervisor) return RequestRefusals.WrongState;
        var now = time.GetUtcNow();
        if (await rules.Again(work, row, await standing.At(work, row.AgencyId, now), now) is { } refusal) return refusal;
        (row.Supervisor, row.ApprovedAt) = (caller.Subject, now);
        row.State = row.OutsideReasons is null ? RequestState.Moderation : RequestState.Outside;
        RequestBook.Happened(work, row, RequestEventKind.Approved, caller, now);
        return row.Id;
    });

    /// <param name="why">Read by the author.</param>
    public Task<Result<RequestId>> Return(string id, string why, Caller caller)
    {
        var checks = new Checks();
        TextForm.Check(checks, why, 500, "/why");
        return checks.Ok ? Back() : Task.FromResult<Result<RequestId>>(checks.Refusal);

        Task<Result<RequestId>> Back() => Act(id, caller, (row, work) =>
        {
            if (row.State != RequestState.Supervisor) return Task.FromResult<Result<RequestId>>(RequestRefusals.WrongState);
            var now = time.GetUtcNow();
            row.State = RequestState.Draft;
            row.Version++;
            (row.Checked, row.CaseKey, row.DwellingMinutes, row.IncidentAt, row.OutsideReasons, row.SentAt, row.ChangedAt) = (null, null, null, null, null, null, now);
            RequestBook.Happened(work, row, RequestEventKind.Returned, caller, now, why);
            return Task.FromResult<Result<RequestId>>(row.Id);
        });
    }

    private Task<Result<RequestId>> Act(string id, Caller caller, Func<CommunityRequest, IWork, Task<Result<RequestId>>> act) => store.Act<RequestId>(async work =>
    {
        if (await book.OfAgency(work, id, caller) is not { } row) return RequestRefusals.Unknown;
        if (!await book.IsSupervisor(work, caller)) return RequestRefusals.NotSupervisor;
        return row.Author == caller.Subject ? RequestRefusals.SupervisorIsAuthor : await act(row, work);
    });
}
