using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests.Files;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Neighbors.Requests.Resolve;

/// <summary>The agency says how it ended. An expired request can be resolved too; a resolved one stays so.</summary>
internal sealed class ResolveRequest(IStore store, RequestBook book, RequestLimits limits, TimeProvider time)
{
    /// <param name="outcome">One of <see cref="RequestWords.Outcomes"/>.</param>
    public Task<Result<RequestId>> Handle(string id, string outcome, Caller caller) => store.Act<RequestId>(async work =>
    {
        if (await book.OfAgency(work, id, caller) is not { } row) return RequestRefusals.Unknown;
        if (!RequestWords.Outcomes.Contains(outcome)) return RequestRefusals.Outcome;
        if (row.ResolvedBy == caller.Subject && row.Outcome == outcome) return row.Id;
        if (row.State != RequestState.Published) return RequestRefusals.WrongState;
        var now = Rhythms.Whole(time.GetUtcNow());
        (row.State, row.Outcome, row.ResolvedBy, row.ResolvedAt) = (RequestState.Resolved, outcome, caller.Subject, now);
        await Outbox.Append(work, Facts.RequestResolved(row.AgencyId, row.Id, outcome, now));
        RequestBook.Happened(work, row, RequestEventKind.Resolved, caller, now, outcome);
        await WriteRegions.Owe(work, Rhythms.Next(now, limits));
        return row.Id;
    });
}
