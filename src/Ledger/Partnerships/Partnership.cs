using Writ.Ledger.Facts;

namespace Writ.Ledger.Partnerships;

/// <summary>
/// An agency's partnership: its facts up to a moment, and what follows from them. There is no other state. The same facts and the same moment give the
/// same answer to whoever asks: server, public site, stranger.
/// </summary>
public sealed class Partnership
{
    private Partnership(IReadOnlyList<Fact> facts)
    {
        Facts = facts;
        Accounts = [.. facts.OfType<Fact.OversightAccountNamed>()];
        Jurisdiction = facts.OfType<Fact.JurisdictionSet>().LastOrDefault();
        Conduct = [.. facts.OfType<Fact.CompanyConduct>()];
        var since = facts.OfType<Fact.JurisdictionSet>().FirstOrDefault()?.At;
        Agreements = [.. facts.OfType<Fact.AgreementProposed>().DistinctBy(p => p.Agreement).Select(
            p => new PartnershipAgreement(p, [.. facts.Where(f => NumberOf(f) == p.Agreement)], Accounts, since))];
        foreach (var agreement in Agreements) Postpone(agreement);
    }

    public IReadOnlyList<Fact> Facts { get; }

    /// <summary>The area that counts; null: none was set.</summary>
    public Fact.JurisdictionSet? Jurisdiction { get; }

    public IReadOnlyList<Fact.OversightAccountNamed> Accounts { get; }

    public IReadOnlyList<Fact.CompanyConduct> Conduct { get; }

    /// <summary>In the order in which they were proposed.</summary>
    public IReadOnlyList<PartnershipAgreement> Agreements { get; }

    public PartnershipAgreement? Last => Agreements.Count == 0 ? null : Agreements[^1];

    /// <summary>From an agency's facts in the order of the record; those of other agencies and kinds are passed over by the caller.</summary>
    public static Partnership Of(IEnumerable<Fact> facts) => new([.. facts.Where(f => f.Number is >= 25 and <= 39)]);

    /// <summary>What was known at a moment.</summary>
    public Partnership AsOf(DateTimeOffset now) => new([.. Facts.Where(f => f.At <= now)]);

    /// <param name="verified">Whether the agency is verified at that moment.</param>
    public PartnershipStanding At(DateTimeOffset now, bool verified)
    {
        var then = AsOf(now);
        if (!verified) return new PartnershipStanding(InertReason.NotVerified, then.Last?.Number, null, null);
        if (then.Last is null) return new PartnershipStanding(InertReason.NoAgreement, null, null, null);
        var at = then.Agreements.Select(a => then.Of(a, now)).ToList();
        return at.FirstOrDefault(s => s.InForce) ?? at[^1];
    }

    /// <summary>When an agreement ended, and why; null: it did not begin, or is in force.</summary>
    public (DateTimeOffset At, InertReason Reason)? EndOf(PartnershipAgreement agreement, DateTimeOffset now)
    {
        var ends = new List<(DateTimeOffset At, InertReason Reason)>();
        if (agreement.Ended is { } ended) ends.Add((ended.At, ended.Cause switch { "expired" => InertReason.Expired, "report-late" => InertReason.ReportLate, _ => InertReason.Ended }));
        if (agreement.Until is { } until) ends.Add((until, InertReason.Expired));
        if (agreement.Begins is { } begins)
            ends.AddRange(Agreements.Where(a => a.IsLate(now) && a.ReportDue >= begins).Select(a => (a.ReportDue!.Value, InertReason.ReportLate)));
        return ends.Where(e => e.At <= now).OrderBy(e => e.At).Select(e => ((DateTimeOffset, InertReason)?)e).FirstOrDefault();
    }

    /// <summary>Number of the agreement that a fact belongs to; null: to none.</summary>
    public static int? NumberOf(Fact fact) => fact switch
    {
        Fact.AgreementProposed f => f.Agreement,
        Fact.GiftRecorded f => f.Agreement,
        Fact.NoticeGiven f => f.Agreement,
        Fact.HearingHeld f => f.Agreement,
        Fact.ResolutionPlaced f => f.Agreement,
        Fact.ResolutionFetched f => f.Agreement,
        Fact.ResolutionCountersigned f => f.Agreement,
        Fact.ObjectionFiled f => f.Agreement,
        Fact.ObjectionAnswered f => f.Agreement,
        Fact.PartnershipInForce f => f.Agreement,
        Fact.PartnershipEnded f => f.Agreement,
        Fact.YearlyReportPublished f => f.Agreement,
        _ => null,
    };

    private PartnershipStanding Of(PartnershipAgreement agreement, DateTimeOffset now)
    {
        PartnershipStanding Inert(InertReason reason, DateTimeOffset? next = null) => new(reason, agreement.Number, null, next);
        if (EndOf(agreement, now) is var (_, reason)) return Inert(reason);
        if (agreement.CommentEnds is { } comment && now < comment) return Inert(InertReason.CommentOpen, comment);
        if (agreement.FetchDiffers) return Inert(InertReason.FetchDiffers);
        if (agreement.Lacks is { } lacks and not InertReason.ObjectionUnanswered) return Inert(lacks);
        if (agreement.ObjectionsEnd is { } objections && now < objections) return Inert(InertReason.ObjectionsOpen, objections);
        if (agreement.Lacks is { } open) return Inert(open);
        if (Agreements.Any(a => a != agreement && a.IsLate(now) && a.Report is null)) return Inert(InertReason.ReportLate);
        var until = agreement.Until!.Value;
        return new PartnershipStanding(null, agreement.Number, until, Agreements.Where(a => a.Report is null && a.ReportDue > now).Select(a => a.ReportDue!.Value).Append(until).Min());
    }

    /// <summary>An agreement that would begin while an earlier one's report is overdue begins when that report is there.</summary>
    private void Postpone(PartnershipAgreement agreement)
    {
        foreach (var earlier in Agreements.Where(a => a.Number < agreement.Number).OrderBy(a => a.ReportDue))
        {
            if (agreement.Begins is { } begins && earlier.ReportDue < begins && earlier.Report is { } report && report.At > earlier.ReportDue)
                agreement.Begins = Moments.Later(begins, report.At);
        }
    }
}
