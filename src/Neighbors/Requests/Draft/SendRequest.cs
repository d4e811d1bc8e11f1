using System.Text;
using Writ.Agencies;
using Writ.Base;
using Writ.Neighbors.Rules;
using Writ.Neighbors.Standing;
using Writ.Store;

namespace Writ.Neighbors.Requests.Draft;

/// <summary>The author sends it: every rule is checked, and from here on its words stand.</summary>
internal sealed class SendRequest(IStore store, RequestBook book, AgencyRegister agencies, CheckRequest rules, IAgencyStanding standing, TimeProvider time)
{
    public Task<Result<RequestId>> Handle(string id, long seen, TypedRequest typed, bool sworn, Caller caller) => store.Act<RequestId>(async work =>
    {
        if (await book.OfAgency(work, id, caller) is not { } row) return RequestRefusals.Unknown;

        // The same form again: it was sent.
        if (row.State != RequestState.Draft && row.Author == caller.Subject && row.Typed == typed.ToJson()) return row.Id;
        var now = time.GetUtcNow();
        if (WriteDraft.Write(row, seen, typed, caller, now) is { } refusal) return refusal;
        var known = await agencies.Find(work, OfficerId.FromTrusted(caller.Subject));
        if (known is not { Verified: true }) return AgencyRefusals.Unverified;
        if (!(await rules.Check(work, row, typed, await standing.At(work, row.AgencyId, now), known.AgencyName, now)).TryGet(out var found, out refusal))
            return sworn || refusal.Field is null ? refusal : refusal with { Others = [.. refusal.Others, RuleRefusals.NotSworn] };
        if (!sworn) return RuleRefusals.NotSworn;
        row.State = RequestState.Supervisor;
        row.Checked = Encoding.UTF8.GetString(found.Document.ToBytes());
        row.CaseKey = found.CaseKey;
        row.DwellingMinutes = found.DwellingMinutes;
        row.IncidentAt = found.Document.IncidentAt;
        row.OutsideReasons = found.Touched.Count == 0 ? null : string.Join('\n', found.Touched.Select(t => $"{t.Kind}: {t.Name}"));
        row.SentAt = now;
        RequestBook.Happened(work, row, RequestEventKind.Sent, caller, now);
        return row.Id;
    });
}
