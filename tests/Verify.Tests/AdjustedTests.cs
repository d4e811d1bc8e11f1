using System.Text.Json;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>Leaves whose class was wrong, and leaves unsealed later.</summary>
public sealed class AdjustedTests() : VerifierTest(DemandClass.Withheld, DemandClass.Dummy)
{
    private static readonly HashSet<string> Shown = ["schema", "received", "instrument", "country", "demand"];

    /// <summary>The open leaf with ordinal 2 should have been withheld: a leaf at the end of the log takes its place.</summary>
    private (long Index, RegisterOpening Opening) StandIn()
    {
        var stand = RegisterOpening.Draw(DemandClass.Withheld, Site.Leaves[2].Opening.Record);
        Site.Entries.Add(stand.Leaf());
        Site.Entries.Add(Ledger.Facts.Facts.ClassAdjusted(Site.Leaves[2].Index, Site.Entries.Count - 1, "A bar had been overlooked.", SampleSite.Now));
        return (Site.Entries.Count - 2, stand);
    }

    private void Restate((long Index, RegisterOpening Opening) stand, params int[] closed)
    {
        Site.Openings.RemoveAll(opening => opening.Leaf == Site.Leaves[2].Index);
        Site.Report = Recounted() with
        {
            Version = 2, TreeSize = Site.Entries.Count, Openings = Recounted().Openings with { Path = "reports/2026-h1/v2-openings.jsonl", Count = Site.Openings.Count },
        };
        Site.Prove(Site.Report.Unopened!.Band, [.. closed.Select(i => i == 2 ? stand : Site.Leaves[i])]).Publish();
    }

    [Fact]
    public void A_leaf_takes_the_place_of_one_whose_class_was_wrong_in_a_restatement_of_its_report()
    {
        Site.Publish();
        Restate(StandIn(), 0, 1, 2);
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("whose class it says was wrong", text, StringComparison.Ordinal);
        Assert.Contains("3 register leaves are not opened", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_leaf_that_no_longer_counts_cannot_be_counted()
    {
        Site.Publish();
        StandIn();
        Site.Report = Site.Report! with { Version = 2, TreeSize = Site.Entries.Count, Openings = Site.Report.Openings with { Path = "reports/2026-h1/v2-openings.jsonl" } };
        Site.Prove(Site.Report.Unopened!.Band).Publish();
        False("verify-opening-stray");
    }

    [Fact]
    public void The_leaf_that_stands_in_is_not_counted_where_it_lies()
    {
        Site.Publish();
        var stand = StandIn();
        Restate(stand, 0, 1, 2);
        // The next period: from the end of the first to the end of the register, in which the stand-in has no place of its own.
        Site.Openings.Clear();
        Site.Report = Site.Report! with { Version = 1, Period = "2026-h2", From = 10, To = 11, TreeSize = Site.Entries.Count, Openings = new OpeningsFile("reports/2026-h2/v1-openings.jsonl", "", 0), Unopened = null };
        Site.Report = Recounted();
        Site.Publish();
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    public void A_leaf_is_adjusted_once_and_by_a_leaf(int first, int second)
    {
        var indexes = Site.Leaves.Select(leaf => leaf.Index).ToArray();
        (long Leaf, long By)[] all = [(indexes[0], indexes[5]), (indexes[0], indexes[6]), (indexes[1], indexes[5]), (indexes[1], indexes[1] + 1)];
        foreach (var (leaf, by) in new[] { all[first], all[second] }) Site.Entries.Add(Ledger.Facts.Facts.ClassAdjusted(leaf, by, "Wrong.", SampleSite.Now));
        Site.WriteLog();
        Site.WriteIndex();
        False("verify-adjustment-false");
    }

    [Fact]
    public void A_withheld_leaf_is_unsealed_later_and_the_report_stands()
    {
        Site.Publish();
        Unseal(Line(Site.Leaves[0].Opening.Unseal(Site.Leaves[0].Index, Shown, SampleSite.Outcome(0))));
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("1 leaves that were withheld are unsealed", text, StringComparison.Ordinal);
        Assert.Contains("0 to 249 are withheld", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dummy_or_an_open_leaf_is_not_unsealed()
    {
        Assert.Throws<InvalidOperationException>(() => Site.Leaves[1].Opening.Unseal(Site.Leaves[1].Index, Shown, SampleSite.Outcome(0)));
        Assert.Throws<InvalidOperationException>(() => Site.Leaves[4].Opening.Unseal(Site.Leaves[4].Index, Shown, SampleSite.Outcome(0)));
        Site.Publish();
        var open = Site.Leaves[4].Opening.Reveal(Site.Leaves[4].Index, Shown, SampleSite.Outcome(0));
        Unseal(Line(open with { Class = "withheld" }));
        False("ledger-opening-class");
    }

    [Fact]
    public void What_unseals_wrongly_is_found()
    {
        Site.Publish();
        var opening = Site.Leaves[0].Opening.Unseal(Site.Leaves[0].Index, Shown, SampleSite.Outcome(0));
        Unseal(Line(opening) + Line(opening), count: 3);
        False("verify-unsealed-twice");
        False("verify-unsealed-count");
        Site.Write("published/reports/unsealed/1.jsonl", Line(opening with { Leaf = 0 }) + "nonsense\n");
        False("verify-unsealed-stray");
        False("verify-unsealed-hash");
        False("ledger-opening-malformed");
        File.Delete(Site.File("published/reports/unsealed/1.jsonl"));
        Assert.Equal((2, "verify-file-missing"), OnlyCode());
    }

    private static string Line(DemandOpening opening) => JsonSerializer.Serialize(opening, PublishedJson.Options) + "\n";

    private void Unseal(string lines, long count = 1)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(lines);
        Site.Write("published/reports/unsealed/1.jsonl", bytes);
        Site.Entries.Add(Ledger.Facts.Facts.LeavesUnsealed("reports/unsealed/1.jsonl", SampleSite.Hash(bytes), count, SampleSite.Now));
        Site.WriteLog();
    }
}
