using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Requests.Files;
using Writ.Neighbors.Rules;
using Writ.Neighbors.Standing;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Neighbors.Requests.Moderate;

/// <summary>
/// A moderator publishes it: document, fact and files are owed in one act. A correction takes the place of what it corrects at once, and keeps its last day.
/// Nobody is told: no mail, no count of who read it, no reminder.
/// </summary>
internal sealed class PublishRequest(IStore store, RequestBook book, CheckRequest rules, IAgencyStanding standing, RequestLimits limits, TimeProvider time)
{
    /// <param name="read">The moderator says that they read it and each note beside it.</param>
    public Task<Result<RequestId>> Handle(string id, bool read, Caller caller) => store.Act<RequestId>(async work =>
    {
        if (await book.Find(work, id) is not { } row || row.State is RequestState.Draft or RequestState.Supervisor or RequestState.Outside) return RequestRefusals.Unknown;
        if (row.Moderator == caller.Subject && row.State != RequestState.Refused) return row.Id;
        if (row.State != RequestState.Moderation) return RequestRefusals.WrongState;
        if (row.OutsideApprover == caller.Subject) return RequestRefusals.SamePerson;
        if (!read) return RequestRefusals.Unchecked;
        var now = Rhythms.Whole(time.GetUtcNow());
        if (await rules.Again(work, row, await standing.At(work, row.AgencyId, now), now) is { } refusal) return refusal;
        var first = row.Corrects is { } earlier ? await work.Db().Set<CommunityRequest>().SingleAsync(r => r.Id == earlier) : null;
        var document = row.AsSent() with { At = now, Until = first?.UntilAt ?? (now + limits.Open) };
        var bytes = document.ToBytes();
        var sha = Convert.ToHexStringLower(SHA256.HashData(bytes));
        (row.State, row.Moderator, row.AnsweredAt, row.UntilAt, row.Document) = (RequestState.Published, caller.Subject, now, document.Until, Encoding.UTF8.GetString(bytes));
        if (first is null)
        {
            await Outbox.Append(work, Facts.RequestPublished(row.AgencyId, row.Id, document.Incident, document.Path, sha, document.Until!.Value, now));
        }
        else
        {
            first.State = RequestState.Corrected;
            RequestBook.Happened(work, first, RequestEventKind.Corrected, caller, now, row.Id.Text);
            await Outbox.Append(work, Facts.RequestCorrected(row.AgencyId, row.Id, first.Id, document.Path, sha, document.Until!.Value, now));
        }

        RequestBook.Happened(work, row, RequestEventKind.Published, caller, now);
        await WriteDocument.Owe(work, row.Id, now);
        await PublishQuarter.Owe(work, now);
        await WriteRegions.Owe(work, Rhythms.Next(now, limits));
        await WriteRegions.Owe(work, Rhythms.AtOrAfter(document.Until.Value, limits));
        return row.Id;
    });
}
