using Writ.Base;

namespace Writ.Ledger.Facts;

/// <summary>Kinds 25 to 41: an agency's jurisdiction, its partnership and what is done about it. An agreement is known by its agency and its number there.</summary>
public abstract partial record Fact
{
    /// <summary>25, <c>jurisdiction-set</c>: the area in which an agency answers, as a published GeoJSON file. The last one counts.</summary>
    public sealed record JurisdictionSet(AgencyId Agency, string Path, string Sha256, DateTimeOffset At) : Fact(At, 25);

    /// <summary>26, <c>agreement-proposed</c>: the text, and the numbers that hold for it.</summary>
    /// <param name="Level">One of <see cref="PartnershipWords.Levels"/>.</param>
    /// <param name="Publicity">One of <see cref="PartnershipWords.Publicities"/>: control over what the agency says is not among them.</param>
    /// <param name="Ends">Last day, UTC, whatever the term.</param>
    /// <param name="Comment">Seconds from the notice in which anybody may comment.</param>
    /// <param name="Objections">Seconds from the countersignature in which anybody may object.</param>
    /// <param name="Term">Months that it holds, 1 to 12.</param>
    /// <param name="Report">Months after its beginning within which the yearly report has to be published.</param>
    public sealed record AgreementProposed(
        AgencyId Agency, int Agreement, string Path, string Sha256, string Level, string Publicity, DateOnly Ends, long Comment, long Objections, int Term, int Report,
        DateTimeOffset At) : Fact(At, 26);

    /// <summary>27, <c>gift-recorded</c>: what the company gives with or beside an agreement.</summary>
    /// <param name="What">One of <see cref="PartnershipWords.Gifts"/>.</param>
    /// <param name="Value">All of it, in the currency's smallest unit.</param>
    public sealed record GiftRecorded(
        AgencyId Agency, int Agreement, string What, string Item, long Count, long Value, string Currency, string To, string Conditions, DateTimeOffset At) : Fact(At, 27);

    /// <summary>28, <c>notice-given</c>: the public was told.</summary>
    /// <param name="Hearing">When everybody can be heard.</param>
    public sealed record NoticeGiven(AgencyId Agency, int Agreement, string Url, string Path, string Sha256, DateTimeOffset Hearing, DateTimeOffset At) : Fact(At, 28);

    /// <summary>29, <c>hearing-held</c>.</summary>
    public sealed record HearingHeld(AgencyId Agency, int Agreement, DateOnly On, string Body, string Text, DateTimeOffset At) : Fact(At, 29);

    /// <summary>30, <c>resolution-placed</c>: what the elected body adopted, and where it stands in public.</summary>
    /// <param name="What">One of <see cref="PartnershipWords.Papers"/>.</param>
    public sealed record ResolutionPlaced(
        AgencyId Agency, int Agreement, string What, string Body, DateOnly On, string Url, string Path, string Sha256, DateTimeOffset At) : Fact(At, 30);

    /// <summary>31, <c>resolution-fetched</c>: an outside party took the paper from where it stands, and found this hash.</summary>
    public sealed record ResolutionFetched(AgencyId Agency, int Agreement, string What, OutsideId Account, string Sha256, DateTimeOffset At) : Fact(At, 31);

    /// <summary>32, <c>resolution-countersigned</c>: the body's clerk says that it adopted these.</summary>
    /// <param name="Text">Hash of the agreement.</param>
    /// <param name="How">One of <see cref="PartnershipWords.Signings"/>.</param>
    /// <param name="Evidence">SHA-256 of what shows who signed; kept by the company.</param>
    public sealed record ResolutionCountersigned(
        AgencyId Agency, int Agreement, OutsideId Account, string Resolution, string Policy, string Text, string How, string Evidence, DateTimeOffset At) : Fact(At, 32);

    /// <summary>33, <c>objection-filed</c>, by anybody.</summary>
    public sealed record ObjectionFiled(AgencyId Agency, int Agreement, int Objection, string Path, string Sha256, DateTimeOffset At) : Fact(At, 33);

    /// <summary>34, <c>objection-answered</c>.</summary>
    public sealed record ObjectionAnswered(AgencyId Agency, int Agreement, int Objection, string Path, string Sha256, DateTimeOffset At) : Fact(At, 34);

    /// <summary>35, <c>partnership-in-force</c>: says what follows from the facts before it.</summary>
    public sealed record PartnershipInForce(AgencyId Agency, int Agreement, DateTimeOffset From, DateTimeOffset Until, DateTimeOffset At) : Fact(At, 35);

    /// <summary>36, <c>partnership-ended</c>.</summary>
    /// <param name="Cause">One of <see cref="PartnershipWords.Causes"/>.</param>
    public sealed record PartnershipEnded(AgencyId Agency, int Agreement, string Cause, string Text, DateTimeOffset At) : Fact(At, 36);

    /// <summary>37, <c>company-conduct</c>: what the company did towards an agency.</summary>
    /// <param name="What">One of <see cref="PartnershipWords.Conducts"/>.</param>
    public sealed record CompanyConduct(AgencyId Agency, string What, DateOnly On, string Text, DateTimeOffset At) : Fact(At, 37);

    /// <summary>38, <c>yearly-report-published</c>: the surveillance report on the time under an agreement.</summary>
    public sealed record YearlyReportPublished(AgencyId Agency, int Agreement, string Path, string Sha256, DateOnly From, DateOnly To, DateTimeOffset At) : Fact(At, 38);

    /// <summary>39, <c>oversight-account-named</c>: somebody of neither side has a part in what concerns an agency.</summary>
    /// <param name="Office">One of <see cref="PartnershipWords.Offices"/>.</param>
    /// <param name="Body">Whom they are of.</param>
    public sealed record OversightAccountNamed(AgencyId Agency, OutsideId Account, string Office, string Body, DateTimeOffset At) : Fact(At, 39);

    /// <summary>40, <c>eligibility-adopted</c>: which agencies the company takes, as a published file.</summary>
    public sealed record EligibilityAdopted(string Path, string Sha256, DateTimeOffset At) : Fact(At, 40);

    /// <summary>41, <c>register-published</c>: what changed in the register on a day, as a published file.</summary>
    public sealed record RegisterPublished(DateOnly Day, string Path, string Sha256, DateTimeOffset At) : Fact(At, 41);
}

/// <summary>The closed sets of words in facts of partnerships.</summary>
public static class PartnershipWords
{
    /// <summary>Whose an agency may be: local bodies only.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["municipal", "county", "special-district"];

    /// <summary>What an agreement may say of publicity.</summary>
    public static IReadOnlyList<string> Publicities { get; } = ["none", "courtesy-copy", "own-words-each"];

    public static IReadOnlyList<string> Gifts { get; } = ["gift", "subsidy", "device", "money"];

    public const string Resolution = "resolution";

    public const string UsePolicy = "use-policy";

    public static IReadOnlyList<string> Papers { get; } = [Resolution, UsePolicy];

    public static IReadOnlyList<string> Signings { get; } = ["passkey", "sample"];

    public static IReadOnlyList<string> Causes { get; } = ["company", "agency", "expired", "report-late"];

    public static IReadOnlyList<string> Conducts { get; } = ["contact", "training", "template-sent", "statement-reviewed"];

    public const string Clerk = "clerk";

    public const string Fetcher = "fetcher";

    public const string Overseer = "overseer";

    public static IReadOnlyList<string> Offices { get; } = [Clerk, Fetcher, Overseer];
}
