using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Ledger.Partnerships;

/// <summary>An objection and, where there is one, its answer.</summary>
public sealed record Objection(Fact.ObjectionFiled Filed, Fact.ObjectionAnswered? Answer);

/// <summary>
/// One agreement of an agency, as the facts up to a moment tell it. <see cref="Begins"/> and <see cref="Lacks"/> follow from the facts and the
/// numbers in them; nothing else is asked.
/// </summary>
public sealed class PartnershipAgreement
{
    private readonly IReadOnlyList<Fact> facts;
    private readonly IReadOnlyList<Fact.OversightAccountNamed> accounts;
    private readonly DateTimeOffset? jurisdiction;

    internal PartnershipAgreement(Fact.AgreementProposed proposed, IReadOnlyList<Fact> facts, IReadOnlyList<Fact.OversightAccountNamed> accounts, DateTimeOffset? jurisdiction)
    {
        (Proposed, this.facts, this.accounts, this.jurisdiction) = (proposed, facts, accounts, jurisdiction);
        Notice = First<Fact.NoticeGiven>();
        Hearing = facts.OfType<Fact.HearingHeld>().FirstOrDefault(h => Notice is not null && h.At >= Notice.Hearing);
        Resolution = facts.OfType<Fact.ResolutionPlaced>().FirstOrDefault(f => f.What == PartnershipWords.Resolution);
        Policy = facts.OfType<Fact.ResolutionPlaced>().FirstOrDefault(f => f.What == PartnershipWords.UsePolicy);
        Gifts = [.. facts.OfType<Fact.GiftRecorded>()];
        Fetches = [.. facts.OfType<Fact.ResolutionFetched>()];
        Countersigned = facts.OfType<Fact.ResolutionCountersigned>().FirstOrDefault(IsOfClerk);
        var answers = facts.OfType<Fact.ObjectionAnswered>().ToLookup(a => a.Objection);
        Objections = [.. facts.OfType<Fact.ObjectionFiled>().Select(o => new Objection(o, answers[o.Objection].FirstOrDefault()))];
        Ended = First<Fact.PartnershipEnded>();
        Report = First<Fact.YearlyReportPublished>();
        Announced = First<Fact.PartnershipInForce>();
        Lacks = Lacking();
        Begins = Lacks is null ? Completed().Max() : null;
    }

    public int Number => Proposed.Agreement;

    public Fact.AgreementProposed Proposed { get; }

    public Fact.NoticeGiven? Notice { get; }

    public Fact.HearingHeld? Hearing { get; }

    public Fact.ResolutionPlaced? Resolution { get; }

    public Fact.ResolutionPlaced? Policy { get; }

    public IReadOnlyList<Fact.GiftRecorded> Gifts { get; }

    public IReadOnlyList<Fact.ResolutionFetched> Fetches { get; }

    public Fact.ResolutionCountersigned? Countersigned { get; }

    public IReadOnlyList<Objection> Objections { get; }

    public Fact.PartnershipEnded? Ended { get; }

    public Fact.YearlyReportPublished? Report { get; }

    /// <summary>The fact that it is in force, once it was written.</summary>
    public Fact.PartnershipInForce? Announced { get; }

    /// <summary>Whether somebody's last look found another text where a paper stands.</summary>
    public bool FetchDiffers => ((Fact.ResolutionPlaced?[])[Resolution, Policy]).Any(paper => paper is not null && LastFetches(paper.What).Any(f => f.Sha256 != paper.Sha256));

    /// <summary>What is lacking whatever the hour; null: all parts are there, and <see cref="Begins"/> is set.</summary>
    public InertReason? Lacks { get; }

    /// <summary>When all parts are there and past their dates; null while one is lacking. May lie ahead.</summary>
    public DateTimeOffset? Begins { get; internal set; }

    /// <summary>End of the time to comment; null before the notice.</summary>
    public DateTimeOffset? CommentEnds => Notice is { } notice ? Moments.Plus(notice.At, Proposed.Comment) : null;

