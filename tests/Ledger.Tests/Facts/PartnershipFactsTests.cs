using System.Text;
using Writ.Base;
using Writ.Ledger.Facts;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Ledger.Tests.Facts;

/// <summary>Kinds 25 to 41.</summary>
public sealed class PartnershipFactsTests
{
    private const string Path = "partners/agy_0123456789abcdef/a.txt";

    private static readonly DateTimeOffset At = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Day = new(2026, 1, 30);

    private static readonly AgencyId Agency = AgencyId.FromTrusted("agy_0123456789abcdef");

    private static readonly OutsideId Out = OutsideId.FromTrusted("out_0123456789abcdef");

    private static readonly string Hash = new('a', 64);

    private static readonly string Begin = """{"agency":"agy_0123456789abcdef",""";

    private static readonly string When = "\"at\":\"2026-01-31T09:00:00Z\",";

    private static readonly string File = $"\"path\":\"{Path}\",\"sha256\":\"{Hash}\"";

    /// <summary>The bytes of every kind, fixed for ever.</summary>
    public static TheoryData<string, string> Kinds => new()
    {
        { Of(new Fact.JurisdictionSet(Agency, Path, Hash, At)), $"{Begin}{When}\"kind\":\"jurisdiction-set\",\"n\":25,{File}}}" },
        {
            Of(new Fact.AgreementProposed(Agency, 1, Path, Hash, "municipal", "none", Day, 2592000, 2592000, 12, 13, At)),
            $"{Begin}\"agreement\":1,{When}\"comment\":2592000,\"ends\":\"2026-01-30\",\"kind\":\"agreement-proposed\",\"level\":\"municipal\",\"n\":26,\"objections\":2592000,\"path\":\"{Path}\",\"publicity\":\"none\",\"report\":13,\"sha256\":\"{Hash}\",\"term\":12}}"
        },
        {
            Of(new Fact.GiftRecorded(Agency, 1, "device", "Camera", 2, 9900, "USD", "The station", "None", At)),
            $"{Begin}\"agreement\":1,{When}\"conditions\":\"None\",\"count\":2,\"currency\":\"USD\",\"item\":\"Camera\",\"kind\":\"gift-recorded\",\"n\":27,\"to\":\"The station\",\"value\":9900,\"what\":\"device\"}}"
        },
        {
            Of(new Fact.NoticeGiven(Agency, 1, "https://town.example/n", Path, Hash, At, At)),
            $"{Begin}\"agreement\":1,{When}\"hearing\":\"2026-01-31T09:00:00Z\",\"kind\":\"notice-given\",\"n\":28,{File},\"url\":\"https://town.example/n\"}}"
        },
        {
            Of(new Fact.HearingHeld(Agency, 1, Day, "Council", "Nine spoke.", At)),
            $"{Begin}\"agreement\":1,{When}\"body\":\"Council\",\"kind\":\"hearing-held\",\"n\":29,\"on\":\"2026-01-30\",\"text\":\"Nine spoke.\"}}"
        },
        {
            Of(new Fact.ResolutionPlaced(Agency, 1, "use-policy", "Council", Day, "https://town.example/p", Path, Hash, At)),
            $"{Begin}\"agreement\":1,{When}\"body\":\"Council\",\"kind\":\"resolution-placed\",\"n\":30,\"on\":\"2026-01-30\",{File},\"url\":\"https://town.example/p\",\"what\":\"use-policy\"}}"
        },
        {
            Of(new Fact.ResolutionFetched(Agency, 1, "resolution", Out, Hash, At)),
            $"{{\"account\":\"out_0123456789abcdef\",\"agency\":\"agy_0123456789abcdef\",\"agreement\":1,{When}\"kind\":\"resolution-fetched\",\"n\":31,\"sha256\":\"{Hash}\",\"what\":\"resolution\"}}"
        },
        {
            Of(new Fact.ResolutionCountersigned(Agency, 1, Out, Hash, Hash, Hash, "passkey", Hash, At)),
            $"{{\"account\":\"out_0123456789abcdef\",\"agency\":\"agy_0123456789abcdef\",\"agreement\":1,{When}\"evidence\":\"{Hash}\",\"how\":\"passkey\",\"kind\":\"resolution-countersigned\",\"n\":32,\"policy\":\"{Hash}\",\"resolution\":\"{Hash}\",\"text\":\"{Hash}\"}}"
        },
        { Of(new Fact.ObjectionFiled(Agency, 1, 2, Path, Hash, At)), $"{Begin}\"agreement\":1,{When}\"kind\":\"objection-filed\",\"n\":33,\"objection\":2,{File}}}" },
        { Of(new Fact.ObjectionAnswered(Agency, 1, 2, Path, Hash, At)), $"{Begin}\"agreement\":1,{When}\"kind\":\"objection-answered\",\"n\":34,\"objection\":2,{File}}}" },
        {
            Of(new Fact.PartnershipInForce(Agency, 1, At, At, At)),
            $"{Begin}\"agreement\":1,{When}\"from\":\"2026-01-31T09:00:00Z\",\"kind\":\"partnership-in-force\",\"n\":35,\"until\":\"2026-01-31T09:00:00Z\"}}"
        },
        { Of(new Fact.PartnershipEnded(Agency, 1, "agency", "Enough.", At)), $"{Begin}\"agreement\":1,{When}\"cause\":\"agency\",\"kind\":\"partnership-ended\",\"n\":36,\"text\":\"Enough.\"}}" },
        { Of(new Fact.CompanyConduct(Agency, "training", Day, "Two hours", At)), $"{Begin}{When}\"kind\":\"company-conduct\",\"n\":37,\"on\":\"2026-01-30\",\"text\":\"Two hours\",\"what\":\"training\"}}" },
        {
            Of(new Fact.YearlyReportPublished(Agency, 1, Path, Hash, Day, Day, At)),
            $"{Begin}\"agreement\":1,{When}\"from\":\"2026-01-30\",\"kind\":\"yearly-report-published\",\"n\":38,{File},\"to\":\"2026-01-30\"}}"
        },
        {
            Of(new Fact.OversightAccountNamed(Agency, Out, "clerk", "Council", At)),
            $"{{\"account\":\"out_0123456789abcdef\",\"agency\":\"agy_0123456789abcdef\",{When}\"body\":\"Council\",\"kind\":\"oversight-account-named\",\"n\":39,\"office\":\"clerk\"}}"
        },
        { Of(new Fact.EligibilityAdopted(Path, Hash, At)), $"{{{When}\"kind\":\"eligibility-adopted\",\"n\":40,{File}}}" },
        { Of(new Fact.RegisterPublished(Day, Path, Hash, At)), $"{{{When}\"day\":\"2026-01-30\",\"kind\":\"register-published\",\"n\":41,{File}}}" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_one_form_and_is_read_back(string written, string text)
    {
        Assert.Equal(text, written);
        Assert.Equal(written, Of(F.Parse(Encoding.UTF8.GetBytes(written)).Value));
    }

    [Theory]
    [InlineData("\"level\":\"municipal\"", "\"level\":\"federal\"")]
    [InlineData("\"publicity\":\"none\"", "\"publicity\":\"approval\"")]
    [InlineData("\"term\":12", "\"term\":13")]
    [InlineData("\"term\":12", "\"term\":0")]
    [InlineData("\"comment\":2592000", "\"comment\":-1")]
    [InlineData("\"comment\":2592000", "\"comment\":9007199254740992")]
    [InlineData("\"agreement\":1,", "\"agreement\":0,")]
    [InlineData("\"ends\":\"2026-01-30\"", "\"ends\":\"2026-02-30\"")]
    [InlineData("partners/agy_", "../agy_")]
    [InlineData("\"term\":12", "\"term\":12,\"zeal\":1")]
    public void An_agreement_that_is_not_as_its_kind_asks_is_refused(string from, string to) =>
        Refused(new Fact.AgreementProposed(Agency, 1, Path, Hash, "municipal", "none", Day, 2592000, 2592000, 12, 13, At), from, to);

    [Theory]
    [InlineData("https://town.example/n", "http://town.example/n")]
    [InlineData("https://town.example/n", "https://user@town.example/n")]
    [InlineData("https://town.example/n", "https://town.example/a b")]
    [InlineData("https://town.example/n", "javascript:alert(1)//x")]
    [InlineData("https://town.example/n", "https://täuschung.example/n")]
    public void A_notice_at_no_plain_https_address_is_refused(string from, string to) =>
        Refused(new Fact.NoticeGiven(Agency, 1, "https://town.example/n", Path, Hash, At, At), from, to);

    [Theory]
    [InlineData("\"currency\":\"USD\"", "\"currency\":\"usd\"")]
    [InlineData("\"count\":2", "\"count\":0")]
    [InlineData("\"value\":9900", "\"value\":-1")]
    [InlineData("\"what\":\"device\"", "\"what\":\"favour\"")]
    public void A_gift_out_of_bounds_is_refused(string from, string to) => Refused(new Fact.GiftRecorded(Agency, 1, "device", "Camera", 2, 9900, "USD", "The station", "None", At), from, to);

    private static void Refused(Fact fact, string from, string to)
    {
        var text = Of(fact);
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-fact-malformed", F.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    private static string Of(Fact fact) => Encoding.UTF8.GetString(F.OfPartnership(fact));
}
