using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Tests.Reports;

/// <summary>Shares and changes, and each reason why there is none.</summary>
public sealed class DerivedTests
{
    [Theory]
    [InlineData(1505, 1955, "77.0")]
    [InlineData(1, 3, "33.3")]
    [InlineData(1, 8, "12.5")]
    [InlineData(1, 2000, "0.1")]
    [InlineData(5, 5, "100.0")]
    [InlineData(long.MaxValue, long.MaxValue, "100.0")]
    public void A_share_is_of_what_was_received_in_its_row(long part, long whole, string percent)
    {
        var share = Cells(Table(["received", "full"], ("a", [new Cell.Count(whole), new Cell.Count(part)])))[0][1].Share;
        Assert.Equal((percent, "a/received", null), (Derived.PercentText(share.Percent!.Value), share.Of, share.Why));
    }

    [Fact]
    public void Why_there_is_no_share_is_told_apart()
    {
        var cells = Cells(Table(
            ["received", "full"],
            ("a", [new Cell.Count(3), new Cell.Count(0)]), ("b", [new Cell.Count(3), new Cell.Count(4)]), ("c", [new Cell.Band(0, 249), new Cell.Count(1)]),
            ("d", [new Cell.Count(3), new Cell.Withheld()]), ("e", [new Cell.Count(0), new Cell.Count(1)]), ("f", [new Cell.Count(3), new Cell.Count(-1)])));
        Assert.Equal(
            [NoShare.Zero, NoShare.AboveWhole, NoShare.WholeNotACount, NoShare.NotACount, NoShare.AboveWhole, NoShare.NotACount], cells.Select(row => row[1].Share.Why!.Value));
        Assert.Equal([NoShare.IsWhole, NoShare.IsWhole, NoShare.NotACount], cells.Take(3).Select(row => row[0].Share.Why!.Value));
        Assert.Equal(NoShare.NoWhole, Cells(Table(["x", "y"], ("a", [new Cell.Count(1), new Cell.Count(1)])))[0][0].Share.Why);
    }

    [Fact]
    public void In_a_table_of_one_column_the_whole_is_the_row_of_all_or_the_sum()
    {
        var all = Cells(Table(["received"], ("ALL", [new Cell.Count(8)]), ("DE", [new Cell.Count(1)])));
        Assert.Equal(NoShare.IsWhole, all[0][0].Share.Why);
        Assert.Equal((12.5m, "ALL/received"), (all[1][0].Share.Percent, all[1][0].Share.Of));
        var sum = Cells(Table(["processed"], ("x", [new Cell.Count(1)]), ("y", [new Cell.Count(3)])));
        Assert.Equal((25m, "*/processed"), (sum[0][0].Share.Percent, sum[0][0].Share.Of));
        Assert.Equal(NoShare.WholeNotACount, Cells(Table(["processed"], ("x", [new Cell.Count(1)]), ("y", [new Cell.Band(0, 1)])))[0][0].Share.Why);
        Assert.NotNull(Cells(Table(["processed"], ("x", [new Cell.Count(long.MaxValue)]), ("y", [new Cell.Count(long.MaxValue)])))[0][0].Share.Percent);
    }

    [Fact]
    public void A_change_is_between_two_counts_of_what_was_received()
    {
        var before = Report(Table(["received", "full"], ("a", [new Cell.Count(1955), new Cell.Count(1)]), ("b", [new Cell.Count(0), new Cell.Count(1)]), ("c", [new Cell.Band(0, 249), new Cell.Count(1)])));
        var now = Report(Table(
            ["received", "full"], ("a", [new Cell.Count(2416), new Cell.Count(1)]), ("b", [new Cell.Count(5), new Cell.Count(1)]), ("c", [new Cell.Count(7), new Cell.Count(1)]),
            ("d", [new Cell.Count(7), new Cell.Count(1)]), ("e", [new Cell.NotReported(), new Cell.Count(1)])));
        var changes = Derived.Tables(now, Comparison.With(now, before))[0].Rows.Select(row => row.Cells[0].Change).ToList();
        Assert.Equal(new DerivedChange(461, 23.6m, null), changes[0]);
        Assert.Equal(new DerivedChange(5, null, NoChange.FromZero), changes[1]);
        Assert.Equal([NoChange.BeforeNotACount, NoChange.NotThereBefore, NoChange.NotACount], changes.Skip(2).Select(change => change.Why!.Value));
        Assert.All(Derived.Tables(now, Comparison.With(now, before))[0].Rows, row => Assert.Equal(NoChange.NotCompared, row.Cells[1].Change.Why));
    }

