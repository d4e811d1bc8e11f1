using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror.Published;
using Writ.Mirror.Words;

namespace Writ.Mirror.Tests.Published;

public sealed class PublishedFiguresTests
{
    [Fact]
    public void Every_row_of_the_copies_is_read_and_none_is_dropped()
    {
        Assert.Equal(82, PublishedFigures.Amazon.Count);
        Assert.Equal(104, DsaFigures.All.Count);
        Assert.Equal(10, Claims.All.Count);
        Assert.All(PublishedFigures.Amazon, figure => Assert.Contains(figure.Quality, new[] { "P", "R", "S", "D", "U" }));
        Assert.All(PublishedFigures.Amazon, figure => Assert.NotEmpty(figure.Source));
    }

    [Fact]
    public void The_text_of_every_figure_can_be_had_back_from_its_cell()
    {
        Assert.All(PublishedFigures.Amazon, figure => Assert.Equal(figure.Raw, CellWords.Notation(figure.Value)));
    }

    [Theory]
    [InlineData("subpoena", 813, 542, 126, 145)]
    [InlineData("search_warrant", 25, 13, 8, 4)]
    [InlineData("other_court_order", 13, 4, 5, 4)]
    [InlineData("non_us", 132, 108, 7, 17)]
    public void The_first_period_is_as_published(string row, long received, long full, long partial, long none)
    {
        long At(string metric) => Assert.IsType<Cell.Count>(Find("2015-01-01--2015-05-31", row, metric).Value).Value;
        Assert.Equal((received, full, partial, none), (At("received"), At("full"), At("partial"), At("none")));
    }

    [Fact]
    public void A_band_stays_a_band_and_no_kind_is_taken_for_another()
    {
        Assert.Equal(new Cell.Band(0, 249), Find("2015-01-01--2015-05-31", "national_security", "received").Value);
        Assert.Equal(new Cell.Count(0), Find("2017-h1", "removal", "received").Value);
        Assert.Equal(new Cell.Approximate(1715), Find("2018-h2", "subpoena", "received").Value);
        Assert.Equal(new Cell.Percent("42"), Find("2017-h1", "subpoena", "full_pct").Value);
        Assert.Equal(new Cell.Bound(true, 1900), Find("2020", "all", "received").Value);
        Assert.Equal(new Cell.Bound(false, 950, true), Find("2019", "all", "received").Value);
        Assert.Equal(new Cell.Percent(">85"), Find("2021", "search_warrant", "share_pct").Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("5-")]
    [InlineData("249-0")]
    [InlineData("1 000")]
    [InlineData("1,000")]
    [InlineData("~")]
    [InlineData("~<5")]
    [InlineData("1e3")]
    [InlineData("９")]
    [InlineData("n/a")]
    [InlineData("99999999999999999999")]
    public void A_figure_in_no_known_notation_is_refused(string text) =>
        Assert.Equal("mirror-figure-unreadable", CellText.Parse(text, "received").Refusal?.Code);

    [Theory]
    [InlineData("abc")]
    [InlineData("~~4")]
    [InlineData("-3")]
    [InlineData("")]
    public void A_share_that_is_no_number_is_refused(string text) =>
        Assert.Equal("mirror-figure-unreadable", CellText.Parse(text, "share_pct").Refusal?.Code);

    [Fact]
    public void Keyword_rows_belong_to_the_category_above_them()
    {
        var row = DsaFigures.All.Single(line => line is { Code: "KEYWORD_PROHIBITED_PRODUCTS", Scope: "DE" });
        Assert.Equal("STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS", row.Category);
        Assert.Equal([113L, 1267L, 8L], row.Numbers);
    }

    [Fact]
    public void The_series_takes_published_totals_first_and_says_which_are_sums_of_ours()
    {
        PeriodTotal At(string period) => SeriesOfAll.Totals.Single(total => total.Period.Text == period);
        Assert.Equal((new Cell.Count(983), true), (At("2015-01-01--2015-05-31").Value, At("2015-01-01--2015-05-31").Summed));
        Assert.Equal((new Cell.Count(3282), false), (At("2020-h1").Value, At("2020-h1").Summed));
        Assert.Equal(new Cell.Approximate(2781), At("2019-h1").Value);
        Assert.DoesNotContain(SeriesOfAll.Totals, total => total.Period.Text == "2018-h2");
    }

    [Fact]
    public void The_breaks_of_the_series_stand_where_form_or_scope_changes()
    {
        var breaks = PublishedSeries.All[0].Lines.Where(line => line.Break is not null).Select(line => line.Period.Text);
        Assert.Equal(["2018-h2", "2020-h2"], breaks);
        Assert.All(PublishedSeries.All.Skip(1).SelectMany(series => series.Lines), line => Assert.Null(line.Break));
        Assert.Equal(PublishedFigures.Amazon.Select(figure => (figure.Entity, figure.Period)).Distinct().Count(), PublishedSeries.All.Sum(series => series.Lines.Count));
    }

    private static PublishedFigure Find(string period, string row, string metric) =>
        PublishedFigures.Amazon.Single(figure => figure.Period == Period.FromTrusted(period) && figure.Category == row && figure.Metric == metric);
}
