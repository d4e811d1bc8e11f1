using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Mirror.Record;

/// <summary>A community request as the open facts tell it.</summary>
/// <param name="Index">Of its first entry in the log.</param>
/// <param name="Sha256">Of its document.</param>
/// <param name="Until">Null where it was refused.</param>
/// <param name="Rule">That it broke; null where it was published.</param>
/// <param name="Corrects">The request in whose place it stands.</param>
/// <param name="CorrectedBy">The request that stands in its place.</param>
/// <param name="Outcome">How it ended, as its agency says; null while it does not.</param>
internal sealed record ListedRequest(
    RequestId Id, AgencyId Agency, long Index, DateTimeOffset At, string Path, string Sha256, DateTimeOffset? Until, string? Rule, RequestId? Corrects, RequestId? CorrectedBy = null,
    string? Outcome = null, DateTimeOffset? ResolvedAt = null);

/// <summary>Gathers what facts say of community requests. The first that is said of one stands; a second of the same kind changes nothing.</summary>
internal sealed class RecordedRequests
{
    private readonly Dictionary<RequestId, ListedRequest> all = [];

    public IReadOnlyList<ListedRequest> All() => [.. all.Values.OrderByDescending(r => r.Index)];

    public void Clear() => all.Clear();

    public void Take(Fact fact, long index)
    {
        switch (fact)
        {
            case Fact.RequestPublished f:
                all.TryAdd(f.Request, new ListedRequest(f.Request, f.Agency, index, f.At, f.Path, f.Sha256, f.Until, null, null));
                break;
            case Fact.RequestRefused f:
                all.TryAdd(f.Request, new ListedRequest(f.Request, f.Agency, index, f.At, f.Path, f.Sha256, null, f.Rule, null));
                break;
            case Fact.RequestCorrected f:
                if (!all.TryAdd(f.Request, new ListedRequest(f.Request, f.Agency, index, f.At, f.Path, f.Sha256, f.Until, null, f.Corrects))) break;
                if (all.TryGetValue(f.Corrects, out var first) && first.Agency == f.Agency && first.CorrectedBy is null) all[f.Corrects] = first with { CorrectedBy = f.Request };
                break;
            case Fact.RequestResolved f:
                if (all.TryGetValue(f.Request, out var known) && known.Agency == f.Agency && known.Outcome is null) all[f.Request] = known with { Outcome = f.Outcome, ResolvedAt = f.At };
                break;
        }
    }
}
