using System.Text;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Ledger.Tests.Facts;

public sealed class FactsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static readonly AgencyId Agency = AgencyId.FromTrusted("agy_0123456789abcdef");

    private static readonly RequestId Request = RequestId.FromTrusted("rqs_0123456789abcdef");

    private static readonly string Hash = new('a', 64);

    private const string Vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    /// <summary>The bytes of every kind, fixed for ever: a change here breaks every log in the world.</summary>
    public static TheoryData<byte[], string> Kinds => new()
    {
        { F.LogOpened("log.example", Vkey, At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"log-opened","n":1,"origin":"log.example","promise":"{{Vkey}}","spec":"writ.record/v1"}""" },
        { F.AgencyEnrolled(Agency, "Sample Police", "US", "police", At), """{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","authority":"police","country":"US","kind":"agency-enrolled","n":2,"name":"Sample Police"}""" },
        { F.AgencyVerified(Agency, "call back", "agency desk", At), """{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","by":"agency desk","how":"call back","kind":"agency-verified","n":3}""" },
        { F.AgencySuspended(Agency, "lapsed", At), """{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","kind":"agency-suspended","n":4,"reason":"lapsed"}""" },
        { F.KeyEnrolled(Agency, Hash, At), $$"""{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","key":"{{Hash}}","kind":"key-enrolled","n":5}""" },
        { F.KeyRevoked(Agency, Hash, "lost", At), $$"""{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","key":"{{Hash}}","kind":"key-revoked","n":6,"reason":"lost"}""" },
        { F.LawAdopted("us", Hash, At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"law-adopted","n":7,"pack":"us","sha256":"{{Hash}}"}""" },
        {
            F.ReportPublished("2020-h2", 1, "reports/2020-h2/v1.json", Hash, Hash, 0, 27664, false, At),
            $$"""{"at":"2026-01-31T09:00:00Z","from":0,"kind":"report-published","n":8,"openings":"{{Hash}}","path":"reports/2020-h2/v1.json","period":"2020-h2","provisional":false,"sha256":"{{Hash}}","to":27664,"version":1}"""
        },
        { F.Correction(4, "It was another day.", At), """{"at":"2026-01-31T09:00:00Z","entry":4,"kind":"correction","n":9,"text":"It was another day."}""" },
        { F.ClassAdjusted(4, 9, "A bar had been overlooked.", At), """{"at":"2026-01-31T09:00:00Z","by":9,"kind":"class-adjusted","leaf":4,"n":10,"reason":"A bar had been overlooked."}""" },
        { F.RequestPublished(Agency, Request, "burglary", "requests/rqs_0123456789abcdef.json", Hash, At.AddDays(7), At), $$"""{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","incident":"burglary","kind":"request-published","n":45,"path":"requests/rqs_0123456789abcdef.json","request":"rqs_0123456789abcdef","sha256":"{{Hash}}","until":"2026-02-07T09:00:00Z"}""" },
        { F.RequestRefused(Agency, Request, "pressure", "requests/rqs_0123456789abcdef.json", Hash, At), $$"""{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","kind":"request-refused","n":46,"path":"requests/rqs_0123456789abcdef.json","request":"rqs_0123456789abcdef","rule":"pressure","sha256":"{{Hash}}"}""" },
        { F.RequestCorrected(Agency, Request, RequestId.FromTrusted("rqs_0000000000000000"), "requests/rqs_0123456789abcdef.json", Hash, At.AddDays(7), At), $$"""{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","corrects":"rqs_0000000000000000","kind":"request-corrected","n":47,"path":"requests/rqs_0123456789abcdef.json","request":"rqs_0123456789abcdef","sha256":"{{Hash}}","until":"2026-02-07T09:00:00Z"}""" },
        { F.RequestResolved(Agency, Request, "not-helped", At), """{"agency":"agy_0123456789abcdef","at":"2026-01-31T09:00:00Z","kind":"request-resolved","n":48,"outcome":"not-helped","request":"rqs_0123456789abcdef"}""" },
        { F.LeavesUnsealed("reports/unsealed/1.jsonl", Hash, 2, At), $$"""{"at":"2026-01-31T09:00:00Z","count":2,"kind":"leaves-unsealed","n":11,"path":"reports/unsealed/1.jsonl","sha256":"{{Hash}}"}""" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_one_form_and_is_read_back(byte[] entry, string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(entry));
        var fact = F.Parse(entry).Value;
        Assert.Equal(At, fact.At);
        Assert.Contains($"\"n\":{fact.Number}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_written_in_UTC_and_whole_seconds()
    {
        var entry = F.AgencySuspended(Agency, "lapsed", new DateTimeOffset(2026, 1, 31, 10, 0, 0, 999, TimeSpan.FromHours(1)));
        Assert.Equal(At, F.Parse(entry).Value.At);
    }

    [Theory]
    [InlineData("\"n\":4", "\"n\":5", "ledger-fact-unknown")]
    [InlineData("\"n\":4", "\"n\":\"4\"", "ledger-fact-unknown")]
    [InlineData("agency-suspended", "agency-praised", "ledger-fact-unknown")]
    [InlineData("2026-01-31T09:00:00Z", "2026-01-31T09:00:00+00:00", "ledger-fact-malformed")]
    [InlineData("2026-01-31T09:00:00Z", "2026-01-32T09:00:00Z", "ledger-fact-malformed")]
    [InlineData("\"lapsed\"", "\"\"", "ledger-fact-malformed")]
    [InlineData("\"lapsed\"", "7", "ledger-fact-malformed")]
    [InlineData("\"lapsed\"", "\"a\\nb\"", "ledger-fact-malformed")]
    [InlineData("\"reason\":\"lapsed\"", "\"reason\":\"lapsed\",\"zeal\":1", "ledger-fact-malformed")]
    [InlineData(",\"reason\":\"lapsed\"", "", "ledger-fact-malformed")]
    [InlineData("agy_0123456789abcdef", "agy_0123456789abcdeu", "ledger-fact-malformed")]
    [InlineData("{\"agency\"", "{ \"agency\"", "ledger-fact-malformed")]
    public void A_fact_that_is_not_as_its_kind_asks_is_refused(string from, string to, string code)
    {
        var text = Encoding.UTF8.GetString(F.AgencySuspended(Agency, "lapsed", At));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal(code, F.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Theory]
    [InlineData("\"path\":\"reports/2020-h2/v1.json\"", "\"path\":\"reports/../keys/seed\"")]
    [InlineData("\"path\":\"reports/2020-h2/v1.json\"", "\"path\":\"/etc/passwd\"")]
    [InlineData("\"path\":\"reports/2020-h2/v1.json\"", "\"path\":\"https://other.example/x\"")]
    [InlineData("\"period\":\"2020-h2\"", "\"period\":\"2020-07-01--2020-12-31\"")]
    [InlineData("\"to\":27664", "\"to\":-1")]
    [InlineData("\"from\":0", "\"from\":27665")]
    [InlineData("\"version\":1", "\"version\":0")]
    [InlineData("\"provisional\":false", "\"provisional\":\"no\"")]
    public void A_report_fact_out_of_bounds_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(F.ReportPublished("2020-h2", 1, "reports/2020-h2/v1.json", Hash, Hash, 0, 27664, false, At));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-fact-malformed", F.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Fact]
    public void What_would_not_be_read_back_is_never_written()
    {
        Assert.Throws<ArgumentException>(() => F.KeyEnrolled(Agency, "AA", At));
        Assert.Throws<ArgumentException>(() => F.AgencyEnrolled(Agency, "Sample", "usa", "police", At));
        Assert.Throws<ArgumentException>(() => F.AgencySuspended(Agency, new string('x', EntryBundle.MaxEntry), At));
    }

    [Theory]
    [InlineData("\"burglary\"", "\"protest\"")]
    [InlineData("rqs_0123456789abcdef\",\"sha256\"", "dmd_0123456789abcdef\",\"sha256\"")]
    [InlineData("2026-02-07T09:00:00Z", "2026-01-31T09:00:00Z")]
    [InlineData("\"path\":\"requests/", "\"path\":\"../requests/")]
    public void A_request_s_fact_out_of_its_lists_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(F.RequestPublished(Agency, Request, "burglary", "requests/rqs_0123456789abcdef.json", Hash, At.AddDays(7), At));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-fact-malformed", F.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }
}
