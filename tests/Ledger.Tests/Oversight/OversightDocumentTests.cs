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

    private static readonly TotalsDocument Totals = new(TotalsKind.Grants, Quarter, 1, 2, 10, [new TotalLine(AgencyId.FromTrusted("agy_0000000000000000"), "Other", null), new TotalLine(Agency, "Sample Police", 17)]);

    private static readonly EquityDocument Equity = new(
        Quarter, 3, 1, 0.25,
        [new EquityArea("n1", "Riverside", "1", 2000, 2.75, new WithInterval(1.375, 0.2, 4.1), new WithInterval(1, 0.5, 1.5)), new EquityArea("n2", "Nobody", null, 0, 0, null, null)],
        [new EquityGroup("1", 2000, 2.75, new WithInterval(1.375, 0.2, 4.1), null)], [new EquityPair("1", "2", new WithInterval(null, 0.9, null))], new EquityFollowed(90, 3, 1));

    /// <summary>Fixed for ever.</summary>
    [Fact]
    public void Totals_are_written_as_the_specification_has_them() => Assert.Equal(
        """{"agencies":[{"agency":"agy_0000000000000000","name":"Other"},{"agency":"agy_0123456789abcdef","name":"Sample Police","shown":17}],"epsilon":[1,2],"format":"writ.grant-totals/v1","quarter":"2025-q4","threshold":10}""",
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
    [InlineData("agy_0000000000000000", "agy_1000000000000000")]
    [InlineData("\"name\":\"Other\"", "\"name\":7")]
    [InlineData("\"agencies\":[{", "\"agencies\":[null,{")]
    [InlineData("[1,2]", "[1,2,3]")]
    [InlineData("[1,2]", "{}")]
    [InlineData("\"threshold\":10", "\"threshold\":9007199254740991")]
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
    [InlineData("\"id\":\"n1\"", "\"id\":\"n2\"")]
    [InlineData("\"id\":\"n1\"", "\"id\":\"n3\"")]
    [InlineData("\"id\":\"n1\"", "\"id\":null")]
    [InlineData("\"group\":\"1\"", "\"group\":null")]
    [InlineData("\"days\":90", "\"days\":0")]
    [InlineData("\"days\":90", "\"days\":90.5")]
    [InlineData("\"low\":0.2", "\"low\":null")]
    [InlineData("\"high\":4.1", "\"high\":null")]
    [InlineData("\"outside\":0.25", "\"outside\":[]")]
    [InlineData("\"refused\":1", "\"refused\":1.5")]
    public void Equity_that_is_not_as_it_should_be_is_refused(string from, string to)
    {
        var text = Encoding.UTF8.GetString(Equity.ToBytes());
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.Equal("ledger-oversight-malformed", EquityDocument.Parse(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))).Refusal?.Code);
    }

    /// <summary>More agencies than a small file holds: a large city's neighbourhoods fill some hundred kilobytes.</summary>
    [Fact]
    public void Files_of_many_agencies_and_neighbourhoods_are_read_too()
    {
        var many = Totals with { Lines = [.. Enumerable.Range(0, 3_000).Select(i => new TotalLine(AgencyId.FromTrusted($"agy_{i:d16}"), $"Sample Police {i}", null))] };
        Assert.Equal(3_000, TotalsDocument.Parse(many.ToBytes()).Value.Lines.Count);
        var areas = Equity with { Areas = [.. Enumerable.Range(0, 3_000).Select(i => Equity.Areas[0] with { Id = $"n{i:d5}" })] };
        Assert.Equal(3_000, EquityDocument.Parse(areas.ToBytes()).Value.Areas.Count);
    }

    [Fact]
    public void Whatever_comes_instead_is_refused_and_nothing_throws()
    {
        foreach (var bytes in new[] { "", "{", "[]", "null", "{}", "\u0000", """{"format":7}""", """{"format":"writ.equity/v1","areas":[null]}""", """{"areas":{},"followed":[],"format":"writ.equity/v1"}""", """{"agencies":[[]],"epsilon":["1"],"format":"writ.grant-totals/v1"}""" })
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
