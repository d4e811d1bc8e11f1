using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Requests;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Requests.Files;
using Writ.Neighbors.Text;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Neighbors.Requests.Moderate;

/// <summary>Refused in public: what was asked, the rule that it broke, and why. It never reaches a home.</summary>
internal sealed class RefuseRequest(IStore store, RequestBook book, TimeProvider time)
{
    /// <param name="rule">One of <see cref="RequestWords.Rules"/>.</param>
    /// <param name="why">Published.</param>
    public Task<Result<RequestId>> Handle(string id, string rule, string why, Caller caller)
    {
        var checks = new Checks();
        if (!RequestWords.Rules.Contains(rule)) checks.Add(RequestRefusals.Rule);
        TextForm.Check(checks, why, 1000, "/why");
        return !checks.Ok ? Task.FromResult<Result<RequestId>>(checks.Refusal) : store.Act<RequestId>(async work =>
        {
            if (await book.Find(work, id) is not { } row || row.State is RequestState.Draft or RequestState.Supervisor or RequestState.Outside) return RequestRefusals.Unknown;
            if (row.State == RequestState.Refused && row.Moderator == caller.Subject && row.RefusedRule == rule) return row.Id;
            if (row.State != RequestState.Moderation) return RequestRefusals.WrongState;
            if (row.OutsideApprover == caller.Subject) return RequestRefusals.SamePerson;
            row.Moderator = caller.Subject;
            await Write(work, row, rule, why, caller);
            return row.Id;
        });
    }

    /// <summary>The document, the fact and the file that is owed, in the open act.</summary>
    public async Task Write(IWork work, CommunityRequest row, string rule, string why, Caller caller)
    {
        var now = Rhythms.Whole(time.GetUtcNow());
        var document = row.AsSent() with { At = now, Until = null, Refused = new RequestRefusal(rule, why) };
        var bytes = document.ToBytes();
        (row.State, row.RefusedRule, row.AnsweredAt, row.Document) = (RequestState.Refused, rule, now, Encoding.UTF8.GetString(bytes));
        await Outbox.Append(work, Facts.RequestRefused(row.AgencyId, row.Id, rule, document.Path, Convert.ToHexStringLower(SHA256.HashData(bytes)), now));
        RequestBook.Happened(work, row, RequestEventKind.Refused, caller, now, rule);
        await WriteDocument.Owe(work, row.Id, now);
        await PublishQuarter.Owe(work, now);
    }
}
