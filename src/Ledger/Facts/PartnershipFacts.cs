using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Facts;

/// <summary>Reading and writing of kinds 25 to 41.</summary>
public static partial class Facts
{
    // A hundred years: no period of an agreement is longer, and no sum of time overflows.
    private const long MostSeconds = 3_155_760_000;

    /// <summary>Writes a fact of a partnership.</summary>
    public static byte[] OfPartnership(Fact fact) => fact.Number is >= 25 and <= 41 ? Write(fact) : throw new ArgumentException("Not a fact of a partnership", nameof(fact));

    /// <summary>Name of a fact's kind, as the record has it.</summary>
    public static string KindOf(Fact fact) => Members(fact)["kind"]!.GetValue<string>();

    /// <summary>Whose fact of a partnership it is; null: no agency's.</summary>
    public static AgencyId? AgencyOf(Fact fact) =>
        PartnershipMembers(fact)?["agency"]?.GetValue<string>() is { } text ? AgencyId.FromTrusted(text) : null;

    /// <summary>The published file that a fact of a partnership names, with its hash; none where it names none.</summary>
    public static IEnumerable<(string Path, string Sha256)> Documents(Fact fact) => fact switch
    {
        Fact.JurisdictionSet f => [(f.Path, f.Sha256)],
        Fact.AgreementProposed f => [(f.Path, f.Sha256)],
        Fact.NoticeGiven f => [(f.Path, f.Sha256)],
        Fact.ResolutionPlaced f => [(f.Path, f.Sha256)],
        Fact.ObjectionFiled f => [(f.Path, f.Sha256)],
        Fact.ObjectionAnswered f => [(f.Path, f.Sha256)],
        Fact.YearlyReportPublished f => [(f.Path, f.Sha256)],
        Fact.EligibilityAdopted f => [(f.Path, f.Sha256)],
        Fact.RegisterPublished f => [(f.Path, f.Sha256)],
        _ => [],
    };

    private static Fact? Partnership(string kind, long number, FactReader r, DateTimeOffset at) => (kind, number) switch
    {
        ("jurisdiction-set", 25) => new Fact.JurisdictionSet(r.Agency(), r.SitePath("path"), r.Hash("sha256"), at),
        ("agreement-proposed", 26) => new Fact.AgreementProposed(
            r.Agency(), Agreement(r), r.SitePath("path"), r.Hash("sha256"), r.OneOf("level", PartnershipWords.Levels), r.OneOf("publicity", PartnershipWords.Publicities),
            r.Day("ends"), r.Number("comment", 0, MostSeconds), r.Number("objections", 0, MostSeconds), (int)r.Number("term", 1, 12), (int)r.Number("report", 1, 120), at),
        ("gift-recorded", 27) => new Fact.GiftRecorded(
            r.Agency(), Agreement(r), r.OneOf("what", PartnershipWords.Gifts), r.Text("item"), r.Number("count", 1), r.Number("value"), Currency(r), r.Text("to"), r.Text("conditions"), at),
        ("notice-given", 28) => new Fact.NoticeGiven(r.Agency(), Agreement(r), r.Url("url"), r.SitePath("path"), r.Hash("sha256"), r.Time("hearing"), at),
        ("hearing-held", 29) => new Fact.HearingHeld(r.Agency(), Agreement(r), r.Day("on"), r.Text("body"), r.Text("text"), at),
        ("resolution-placed", 30) => new Fact.ResolutionPlaced(
            r.Agency(), Agreement(r), r.OneOf("what", PartnershipWords.Papers), r.Text("body"), r.Day("on"), r.Url("url"), r.SitePath("path"), r.Hash("sha256"), at),
        ("resolution-fetched", 31) => new Fact.ResolutionFetched(r.Agency(), Agreement(r), r.OneOf("what", PartnershipWords.Papers), r.Outside("account"), r.Hash("sha256"), at),
        ("resolution-countersigned", 32) => new Fact.ResolutionCountersigned(
            r.Agency(), Agreement(r), r.Outside("account"), r.Hash("resolution"), r.Hash("policy"), r.Hash("text"), r.OneOf("how", PartnershipWords.Signings), r.Hash("evidence"), at),
        ("objection-filed", 33) => new Fact.ObjectionFiled(r.Agency(), Agreement(r), Counted(r, "objection"), r.SitePath("path"), r.Hash("sha256"), at),
        ("objection-answered", 34) => new Fact.ObjectionAnswered(r.Agency(), Agreement(r), Counted(r, "objection"), r.SitePath("path"), r.Hash("sha256"), at),
        ("partnership-in-force", 35) => new Fact.PartnershipInForce(r.Agency(), Agreement(r), r.Time("from"), r.Time("until"), at),
        ("partnership-ended", 36) => new Fact.PartnershipEnded(r.Agency(), Agreement(r), r.OneOf("cause", PartnershipWords.Causes), r.Text("text"), at),
        ("company-conduct", 37) => new Fact.CompanyConduct(r.Agency(), r.OneOf("what", PartnershipWords.Conducts), r.Day("on"), r.Text("text"), at),
        ("yearly-report-published", 38) => new Fact.YearlyReportPublished(r.Agency(), Agreement(r), r.SitePath("path"), r.Hash("sha256"), r.Day("from"), r.Day("to"), at),
        ("oversight-account-named", 39) => new Fact.OversightAccountNamed(r.Agency(), r.Outside("account"), r.OneOf("office", PartnershipWords.Offices), r.Text("body"), at),
        ("eligibility-adopted", 40) => new Fact.EligibilityAdopted(r.SitePath("path"), r.Hash("sha256"), at),
        ("register-published", 41) => new Fact.RegisterPublished(r.Day("day"), r.SitePath("path"), r.Hash("sha256"), at),
        _ => null,
    };

