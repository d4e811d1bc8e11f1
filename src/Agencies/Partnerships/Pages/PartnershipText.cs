using Writ.Kit;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary>Words of the closed sets, for people.</summary>
internal static class PartnershipText
{
    public static IReadOnlyList<Choice> Levels { get; } =
    [
        new("municipal", "A town or city"), new("county", "A county"), new("special-district", "A special district", "For instance a fire district."),
        new("state", "A state"), new("federal", "The federal government"), new("immigration", "An immigration authority"),
    ];

    public static IReadOnlyList<Choice> ActsFor { get; } =
    [
        new("nobody", "Nobody else"), new("federal", "A federal agency", "A task force counts."), new("immigration", "An immigration authority", "An agreement under which its officers act for one counts."),
    ];

    public static IReadOnlyList<Choice> Publicities { get; } =
    [
        new("none", "Nothing"), new("courtesy-copy", "Each side sends the other a copy of what it publishes"), new("own-words-each", "Each side may name the other, in its own words"),
        new("approval", "The company approves what the agency says", "Refused: nobody but the agency decides what it says."),
        new("script", "The agency uses the company’s words", "Refused, for the same reason."),
    ];

    public static IReadOnlyList<Choice> Gifts { get; } = [new("gift", "Gift"), new("subsidy", "Subsidy or discount"), new("device", "Devices"), new("money", "Money")];

    public static IReadOnlyList<Choice> Papers { get; } = [new("resolution", "The resolution"), new("use-policy", "The use policy")];

    public static IReadOnlyList<Choice> Conducts { get; } =
        [new("contact", "Contact"), new("training", "Training"), new("template-sent", "Template sent"), new("statement-reviewed", "Statement reviewed")];

    public static IReadOnlyList<Choice> Offices { get; } =
    [
        new("clerk", "Clerk of the elected body", "Countersigns what the body adopted."), new("fetcher", "Outside party", "Fetches the papers from where they stand. Two of different bodies are needed."),
        new("overseer", "Oversight", "Reads everything, changes nothing."),
    ];

    public static string Of(IReadOnlyList<Choice> all, string value) => all.FirstOrDefault(c => c.Value == value)?.Label ?? value;

    public static string Tag(PartnershipStanding standing) => standing.Reason switch
    {
        null => "In force",
        InertReason.Ended or InertReason.Expired => "Ended",
        InertReason.NoAgreement => "No agreement",
        InertReason.ReportLate => "Report late",
        InertReason.NotVerified => "Not verified",
        _ => "Not in force yet",
    };

    public static Tone ToneOf(PartnershipStanding standing) => standing.Reason switch
    {
        null => Tone.Good,
        InertReason.ReportLate or InertReason.NotVerified or InertReason.FetchDiffers => Tone.Bad,
        InertReason.Ended or InertReason.Expired or InertReason.NoAgreement => Tone.Plain,
        _ => Tone.Open,
    };

    /// <summary>What is lacking, and whose turn it is.</summary>
    public static string Sentence(PartnershipStanding standing) => standing.Reason is { } reason
        ? Lacks(reason, standing) : $"The agency may ask neighbours until {WordsOf.Moment(standing.Until!.Value)}.";

    private static string Lacks(InertReason reason, PartnershipStanding standing) => reason switch
    {
        InertReason.NotVerified => "The agency is not verified, so nothing of this holds. Turn: the company’s verifier.",
        InertReason.NoAgreement => "No agreement was proposed. Turn: the company.",
        InertReason.Ended => "It was ended. A new agreement would begin from the start.",
        InertReason.Expired => "Its time ran out. A new agreement would begin from the start.",
        InertReason.ReportLate => "A yearly report was not published in time. Turn: the agency.",
        InertReason.NoJurisdiction => "The agency’s area is missing. Turn: the agency.",
        InertReason.NoNotice => "The public was not told yet. Turn: the agency.",
        InertReason.CommentOpen => $"Anybody may comment until {WordsOf.Moment(standing.Next!.Value)}. Nothing else is needed until then.",
        InertReason.NoHearing => "The hearing is missing. Turn: the agency.",
        InertReason.NoResolution => "The elected body’s resolution is missing. Turn: the agency.",
        InertReason.NoPolicy => "The use policy is missing. Turn: the agency.",
        InertReason.TooEarly => "The body decided before the public was heard, which does not count. A new agreement is needed.",
        InertReason.FetchDiffers => "An outside party found another text than the one shown here. Turn: the outside party and the agency.",
        InertReason.FetchesMissing => "Two outside parties have to fetch resolution and policy. Turn: the outside parties.",
        InertReason.NotCountersigned => "The body’s clerk has to countersign. Turn: the clerk.",
        InertReason.ObjectionsOpen => $"Anybody may object until {WordsOf.Moment(standing.Next!.Value)}. Each objection has to be answered.",
        InertReason.ObjectionUnanswered => "An objection has no answer. Turn: the agency or the company.",
    };

    public static string What(Fact fact) => fact switch
    {
        Fact.JurisdictionSet => "The area was set",
        Fact.AgreementProposed f => $"Agreement {f.Agreement} was proposed",
        Fact.GiftRecorded f => $"{Of(Gifts, f.What)} recorded",
        Fact.NoticeGiven => "The public was told",
        Fact.HearingHeld => "The hearing was held",
        Fact.ResolutionPlaced f => f.What == PartnershipWords.Resolution ? "The resolution was placed" : "The use policy was placed",
        Fact.ResolutionFetched f => f.What == PartnershipWords.Resolution ? "The resolution was fetched" : "The use policy was fetched",
        Fact.ResolutionCountersigned => "The clerk countersigned",
        Fact.ObjectionFiled f => $"Objection {f.Objection} was made",
        Fact.ObjectionAnswered f => $"Objection {f.Objection} was answered",
        Fact.PartnershipInForce => "In force",
        Fact.PartnershipEnded => "Ended",
        Fact.CompanyConduct f => Of(Conducts, f.What),
        Fact.YearlyReportPublished => "The yearly report was published",
        Fact.OversightAccountNamed f => $"Named: {Of(Offices, f.Office).ToLowerInvariant()}",
        _ => Facts.KindOf(fact),
    };

    public static string? Note(Fact fact) => fact switch
    {
        Fact.GiftRecorded f => $"{WordsOf.Number(f.Count)} × {f.Item}, to {f.To}: {f.Conditions}",
        Fact.NoticeGiven f => f.Url,
        Fact.HearingHeld f => f.Text,
        Fact.ResolutionPlaced f => f.Url,
        Fact.ResolutionFetched f => f.Sha256,
        Fact.PartnershipEnded f => f.Text,
        Fact.CompanyConduct f => f.Text,
        Fact.OversightAccountNamed f => f.Body,
        _ => null,
    };
}
