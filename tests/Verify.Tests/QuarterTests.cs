using System.Text;
using Writ.Base;
using Writ.Ledger.Oversight;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Verify.Tests;

/// <summary>Files of quarters: those that the log names, once each, and what follows from the requests in it.</summary>
public sealed class QuarterTests : VerifierTest
{
    private const string TotalsPath = "oversight/2026-q1.json";

    private const string EquityPath = "oversight/2026-q1-equity.json";

    private static readonly Period Quarter = Period.FromTrusted("2026-q1");

    private static readonly DateTimeOffset Over = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly AgencyId agency = AgencyId.FromTrusted("agy_0123456789abcdef");

    private TotalsDocument Totals => new(TotalsKind.Grants, Quarter, 1, 2, 10, [new TotalLine(agency, "Sample Police", 12)]);

    /// <summary>Two requests: one whole in the first area, one a third in the second and the rest outside; the counts as they are printed.</summary>
    private static EquityDocument Equity
    {
        get
        {
            (double first, double second, double all) = (1, 0.3333, 1.3333);
            return new EquityDocument(
                Quarter, 2, 1, 0.6667,
                [
                    new EquityArea("a1", "Harbour", "1", 900, first, Intervals.Rate(first, 900), Intervals.OfWhole(first, 900, all, 3000)),
                    new EquityArea("a2", "Hill", "2", 2100, second, Intervals.Rate(second, 2100), Intervals.OfWhole(second, 2100, all, 3000)),
                ],
                [
                    new EquityGroup("1", 900, first, Intervals.Rate(first, 900), Intervals.OfWhole(first, 900, all, 3000)),
                    new EquityGroup("2", 2100, second, Intervals.Rate(second, 2100), Intervals.OfWhole(second, 2100, all, 3000)),
                ],
                [new EquityPair("1", "2", Intervals.Between(first, 900, second, 2100))], new EquityFollowed(90, 0, 0));
        }
    }

