using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror.Published;

namespace Writ.Mirror.Tests.Published;

public sealed class ReconcileTests
{
    [Fact]
    public void The_3222_that_should_be_3282_is_shown_and_the_published_parts_hold()
    {
        var checks = Reconcile.Figures(Period.FromTrusted("2020-h1"));
        var differs = Assert.Single(checks, check => check.Verdict == Verdict.Differs);
        Assert.Contains("3,222", differs.Parts, StringComparison.Ordinal);
        Assert.Contains("60 less", differs.Words, StringComparison.Ordinal);
        Assert.Contains(checks, check => check is { Verdict: Verdict.Holds, Whole: "3,282" });
        Assert.Contains(checks, check => check is { Verdict: Verdict.ByConstruction, Whole: "3,105" });
    }

    [Fact]
    public void The_four_rows_of_2015_add_up_and_the_misprints_of_others_do_not()
    {
        var checks = Reconcile.Figures(Period.FromTrusted("2015-01-01--2015-05-31"));
        Assert.Equal(4, checks.Count(check => check.Verdict == Verdict.Holds));
        Assert.Equal(["108", "25"], checks.Where(check => check.Verdict == Verdict.Differs).Select(check => check.Whole).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sum_with_an_approximate_part_is_told_but_not_judged()
    {
        var check = Assert.Single(Reconcile.Figures(Period.FromTrusted("2019-h1")));
        Assert.Equal(Verdict.CannotTell, check.Verdict);
        Assert.Contains("2,779", check.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Portugal_and_Slovakia_stand_beside_the_total_of_the_store()
    {
        var differs = Reconcile.Dsa(DsaFigures.All).Where(check => check.Verdict == Verdict.Differs).ToList();
        Assert.Equal(["947/948", "4,793/4,794", "455/457"], differs.Where(check => check.Rule.EndsWith(": the member states make up the total", StringComparison.Ordinal)).Select(check => $"{check.Whole}/{check.Parts}"));
        Assert.Equal(3, differs.Count(check => check.Rule.Contains("Portugal", StringComparison.Ordinal)));
        Assert.Equal(1, differs.Count(check => check.Rule.Contains("Slovakia", StringComparison.Ordinal)));
        Assert.Equal(7, differs.Count);
    }

    [Fact]
    public void A_band_is_never_added_up()
    {
        PublishedFigure Figure(string category, Cell cell) => new("X", Period.FromTrusted("2020"), "type", category, "received", cell, "", "S", "made up");
        var check = Assert.Single(Reconcile.Figures([Figure("us_total", new Cell.Count(12)), Figure("subpoena", new Cell.Band(0, 249)), Figure("search_warrant", new Cell.Count(1)), Figure("other_court_order", new Cell.Count(1))]));
        Assert.Equal(Verdict.CannotTell, check.Verdict);
        Assert.Contains("never added up", check.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_sum_is_found()
    {
        PublishedFigure Figure(string category, long count) => new("X", Period.FromTrusted("2020"), "type", category, "received", new Cell.Count(count), "", "S", "made up");
        var check = Assert.Single(Reconcile.Figures([Figure("us_total", 12), Figure("subpoena", 5), Figure("search_warrant", 5), Figure("other_court_order", 1)]));
        Assert.Equal((Verdict.Differs, "the parts give 11, 1 less than 12"), (check.Verdict, check.Words));
    }
}
