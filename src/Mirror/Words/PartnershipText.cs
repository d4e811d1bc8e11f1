using Writ.Kit;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Mirror.Words;

/// <summary>What the record says of a partnership, in words for strangers.</summary>
internal static class PartnershipText
{
    public static string Tag(PartnershipStanding standing) => standing.Reason switch
    {
        null => "yes",
        InertReason.NoAgreement => "no agreement",
        InertReason.Ended or InertReason.Expired => "no, ended",
        InertReason.ReportLate => "no, report late",
        _ => "not yet",
    };

    public static Tone ToneOf(PartnershipStanding standing) => standing.Reason switch
    {
        null => Tone.Good,
        InertReason.ReportLate or InertReason.FetchDiffers => Tone.Bad,
        InertReason.NoAgreement or InertReason.Ended or InertReason.Expired => Tone.Plain,
        _ => Tone.Open,
    };

    public static string Meaning(PartnershipStanding standing) => standing.Reason is { } reason ? Why(reason, standing.Next) : $"It may ask neighbours until {WordsOf.Moment(standing.Until!.Value)}.";

    public static string What(Fact fact) => fact switch
    {
        Fact.JurisdictionSet => "Its area was set",
        Fact.AgreementProposed f => $"Agreement {f.Agreement} was proposed",
        Fact.GiftRecorded f => $"The company gives: {f.What}",
        Fact.NoticeGiven => "The public was told",
        Fact.HearingHeld => "The hearing was held",
        Fact.ResolutionPlaced f => f.What == PartnershipWords.Resolution ? "The elected body’s resolution" : "The use policy",
        Fact.ResolutionFetched f => f.What == PartnershipWords.Resolution ? "An outside party fetched the resolution" : "An outside party fetched the use policy",
        Fact.ResolutionCountersigned => "The body’s clerk countersigned",
        Fact.ObjectionFiled f => $"Objection {f.Objection}",
        Fact.ObjectionAnswered f => $"Answer to objection {f.Objection}",
        Fact.PartnershipInForce => "The partnership is in force",
        Fact.PartnershipEnded => "The partnership ended",
        Fact.CompanyConduct f => $"The company: {f.What}",
        Fact.YearlyReportPublished => "The yearly report was published",
        Fact.OversightAccountNamed f => $"Named from outside: {f.Office}",
        _ => Facts.KindOf(fact),
    };

    public static string? Note(Fact fact) => fact switch
    {
        Fact.GiftRecorded f => $"{CellWords.Number(f.Count)} × {f.Item}, to {f.To}: {f.Conditions}",
        Fact.NoticeGiven f => f.Url,
        Fact.HearingHeld f => $"{f.Body}: {f.Text}",
        Fact.ResolutionPlaced f => $"{f.Body}, {WordsOf.Date(f.On)}: {f.Url}",
        Fact.ResolutionFetched f => f.Sha256,
        Fact.PartnershipEnded f => f.Text,
        Fact.CompanyConduct f => $"{WordsOf.Date(f.On)}: {f.Text}",
        Fact.OversightAccountNamed f => f.Body,
        _ => null,
    };

    private static string Why(InertReason reason, DateTimeOffset? next) => reason switch
    {
        InertReason.NotVerified => "It is not verified, and may not ask.",
        InertReason.NoAgreement => "It has no agreement with the company, and may not ask neighbours.",
        InertReason.Ended => "Its agreement was ended.",
        InertReason.Expired => "Its agreement ran out.",
        InertReason.ReportLate => "Its yearly report was not published in time.",
        InertReason.NoJurisdiction => "Its area is missing.",
        InertReason.NoNotice => "The public was not told yet.",
        InertReason.CommentOpen => $"Anybody may comment until {WordsOf.Moment(next!.Value)}.",
        InertReason.NoHearing => "The hearing is missing.",
        InertReason.NoResolution => "The elected body’s resolution is missing.",
        InertReason.NoPolicy => "The use policy is missing.",
        InertReason.TooEarly => "The body decided before the public was heard, which does not count.",
        InertReason.FetchDiffers => "An outside party found another text than the one shown here.",
        InertReason.FetchesMissing => "Two outside parties have not both fetched the papers.",
        InertReason.NotCountersigned => "The body’s clerk has not countersigned.",
        InertReason.ObjectionsOpen => $"Anybody may object until {WordsOf.Moment(next!.Value)}.",
        InertReason.ObjectionUnanswered => "An objection has no answer.",
    };
}
