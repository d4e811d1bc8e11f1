using System.Text;
using Writ.Base;
using Writ.Ledger.Oversight;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Ledger.Tests.Oversight;

/// <summary>Published files of a quarter: one spelling each, and nothing that is not as the specification says.</summary>
public sealed class OversightDocumentTests
{
    private static readonly Period Quarter = Period.FromTrusted("2025-q4");

    private static readonly AgencyId Agency = AgencyId.FromTrusted("agy_0123456789abcdef");

    private static readonly TotalsDocument Totals = new(TotalsKind.Grants, Quarter, 1, 2, 10, [new TotalLine(Agency, "Sample Police", 17), new TotalLine(AgencyId.FromTrusted("agy_0000000000000000"), "Other", null)]);

    private static readonly EquityDocument Equity = new(
        Quarter, 3, 1, 0.25,
        [new EquityArea("n1", "Riverside", "1", 2000, 2.75, new WithInterval(1.375, 0.2, 4.1), new WithInterval(1, 0.5, 1.5)), new EquityArea("n2", "Nobody", null, 0, 0, null, null)],
        [new EquityGroup("1", 2000, 2.75, new WithInterval(1.375, 0.2, 4.1), null)], [new EquityPair("1", "2", new WithInterval(null, 0.9, null))], new EquityFollowed(90, 3, 1));

    /// <summary>Fixed for ever.</summary>
    [Fact]
    public void Totals_are_written_as_the_specification_has_them() => Assert.Equal(
        """{"agencies":[{"agency":"agy_0123456789abcdef","name":"Sample Police","shown":17},{"agency":"agy_0000000000000000","name":"Other"}],"epsilon":[1,2],"format":"writ.grant-totals/v1","quarter":"2025-q4","threshold":10}""",
        Encoding.UTF8.GetString(Totals.ToBytes()));

    [Fact]
    public void What_is_written_is_read_back()
    {
        Assert.Equal(Totals.ToBytes(), TotalsDocument.Parse(Totals.ToBytes()).Value.ToBytes());
        var pressure = Totals with { Kind = TotalsKind.Pressure };
        Assert.Equal(TotalsKind.Pressure, TotalsDocument.Parse(pressure.ToBytes()).Value.Kind);
        Assert.Equal(Equity.ToBytes(), EquityDocument.Parse(Equity.ToBytes()).Value.ToBytes());
    }

    [Theory]
    [InlineData("\"shown\":17", "\"shown\":9")]
    [InlineData("\"shown\":17", "\"shown\":17.5")]
    [InlineData("\"shown\":17", "\"shown\":null")]
    [InlineData("\"shown\":17", "\"shown\":17,\"true\":16")]
    [InlineData("[1,2]", "[1,0]")]
    [InlineData("[1,2]", "[1]")]
    [InlineData("[1,2]", "0.5")]
    [InlineData("\"threshold\":10", "\"threshold\":0")]
    [InlineData("2025-q4", "2025-h2")]
    [InlineData("agy_0000000000000000", "agy_0123456789abcdef")]
    [InlineData("agy_0000000000000000", "nobody")]
    [InlineData("writ.grant-totals/v1", "writ.grant-totals/v2")]
    [InlineData("\"agencies\":[", "\"agencies\": [")]
    public void Totals_that_are_not_as_they_should_be_are_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(Totals.ToBytes());
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-oversight-malformed", TotalsDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Theory]
    [InlineData("\"low\":0.2", "\"low\":9")]
    [InlineData("\"low\":0.2", "\"low\":-0.2")]
    [InlineData("\"high\":4.1", "\"high\":1")]
    [InlineData("\"requests\":3", "\"requests\":-3")]
    [InlineData("\"demands\":1", "\"demands\":4")]
    [InlineData("\"dwellings\":2000", "\"dwellings\":-1")]
    [InlineData("\"outside\":0.25", "\"outside\":\"a quarter\"")]
    [InlineData("\"format\":\"writ.equity/v1\"", "\"format\":\"writ.equity/v0\"")]
    [InlineData("\"id\":\"n1\",", "")]
    public void Equity_that_is_not_as_it_should_be_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(Equity.ToBytes());
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-oversight-malformed", EquityDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    [Fact]
    public void Whatever_comes_instead_is_refused_and_nothing_throws()
    {
        foreach (var bytes in new[] { "", "{", "[]", "null", "{}", "\u0000", """{"format":7}""", """{"format":"writ.equity/v1","areas":[null]}""" })
        {
            Assert.False(TotalsDocument.Parse(Encoding.UTF8.GetBytes(bytes)).Ok);
            Assert.False(EquityDocument.Parse(Encoding.UTF8.GetBytes(bytes)).Ok);
        }
    }

    [Fact]
    public void No_quarter_is_published_before_it_is_over_and_nothing_but_a_quarter()
    {
        var hash = new string('a', 64);
        var (last, first) = (new DateTimeOffset(2025, 12, 31, 23, 59, 59, TimeSpan.Zero), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.NotEmpty(F.GrantTotalsPublished(Quarter, "oversight/2025-q4.json", hash, first));
        Assert.Throws<ArgumentException>(() => F.GrantTotalsPublished(Quarter, "oversight/2025-q4.json", hash, last));
        Assert.Throws<ArgumentException>(() => F.EquityReportPublished(Period.FromTrusted("2025-h2"), "oversight/x.json", hash, first));
        Assert.Throws<ArgumentException>(() => F.PressureTotalsPublished(Quarter, "../x.json", hash, first));
    }
}
