using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Ledger.Reports;
using Writ.Shared;
using F = Writ.Ledger.Facts.Facts;

namespace Writ.Verify.Tests;

/// <summary>A log under a schedule from July on, daily batches of two: and false in one way each.</summary>
public sealed class BatchTests : VerifierTest
{
    private static readonly DateTimeOffset From = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Schedule Daily = new(From, TimeSpan.FromDays(1), 2, 1, TimeSpan.FromDays(1), 1);

    private readonly List<(long Index, RegisterOpening Opening)> leaves = [];

    public BatchTests()
    {
        Site.Publish();
        Site.Entries.Add(F.ScheduleSet(Daily, From.AddHours(-1)));
    }

    [Fact]
    public void A_log_that_keeps_to_its_schedule_passes_and_it_is_said()
    {
        Epoch(1).Batch(1).Epoch(2).Batch(2);
        Site.WriteLog();
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("in batches of 2 and epochs of 1, dummies among them; 2 batches are in the log", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_ends_within_a_batch_is_no_lie()
    {
        Epoch(1).Batch(1, 1);
        Site.WriteLog();
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("ends within a batch", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "verify-batch-size")]
    [InlineData(3, "verify-batch-size")]
    public void A_batch_of_another_size_is_false(int size, string code)
    {
        Epoch(1).Batch(1, size).Epoch(2);
        Site.WriteLog();
        Assert.Equal((1, code), OnlyCode());
    }

    [Fact]
    public void A_gap_is_false()
    {
        Epoch(1).Batch(2).Epoch(2);
        Site.WriteLog();
        Assert.Equal((1, "verify-batch-gap"), OnlyCode());
    }

    [Fact]
    public void A_schedule_set_too_late_is_false()
    {
        Epoch(1).Batch(1);
        Site.Entries.Add(F.ScheduleSet(Daily with { From = From.AddDays(1), BatchLeaves = 9 }, From.AddHours(1)));
        Site.WriteLog();
        Assert.Equal((1, "verify-schedule-false"), OnlyCode());
    }

    [Fact]
    public void A_report_over_whole_batches_with_a_demand_carried_over_passes()
    {
        Epoch(1).Batch(1).Epoch(2).Batch(2);
        Report(10, 14);
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("2 demands came in before the period, and waited for room in a batch", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 13, "2026-h2", "verify-report-batch")]
    [InlineData(10, 12, "2026-08", "verify-report-batch")]
    public void A_report_that_cuts_a_batch_or_takes_one_of_another_period_is_false(int from, int to, string period, string code)
    {
        Epoch(1).Batch(1).Epoch(2).Batch(2);
        Report(from, to, period);
        False(code);
    }

    [Fact]
    public void Leaves_left_out_before_a_batch_are_a_gap_even_where_nothing_is_closed()
    {
        Epoch(1).Batch(1).Epoch(2).Batch(2);
        Report(12, 14);
        False("verify-ranges-gap");
    }

    [Fact]
    public void A_demand_received_after_its_batch_closed_is_false()
    {
        Epoch(1).Batch(1, 2, day: new DateOnly(2026, 7, 2));
        Report(10, 12);
        False("verify-received-outside");
    }

    [Fact]
    public void A_batch_of_which_more_was_opened_than_it_has_room_for_kept_no_reserve()
    {
        Epoch(1).Batch(1, real: 2);
        Report(10, 12);
        False("verify-batch-reserve");
    }

    [NodeFact]
    public async Task The_page_says_the_same()
    {
        var cases = new List<(BatchTests Test, string Says, string Period)>();
        void Case(string says, Action<BatchTests> make, string period = "2026-h2")
        {
            var one = new BatchTests();
            make(one);
            cases.Add((one, says, period));
        }

        Case("ok", t => t.Epoch(1).Batch(1).Epoch(2).Batch(2).Report(10, 14));
        Case("verify-batch-size", t => t.Epoch(1).Batch(1, 1).Epoch(2).Report(10, 11));
        Case("verify-batch-size", t => t.Epoch(1).Batch(1, 3).Report(10, 13));
        Case("verify-batch-gap", t => t.Epoch(1).Batch(2).Report(10, 12));
        Case("verify-report-batch", t => t.Epoch(1).Batch(1).Epoch(2).Batch(2).Report(10, 13));
        Case("verify-report-batch", t => t.Epoch(1).Batch(1).Report(10, 12, "2026-08"), "2026-08");
        Case("verify-ranges-gap", t => t.Epoch(1).Batch(1).Epoch(2).Batch(2).Report(12, 14));
        Case("verify-received-outside", t => t.Epoch(1).Batch(1, 2, day: new DateOnly(2026, 7, 2)).Report(10, 12));
        Case("verify-batch-reserve", t => t.Epoch(1).Batch(1, real: 2).Report(10, 12));
        try
        {
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/sites.mjs", [.. cases.Select(one => $"{one.Test.Site.Path}={one.Says}={one.Period}")]));
        }
        finally
        {
            foreach (var (test, _, _) in cases) test.Dispose();
        }
    }

    private BatchTests Epoch(int day)
    {
        Site.Entries.Add(F.BatchOut(LeafKind.Authorisation, From.AddDays(day), From.AddDays(day)));
        Site.Entries.Add(AuthorisationDummy.Draw().Leaf());
        return this;
    }

    /// <summary>A demand of June, carried over, and dummies.</summary>
    private BatchTests Batch(int at, int size = 2, DateOnly? day = null, int real = 1)
    {
        Site.Entries.Add(F.BatchOut(LeafKind.Register, From.AddDays(at), From.AddDays(at)));
        for (var i = 0; i < size; i++)
        {
            var opening = i >= real
                ? RegisterOpening.Dummy(new DateOnly(2026, 7, at))
                : RegisterOpening.Draw(DemandClass.Open, SampleSite.Record(1, AgencyId.New()) with { Received = day ?? new DateOnly(2026, 6, 30) });
            leaves.Add((Site.Entries.Count, opening));
            Site.Entries.Add(opening.Leaf());
        }

        return this;
    }

    private void Report(int from, int to, string period = "2026-h2")
    {
        var covered = leaves.Skip(from - 10).Take(to - from).ToList();
        Site.Draft(period, 0, 0);
        Site.Openings.Clear();
        Site.Openings.AddRange(covered.Where(leaf => leaf.Opening.Class == DemandClass.Open).Select(leaf =>
            leaf.Opening.Reveal(leaf.Index, RegisterSchema.Fields.ToHashSet(), SampleSite.Outcome(0))));
        Site.Report = Recounted() with { From = from, To = to, TreeSize = Site.Entries.Count };
        var closed = covered.Where(leaf => leaf.Opening.Class != DemandClass.Open).ToList();
        if (closed.Count > 0) Site.Prove(new ReportBand(0, 249, "us/250"), closed);
        Site.Publish();
    }
}
