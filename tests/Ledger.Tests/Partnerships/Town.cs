using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Partnerships;

namespace Writ.Ledger.Tests.Partnerships;

/// <summary>An agency's acts, one after another, each at its moment.</summary>
internal sealed class Town
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly OutsideId Clerk = OutsideId.FromTrusted("out_0000000000000001");

    public static readonly OutsideId First = OutsideId.FromTrusted("out_0000000000000002");

    public static readonly OutsideId Second = OutsideId.FromTrusted("out_0000000000000003");

    public static readonly OutsideId SameBody = OutsideId.FromTrusted("out_0000000000000004");

    private static readonly AgencyId Agency = AgencyId.FromTrusted("agy_0123456789abcdef");

    public Town()
    {
    }

    public Town(IEnumerable<Fact> facts) => Facts = [.. facts];

    public List<Fact> Facts { get; } =
    [
        new Fact.OversightAccountNamed(Agency, Clerk, "clerk", "Council", Start),
        new Fact.OversightAccountNamed(Agency, First, "fetcher", "Library", Start),
        new Fact.OversightAccountNamed(Agency, Second, "fetcher", "Press", Start),
        new Fact.OversightAccountNamed(Agency, SameBody, "fetcher", "LIBRARY", Start),
    ];

    public static string Hash(string of) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(of)));

    public static DateTimeOffset Day(double days) => Start.AddDays(days);

    public Partnership Partnership => Partnership.Of(Facts);

    public PartnershipStanding At(DateTimeOffset now) => Partnership.At(now, verified: true);

    public Town Area(double day) => Add(new Fact.JurisdictionSet(Agency, "partners/a", Hash("area"), Day(day)));

    public Town Propose(double day, int number = 1, int term = 12, int report = 13, DateOnly? ends = null) => Add(new Fact.AgreementProposed(
        Agency, number, "partners/t", Hash("text"), "municipal", "none", ends ?? new DateOnly(2030, 1, 1), 30 * 86400, 30 * 86400, term, report, Day(day)));

    public Town Notice(double day, double hearing, int number = 1) => Add(new Fact.NoticeGiven(Agency, number, "https://town.example/n", "partners/n", Hash("notice"), Day(hearing), Day(day)));

    public Town Hear(double day, int number = 1) => Add(new Fact.HearingHeld(Agency, number, new DateOnly(2026, 2, 1), "Council", "Said", Day(day)));

    public Town Place(double day, string what, int number = 1) => Add(new Fact.ResolutionPlaced(
        Agency, number, what, "Council", new DateOnly(2026, 2, 1), "https://town.example/p", "partners/p", Hash(what), Day(day)));

    public Town Fetch(double day, string what, OutsideId who, string? found = null, int number = 1) => Add(new Fact.ResolutionFetched(Agency, number, what, who, Hash(found ?? what), Day(day)));

    public Town Sign(double day, string text = "text", int number = 1, OutsideId? who = null) => Add(new Fact.ResolutionCountersigned(
        Agency, number, who ?? Clerk, Hash("resolution"), Hash("use-policy"), Hash(text), "passkey", Hash("e"), Day(day)));

    public Town Object(double day, int objection, int number = 1) => Add(new Fact.ObjectionFiled(Agency, number, objection, "partners/o", Hash("o"), Day(day)));

    public Town Answer(double day, int objection, int number = 1) => Add(new Fact.ObjectionAnswered(Agency, number, objection, "partners/o", Hash("o"), Day(day)));

    public Town End(double day, string cause = "agency", int number = 1) => Add(new Fact.PartnershipEnded(Agency, number, cause, "Enough", Day(day)));

    public Town Report(DateTimeOffset at, int number = 1) => Add(new Fact.YearlyReportPublished(Agency, number, "partners/r", Hash("r"), new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1), at));

    /// <summary>All parts, so that it begins on day 100 at the hour of <see cref="Start"/>.</summary>
    public static Town Whole(int term = 12, int report = 13, DateOnly? ends = null) => new Town().Area(0).Propose(1, term: term, report: report, ends: ends).Rest();

    public Town Rest(double from = 0, int number = 1) => Notice(from + 2, from + 31, number).Hear(from + 32, number).Place(from + 40, "resolution", number).Place(from + 40, "use-policy", number)
        .Fetch(from + 50, "resolution", First, number: number).Fetch(from + 50, "use-policy", First, number: number)
        .Fetch(from + 51, "resolution", Second, number: number).Fetch(from + 51, "use-policy", Second, number: number).Sign(from + 70, number: number);

    private Town Add(Fact fact)
    {
        Facts.Add(fact);
        return this;
    }
}
