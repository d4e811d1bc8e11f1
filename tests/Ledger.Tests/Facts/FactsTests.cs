using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register.Batches;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Ledger.Tests.Facts;

public sealed class FactsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static readonly AgencyId Agency = AgencyId.FromTrusted("agy_0123456789abcdef");

    private static readonly Schedule Weekly = new(new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(7), 200, 60, TimeSpan.FromMinutes(5), 6);
    private static readonly AuditorId Auditor = AuditorId.FromTrusted("adt_0123456789abcdef");

    private const string Spki = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMPUclUzs36KVhG+x1uXiWtLi1w294BayCAbKWhrWiLdlQqf5+pNoBdztQ6p6uA/OdPV5mdMzOJo4lQr7845tKA==";

    private static readonly PublicKey Key = PublicKey.Parse(Convert.FromBase64String(Spki)).Value;
    private static readonly RequestId Request = RequestId.FromTrusted("rqs_0123456789abcdef");

    private static readonly Period Quarter = Period.FromTrusted("2025-q4");

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
        { F.GrantTotalsPublished(Quarter, "oversight/2025-q4.json", Hash, At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"grant-totals-published","n":49,"path":"oversight/2025-q4.json","quarter":"2025-q4","sha256":"{{Hash}}"}""" },
        { F.EquityReportPublished(Quarter, "oversight/2025-q4-equity.json", Hash, At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"equity-report-published","n":50,"path":"oversight/2025-q4-equity.json","quarter":"2025-q4","sha256":"{{Hash}}"}""" },
        { F.PressureTotalsPublished(Quarter, "oversight/2025-q4-pressure.json", Hash, At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"pressure-totals-published","n":51,"path":"oversight/2025-q4-pressure.json","quarter":"2025-q4","sha256":"{{Hash}}"}""" },
        { F.LeavesUnsealed("reports/unsealed/1.jsonl", Hash, 2, At), $$"""{"at":"2026-01-31T09:00:00Z","count":2,"kind":"leaves-unsealed","n":11,"path":"reports/unsealed/1.jsonl","sha256":"{{Hash}}"}""" },
        {
            F.ScheduleSet(Weekly, At),
            """{"at":"2026-01-31T09:00:00Z","authorisations":6,"batch":604800,"epoch":300,"from":"2026-02-02T00:00:00Z","kind":"schedule-set","leaves":200,"n":12,"reserve":60}"""
        },
        { F.BreakGlassTold(Hash, "vlt_0123456789abcdef", At.AddHours(-1), "a note", At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"break-glass-told","n":70,"note":"YSBub3Rl","statement":"{{Hash}}","used":"2026-01-31T08:00:00Z","vault":"vlt_0123456789abcdef"}""" },
        { F.BatchOut(LeafKind.Register, At, At), """{"at":"2026-01-31T09:00:00Z","due":"2026-01-31T09:00:00Z","kind":"register-batch","n":13}""" },
        { F.BatchOut(LeafKind.Authorisation, At.AddMinutes(-5), At), """{"at":"2026-01-31T09:00:00Z","due":"2026-01-31T08:55:00Z","kind":"authorisation-epoch","n":14}""" },
        {
            F.AuditorDesignated(Auditor, "Sample Audit Office", Key, At.AddDays(1), At),
            $$"""{"at":"2026-01-31T09:00:00Z","auditor":"adt_0123456789abcdef","from":"2026-02-01T09:00:00Z","key":"{{Spki}}","kind":"auditor-designated","n":15,"name":"Sample Audit Office"}"""
        },
        { F.AuditorRetired(Auditor, "Her term is over.", At), """{"at":"2026-01-31T09:00:00Z","auditor":"adt_0123456789abcdef","kind":"auditor-retired","n":16,"reason":"Her term is over."}""" },
        { F.ApproverEnrolled("stf_0123456789abcdef", "reviewer", "-", At), """{"at":"2026-01-31T09:00:00Z","key":"-","kind":"approver-enrolled","n":18,"person":"stf_0123456789abcdef","role":"reviewer"}""" },
        { F.ApproverEnrolled("stf_0123456789abcdef", "break-glass", Hash, At), $$"""{"at":"2026-01-31T09:00:00Z","key":"{{Hash}}","kind":"approver-enrolled","n":18,"person":"stf_0123456789abcdef","role":"break-glass"}""" },
        { F.ApproverRemoved("stf_0123456789abcdef", "approver", "left", At), """{"at":"2026-01-31T09:00:00Z","kind":"approver-removed","n":19,"person":"stf_0123456789abcdef","reason":"left","role":"approver"}""" },
        { F.KeysDestroyed(Hash, "an order", At), $$"""{"at":"2026-01-31T09:00:00Z","kind":"keys-destroyed","n":20,"reason":"an order","what":"{{Hash}}"}""" },
        { F.BreakGlassUsed(3, Hash, "vlt_0123456789abcdef", At), $$"""{"at":"2026-01-31T09:00:00Z","count":3,"ground":"danger-to-life","kind":"break-glass-used","n":21,"statement":"{{Hash}}","vault":"vlt_0123456789abcdef"}""" },
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
    public void Words_and_numbers_outside_their_list_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => F.ApproverEnrolled("stf_0123456789abcdef", "king", "-", At));
        Assert.Throws<ArgumentException>(() => F.ApproverEnrolled("stf_0123456789abcdef", "reviewer", "none", At));
        Assert.Throws<ArgumentException>(() => F.ApproverRemoved("stf_0123456789abcdef", "", "left", At));
        Assert.Throws<ArgumentException>(() => F.KeysDestroyed("all", "an order", At));
        Assert.Throws<ArgumentException>(() => F.BreakGlassUsed(0, Hash, "vlt_0123456789abcdef", At));
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

    [Theory]
    [InlineData("\"from\":\"2026-02-01T09:00:00Z\"", "\"from\":\"2026-01-31T08:59:59Z\"")]
    [InlineData("+", "-")]
    [InlineData("\"key\":\"MFkw", "\"key\":\"MFkx")]
    [InlineData("1w29", "AAAA")]
    [InlineData("adt_0123", "agy_0123")]
    [InlineData("\"name\":\"Sample Audit Office\"", "\"name\":\"\"")]
    public void An_auditor_with_a_bad_key_or_time_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(F.AuditorDesignated(Auditor, "Sample Audit Office", Key, At.AddDays(1), At));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-fact-malformed", F.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
        Assert.Throws<ArgumentException>(() => F.AuditorDesignated(Auditor, "Sample Audit Office", Key, At.AddSeconds(-1), At));
    }

    [Theory]
    [InlineData("2026-02-02T00:00:00Z", "2026-01-31T09:00:00Z")]
    [InlineData("2026-02-02T00:00:00Z", "2026-01-31T08:59:59Z")]
    [InlineData("2026-02-02T00:00:00Z", "9999-02-02T00:00:00Z")]
    [InlineData("\"batch\":604800", "\"batch\":604801")]
    [InlineData("\"batch\":604800", "\"batch\":2419500")]
    [InlineData("\"batch\":604800", "\"batch\":0")]
    [InlineData("\"epoch\":300", "\"epoch\":1209600")]
    [InlineData("\"leaves\":200", "\"leaves\":60")]
    [InlineData("\"leaves\":200", "\"leaves\":65537")]
    [InlineData("\"reserve\":60", "\"reserve\":-1")]
    [InlineData("\"reserve\":60", "\"reserve\":200")]
    [InlineData("\"authorisations\":6", "\"authorisations\":0")]
    [InlineData("\"authorisations\":6", "\"authorisations\":6.5")]
    public void A_schedule_that_cannot_be_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(F.ScheduleSet(Weekly, At));
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-fact-malformed", F.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Fact]
    public void A_batch_does_not_go_out_before_it_is_due()
    {
        Assert.Throws<ArgumentException>(() => F.BatchOut(LeafKind.Register, At.AddSeconds(1), At));
        Assert.Throws<ArgumentException>(() => F.BatchOut(LeafKind.Authorisation, At.AddSeconds(1), At));
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