    /// <summary>End of the time to object; null before the countersignature.</summary>
    public DateTimeOffset? ObjectionsEnd => Countersigned is { } signed ? Moments.Plus(signed.At, Proposed.Objections) : null;

    /// <summary>When its yearly report has to be there; null before it began.</summary>
    public DateTimeOffset? ReportDue => Begins is { } begins ? Moments.PlusMonths(begins, Proposed.Report) : null;

    /// <summary>First moment at which it is over by itself: after its term, or after its last day.</summary>
    public DateTimeOffset? Until => Begins is { } begins ? Moments.Earlier(Moments.PlusMonths(begins, Proposed.Term), Moments.After(Proposed.Ends)) : null;

    /// <summary>Whether its report was there when it was due.</summary>
    public bool IsLate(DateTimeOffset now) => ReportDue is { } due && now >= due && !(Report is { } report && report.At <= due);

    /// <summary>Bodies whose fetchers found the paper as it was placed.</summary>
    public IReadOnlyList<string> FetchedBy(Fact.ResolutionPlaced? paper) => paper is null ? [] :
        [.. Fetches.Where(f => f.What == paper.What && f.Sha256 == paper.Sha256).Select(f => BodyOf(f.Account, PartnershipWords.Fetcher)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    private InertReason? Lacking()
    {
        if (jurisdiction is null) return InertReason.NoJurisdiction;
        if (Notice is null) return InertReason.NoNotice;
        if (Hearing is null) return InertReason.NoHearing;
        if (Resolution is null) return InertReason.NoResolution;
        if (Policy is null) return InertReason.NoPolicy;
        if (IsEarly(Resolution) || IsEarly(Policy)) return InertReason.TooEarly;
        if (FetchedBy(Resolution).Count < 2 || FetchedBy(Policy).Count < 2) return InertReason.FetchesMissing;
        if (Countersigned is null) return InertReason.NotCountersigned;
        return Counted.Any(o => o.Answer is null) ? InertReason.ObjectionUnanswered : null;
    }

    private IEnumerable<DateTimeOffset> Completed() =>
    [
        jurisdiction!.Value, Proposed.At, CommentEnds!.Value, Hearing!.At, Resolution!.At, Policy!.At, SecondFetch(Resolution), SecondFetch(Policy),
        ObjectionsEnd!.Value, .. Counted.Select(o => o.Answer!.At),
    ];

    private bool IsEarly(Fact.ResolutionPlaced paper) => paper.At < CommentEnds || paper.At < Hearing!.At;

    // When the second of two bodies first found the paper: later looks move nothing.
    private DateTimeOffset SecondFetch(Fact.ResolutionPlaced paper) => Fetches
        .Where(f => f.What == paper.What && f.Sha256 == paper.Sha256 && BodyOf(f.Account, PartnershipWords.Fetcher) is not null)
        .GroupBy(f => BodyOf(f.Account, PartnershipWords.Fetcher)!, StringComparer.OrdinalIgnoreCase)
        .Select(g => g.Min(f => f.At)).Order().ElementAt(1);

    // Who objects after the end is heard, and holds nothing up.
    private IEnumerable<Objection> Counted => Objections.Where(o => ObjectionsEnd is not { } end || o.Filed.At < end);

    private IEnumerable<Fact.ResolutionFetched> LastFetches(string what) =>
        Fetches.Where(f => f.What == what && BodyOf(f.Account, PartnershipWords.Fetcher) is not null).GroupBy(f => f.Account).Select(g => g.Last());

    private bool IsOfClerk(Fact.ResolutionCountersigned signed) =>
        BodyOf(signed.Account, PartnershipWords.Clerk) is not null && signed.Text == Proposed.Sha256 && signed.Resolution == Resolution?.Sha256 && signed.Policy == Policy?.Sha256;

    private string? BodyOf(OutsideId account, string office) => accounts.FirstOrDefault(a => a.Account == account && a.Office == office)?.Body;

    private T? First<T>()
        where T : Fact => facts.OfType<T>().FirstOrDefault();
}
