using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Tests.Reports;

public sealed class CellWordsTests
{
    [Fact]
    public void The_kinds_of_nothing_differ_in_words_in_kind_and_in_files()
    {
        Cell[] nothings = [new Cell.Count(0), new Cell.NotReported(), new Cell.Band(0, 249), new Cell.Withheld()];
        Assert.Equal(["0", "not reported", "0–249", "withheld by law"], nothings.Select(cell => CellWords.Figure(cell).Text));
        Assert.Equal([FigureKind.Zero, FigureKind.NotReported, FigureKind.Band, FigureKind.Withheld], nothings.Select(cell => CellWords.Figure(cell).Kind));
        Assert.Equal(["zero", "not-reported", "band", "withheld"], nothings.Select(CellWords.Kind));
    }

    [Theory]
    [InlineData(1505, 1955, "77.0%")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(1, 8, "12.5%")]
    [InlineData(1, 2000, "0.1%")]
    [InlineData(0, 5, "0.0%")]
    [InlineData(5, 5, "100.0%")]
    public void A_share_has_one_decimal_and_halves_go_up(long part, long whole, string share) =>
        Assert.Equal(share, CellWords.Share(new Cell.Count(part), new Cell.Count(whole)));

    [Fact]
    public void There_is_no_share_of_nothing_nor_of_what_is_no_count_nor_above_the_whole()
    {
        Assert.Null(CellWords.Share(new Cell.Count(0), new Cell.Count(0)));
        Assert.Null(CellWords.Share(new Cell.Approximate(1), new Cell.Count(2)));
        Assert.Null(CellWords.Share(new Cell.Count(1), new Cell.Band(0, 249)));
        Assert.Null(CellWords.Share(new Cell.Count(3), new Cell.Count(2)));
        Assert.Null(CellWords.Share(null, new Cell.Count(2)));
    }

    [Theory]
    [InlineData(1955, 2416, "+461 (+23.6%)")]
    [InlineData(270, 177, "−93 (−34.4%)")]
    [InlineData(5, 5, "no change")]
    [InlineData(0, 5, "+5")]
    public void Change_is_in_numbers_and_percent(long before, long now, string change) =>
        Assert.Equal(change, CellWords.Change(DerivedChange.Between(new Cell.Count(before), new Cell.Count(now))));

    [Fact]
    public void There_is_no_change_unless_both_are_counts()
    {
        Assert.Null(CellWords.Change(DerivedChange.Between(new Cell.Band(0, 249), new Cell.Band(0, 249))));
        Assert.Null(CellWords.Change(DerivedChange.Between(new Cell.Approximate(5), new Cell.Count(6))));
        Assert.Null(CellWords.Change(DerivedChange.Between(null, new Cell.Count(6))));
    }

    [Theory]
    [InlineData("2020", "2020")]
    [InlineData("2020-h2", "second half of 2020")]
    [InlineData("2020-q3", "third quarter of 2020")]
    [InlineData("2020-07", "July 2020")]
    [InlineData("2015-01-01--2015-05-31", "1 January to 31 May 2015")]
    [InlineData("2020-01-01--2025-12-31", "1 January 2020 to 31 December 2025")]
    [InlineData("2020-02-29--2020-02-29", "29 February 2020")]
    public void Periods_are_read_as_words(string text, string words) => Assert.Equal(words, PeriodWords.Of(Period.FromTrusted(text)));
}