    private static JsonObject? PartnershipMembers(Fact fact) => fact switch
    {
        Fact.JurisdictionSet f => new() { ["kind"] = "jurisdiction-set", ["agency"] = f.Agency.Text, ["path"] = f.Path, ["sha256"] = f.Sha256 },
        Fact.AgreementProposed f => new()
        {
            ["kind"] = "agreement-proposed", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["path"] = f.Path, ["sha256"] = f.Sha256, ["level"] = f.Level,
            ["publicity"] = f.Publicity, ["ends"] = Strict.Day(f.Ends), ["comment"] = f.Comment, ["objections"] = f.Objections, ["term"] = f.Term, ["report"] = f.Report,
        },
        Fact.GiftRecorded f => new()
        {
            ["kind"] = "gift-recorded", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["what"] = f.What, ["item"] = f.Item, ["count"] = f.Count, ["value"] = f.Value,
            ["currency"] = f.Currency, ["to"] = f.To, ["conditions"] = f.Conditions,
        },
        Fact.NoticeGiven f => new()
        {
            ["kind"] = "notice-given", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["url"] = f.Url, ["path"] = f.Path, ["sha256"] = f.Sha256,
            ["hearing"] = Strict.Timestamp(f.Hearing),
        },
        Fact.HearingHeld f => new()
        {
            ["kind"] = "hearing-held", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["on"] = Strict.Day(f.On), ["body"] = f.Body, ["text"] = f.Text,
        },
        Fact.ResolutionPlaced f => new()
        {
            ["kind"] = "resolution-placed", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["what"] = f.What, ["body"] = f.Body, ["on"] = Strict.Day(f.On),
            ["url"] = f.Url, ["path"] = f.Path, ["sha256"] = f.Sha256,
        },
        Fact.ResolutionFetched f => new()
        {
            ["kind"] = "resolution-fetched", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["what"] = f.What, ["account"] = f.Account.Text, ["sha256"] = f.Sha256,
        },
        Fact.ResolutionCountersigned f => new()
        {
            ["kind"] = "resolution-countersigned", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["account"] = f.Account.Text, ["resolution"] = f.Resolution,
            ["policy"] = f.Policy, ["text"] = f.Text, ["how"] = f.How, ["evidence"] = f.Evidence,
        },
        Fact.ObjectionFiled f => new()
        {
            ["kind"] = "objection-filed", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["objection"] = f.Objection, ["path"] = f.Path, ["sha256"] = f.Sha256,
        },
        Fact.ObjectionAnswered f => new()
        {
            ["kind"] = "objection-answered", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["objection"] = f.Objection, ["path"] = f.Path, ["sha256"] = f.Sha256,
        },
        Fact.PartnershipInForce f => new()
        {
            ["kind"] = "partnership-in-force", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["from"] = Strict.Timestamp(f.From), ["until"] = Strict.Timestamp(f.Until),
        },
        Fact.PartnershipEnded f => new()
        {
            ["kind"] = "partnership-ended", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["cause"] = f.Cause, ["text"] = f.Text,
        },
        Fact.CompanyConduct f => new() { ["kind"] = "company-conduct", ["agency"] = f.Agency.Text, ["what"] = f.What, ["on"] = Strict.Day(f.On), ["text"] = f.Text },
        Fact.YearlyReportPublished f => new()
        {
            ["kind"] = "yearly-report-published", ["agency"] = f.Agency.Text, ["agreement"] = f.Agreement, ["path"] = f.Path, ["sha256"] = f.Sha256,
            ["from"] = Strict.Day(f.From), ["to"] = Strict.Day(f.To),
        },
        Fact.OversightAccountNamed f => new()
        {
            ["kind"] = "oversight-account-named", ["agency"] = f.Agency.Text, ["account"] = f.Account.Text, ["office"] = f.Office, ["body"] = f.Body,
        },
        Fact.EligibilityAdopted f => new() { ["kind"] = "eligibility-adopted", ["path"] = f.Path, ["sha256"] = f.Sha256 },
        Fact.RegisterPublished f => new() { ["kind"] = "register-published", ["day"] = Strict.Day(f.Day), ["path"] = f.Path, ["sha256"] = f.Sha256 },
        _ => null,
    };

    private static int Agreement(FactReader reader) => Counted(reader, "agreement");

    private static int Counted(FactReader reader, string name) => (int)reader.Number(name, 1, int.MaxValue);

    private static string Currency(FactReader reader)
    {
        var code = reader.Text("currency");
        return code.Length == 3 && code.All(char.IsAsciiLetterUpper) ? code : reader.OneOf("currency", []);
    }
}
