using Writ.Base;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Text;
using Writ.Store;

namespace Writ.Neighbors.Requests.Outside;

/// <summary>
/// Where a request touches school grounds or the place and hours of a registered assembly, somebody who is neither the agency's nor a moderator has to agree.
/// If they do not, it is refused in public.
/// </summary>
internal sealed class AgreeOutside(IStore store, RequestBook book, RefuseRequest refuse, TimeProvider time)
{
    public const string Rule = "outside-approval";

    public Task<Result<RequestId>> Agree(string id, Caller caller) => store.Act<RequestId>(async work =>
    {
        if (await book.Find(work, id) is not { } row || row.OutsideReasons is null || row.State is RequestState.Draft or RequestState.Supervisor) return RequestRefusals.Unknown;
        if (row.OutsideApprover == caller.Subject && row.State != RequestState.Refused) return row.Id;
        if (row.State != RequestState.Outside) return RequestRefusals.WrongState;
        var now = time.GetUtcNow();
        (row.OutsideApprover, row.OutsideAt, row.State) = (caller.Subject, now, RequestState.Moderation);
        RequestBook.Happened(work, row, RequestEventKind.Agreed, caller, now);
        return row.Id;
    });

    /// <param name="why">Published.</param>
    public Task<Result<RequestId>> Decline(string id, string why, Caller caller)
    {
        var checks = new Checks();
        TextForm.Check(checks, why, 1000, "/why");
        return !checks.Ok ? Task.FromResult<Result<RequestId>>(checks.Refusal) : store.Act<RequestId>(async work =>
        {
            if (await book.Find(work, id) is not { } row || row.OutsideReasons is null || row.State is RequestState.Draft or RequestState.Supervisor) return RequestRefusals.Unknown;
            if (row.OutsideApprover == caller.Subject && row.State == RequestState.Refused) return row.Id;
            if (row.State != RequestState.Outside) return RequestRefusals.WrongState;
            (row.OutsideApprover, row.OutsideAt) = (caller.Subject, time.GetUtcNow());
            await refuse.Write(work, row, Rule, why, caller);
            return row.Id;
        });
    }
}