    [Fact]
    public void Files_that_follow_from_the_log_pass_and_the_output_says_what_that_proves()
    {
        Publish(Totals.ToBytes(), Equity.ToBytes());
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("noise was published once for each", text, StringComparison.Ordinal);
        Assert.Contains("what noise was drawn", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_draw_for_a_quarter_is_found()
    {
        Publish(Totals.ToBytes(), Equity.ToBytes(), again: true);
        False("verify-quarter-again");
    }

    [Theory]
    [InlineData(TotalsPath)]
    [InlineData(EquityPath)]
    public void Another_file_than_the_log_s_is_found_and_one_that_is_missing_is_not_checked(string path)
    {
        Publish(Totals.ToBytes(), Equity.ToBytes());
        var file = Site.File($"published/{path}");
        File.AppendAllText(file, " ");
        False("verify-quarter-hash");
        File.Delete(file);
        Assert.Equal((2, "verify-file-missing"), OnlyCode());
    }

    [Theory]
    [InlineData("\"shown\":12", "\"shown\":9")]
    [InlineData("\"threshold\":10", "\"threshold\":0")]
    [InlineData("[1,2]", "[0,2]")]
    [InlineData("\"name\":\"Sample Police\"", "\"name\":null")]
    [InlineData("2026-q1", "2026-h1")]
    public void Totals_that_are_not_in_their_form_are_found(string from, string to)
    {
        Publish(Changed(Totals.ToBytes(), from, to), Equity.ToBytes());
        False("ledger-oversight-malformed");
    }

    [Fact]
    public void Totals_of_another_quarter_or_kind_or_of_agencies_that_did_not_ask_are_found()
    {
        foreach (var totals in new[]
        {
            Totals with { Quarter = Period.FromTrusted("2025-q4") }, Totals with { Kind = TotalsKind.Pressure }, Totals with { Lines = [] },
            Totals with { Lines = [.. Totals.Lines, new TotalLine(AgencyId.FromTrusted("agy_zzzzzzzzzzzzzzzz"), "Never asked", null)] },
        })
        {
            using var other = new SampleSite();
            Publish(totals.ToBytes(), Equity.ToBytes(), site: other);
            using var output = new StringWriter();
            Assert.Equal(1, Verifier.Run([other.Path, "--json"], output, TextWriter.Null, showProgress: false, TimeProvider.System));
            Assert.Contains("verify-quarter-differs", output.ToString(), StringComparison.Ordinal);
        }
    }

    public static TheoryData<string, Func<EquityDocument, EquityDocument>> Wrong => new()
    {
        { "requests", e => e with { Requests = 3 } },
        { "refused", e => e with { Refused = 0 } },
        { "followed asks", e => e with { Followed = new EquityFollowed(90, 1, 0) } },
        { "areas", e => e with { Outside = 0.5 } },
        { "area a1 rate", e => e with { Areas = [e.Areas[0] with { Rate = Intervals.Rate(1.01, 900) }, e.Areas[1]] } },
        { "area a1 rate", e => e with { Areas = [e.Areas[0] with { Rate = null }, e.Areas[1]] } },
        { "area a2 ratio", e => e with { Areas = [e.Areas[0], e.Areas[1] with { Ratio = e.Areas[1].Ratio! with { Low = e.Areas[1].Ratio!.Value!.Value } }] } },
        { "area a2 ratio", e => e with { Areas = [e.Areas[0], e.Areas[1] with { Ratio = e.Areas[1].Ratio! with { High = null } }] } },
        { "groups", e => e with { Groups = [e.Groups[0]] } },
        { "groups", e => e with { Groups = [e.Groups[0] with { Dwellings = 901 }, e.Groups[1]] } },
        { "group 2 requests", e => e with { Groups = [e.Groups[0], e.Groups[1] with { Requests = 0.34 }] } },
        { "pairs", e => e with { Pairs = [] } },
        { "pair 1 to 2", e => e with { Pairs = [new EquityPair("1", "2", Intervals.Between(0.3333, 2100, 1, 900))] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Equity_that_does_not_follow_from_the_log_or_from_itself_is_found(string where, Func<EquityDocument, EquityDocument> change)
    {
        Publish(Totals.ToBytes(), change(Equity).ToBytes());
        var (exit, json) = Json();
        Assert.Equal(1, exit);
        Assert.Contains(json.GetProperty("findings").EnumerateArray(), f => f.GetProperty("place").GetString() == $"{EquityPath} {where}");
    }

    private void Publish(byte[] totals, byte[] equity, bool again = false, SampleSite? site = null)
    {
        site ??= Site;
        var (hash, at) = (new string('a', 64), new DateTimeOffset(2026, 2, 3, 9, 0, 0, TimeSpan.Zero));
        var first = RequestId.New();
        site.Entries.Add(F.RequestPublished(agency, first, "burglary", $"requests/{first}.json", hash, at.AddDays(7), at));
        var second = RequestId.New();
        site.Entries.Add(F.RequestPublished(agency, second, "theft", $"requests/{second}.json", hash, at.AddDays(8), at.AddDays(1)));
        var refused = RequestId.New();
        site.Entries.Add(F.RequestRefused(agency, refused, "pressure", $"requests/{refused}.json", hash, at.AddDays(2)));
        site.Write($"published/{TotalsPath}", totals);
        site.Write($"published/{EquityPath}", equity);
        for (var i = 0; i < (again ? 2 : 1); i++) site.Entries.Add(F.GrantTotalsPublished(Quarter, TotalsPath, SampleSite.Hash(totals), Over));
        site.Entries.Add(F.EquityReportPublished(Quarter, EquityPath, SampleSite.Hash(equity), Over));

        // Of the quarter after: it counts in none of this.
        var later = RequestId.New();
        site.Entries.Add(F.RequestPublished(AgencyId.New(), later, "theft", $"requests/{later}.json", hash, Over.AddDays(7), Over));
        site.Publish();
    }

    private static byte[] Changed(byte[] document, string from, string to)
    {
        var text = Encoding.UTF8.GetString(document);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
