using Writ.Base;
using Writ.Demands.Follow;
using Writ.Gate.Notices;
using Writ.Law;

namespace Writ.Demands.Review;

/// <summary>A demand as the response team sees it: with the law's reach, and whether the account exists.</summary>
/// <param name="Decision">Digest of what is decided of every item. An approval names it, so that nothing is approved unseen.</param>
public sealed record CaseView(
    string Id,
    string Reference,
    string Instrument,
    string InstrumentTitle,
    string Authority,
    string Agency,
    string Country,
    string Service,
    string State,
    string Turn,
    DateOnly IssuedOn,
    DateOnly? ExpiresOn,
    bool Gag,
    DateTimeOffset ReceivedAt,
    string Decision,
    string? Reviewer,
    string? Approver,
    CaseFile File,
    IReadOnlyList<CaseItem> Items,
    IReadOnlyList<CaseEvent> Timeline,
    string? Release,
    string? ReleaseFailed,
    IReadOnlyList<NoticeView> Notices,
    BarsView Bars,
    IReadOnlyList<ObjectionView> Objections);

public sealed record CaseFile(string Type, long Size, string Sha256);

/// <param name="Reach">What the law says of this item: its source, or the ground on which it is outside.</param>
/// <param name="OneAccount">Whether the identifier leads to exactly one account.</param>
public sealed record CaseItem(ItemView Item, CaseReach Reach, bool OneAccount);

public sealed record CaseReach(bool Within, string? Source, string? Ground, string? Sentence, bool Verified)
{
    internal static CaseReach Of(Reach reach) => reach switch
    {
        Reach.Within within => new CaseReach(true, within.Source, null, within.Condition, within.Verified),
        Reach.Outside { Ground: var ground } => new CaseReach(false, ground.Citation, ground.Code, ground.Sentence, ground.Verified),
        _ => throw new InvalidOperationException("Reach is closed"),
    };
}

public sealed record CaseEvent(DateTimeOffset At, string Actor, string Kind, string? Note);