    [Fact]
    public void Less_is_negative_and_extremes_do_not_overflow()
    {
        Assert.Equal(new DerivedChange(-93, -34.4m, null), DerivedChange.Between(new Cell.Count(270), new Cell.Count(177)));
        Assert.Equal(-18446744073709551615m, DerivedChange.Between(new Cell.Count(long.MaxValue), new Cell.Count(long.MinValue)).Step);
        Assert.Equal(("-7", "-7.3"), (Derived.StepText(-7), Derived.PercentText(-7.3m)));
    }

    [Fact]
    public void Only_reports_of_one_kind_and_one_meaning_are_compared()
    {
        var report = Report(Table(["received"], ("a", [new Cell.Count(1)])));
        FormOutcome[] other = [new("any", true, ["all", "some", "none"]), new("pending", false, ["all", "some", "none"])];
        Assert.NotNull(Comparison.With(report, report).Previous);
        Assert.Equal(NoChange.Replay, Comparison.With(report, report with { Replay = true }).Why);
        Assert.Equal(NoChange.OtherForm, Comparison.With(report, report with { Form = report.Form with { Id = "g" } }).Why);
        Assert.Equal(NoChange.OtherForm, Comparison.With(report, report with { Form = report.Form with { Outcomes = other } }).Why);
    }

    [Theory]
    [InlineData("2026-h1", "2025-h2")]
    [InlineData("2025-h2", null)]
    [InlineData("2026-q3", "2026-h1")]
    [InlineData("2026-08", null)]
    public void The_period_right_before_ends_on_the_day_before(string period, string? before) => Assert.Equal(
        before, Derived.RightBefore(Period.FromTrusted(period), new[] { "2026-h1", "2025-h2", "2024", "2026-q3", "2030" }.Select(Period.FromTrusted))?.Text);

    [Fact]
    public void Every_reason_has_a_word_of_its_own()
    {
        var shares = Enum.GetValues<NoShare>().Select(Derived.Word).ToList();
        var changes = Enum.GetValues<NoChange>().Select(Derived.Word).ToList();
        Assert.Equal(shares.Count, shares.Distinct().Count());
        Assert.Equal(changes.Count, changes.Distinct().Count());
    }

    private static IReadOnlyList<IReadOnlyList<DerivedCell>> Cells((FormTable Form, ReportTable Table) table)
    {
        var report = Report(table);
        return [.. Derived.Tables(report, Comparison.None(NoChange.NoPrevious))[0].Rows.Select(row => row.Cells)];
    }

    private static ReportDocument Report((FormTable Form, ReportTable Table) table) => new(
        "writ.report/v1", "P", "o", "2026-h1", 1, false, false, 0, 0, 0, new ReportForm("f", "F", "V", [table.Form]), [table.Table], [], [], new OpeningsFile("p", "", 0));

    private static (FormTable Form, ReportTable Table) Table(string[] columns, params (string Id, Cell[] Cells)[] rows)
    {
        var none = new Dictionary<string, IReadOnlyList<string>>();
        return (
            new FormTable("t", "T", [.. rows.Select(row => new FormLine(row.Id, row.Id, none))], null, [.. columns.Select(column => new FormLine(column, column, none))], null),
            new ReportTable("t", [.. rows.Select(row => new ReportRow(row.Id, row.Cells))]));
    }
}
