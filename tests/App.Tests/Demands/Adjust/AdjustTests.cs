using System.Net;
using Writ.App.Data;
using Writ.App.Tests.Demands.Review;
using Writ.App.Tests.Demands.Review.Case.Person;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Adjust;
using Writ.Demands.File;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Demands.Unseal;
using Writ.Ledger.Register.Batches;

namespace Writ.App.Tests.Demands.Adjust;

/// <summary>A wrong class is put right by two people and a leaf in the place of the first; the period is restated, and a stranger passes all of it.</summary>
public sealed class AdjustTests
{
    private const string Why = "A bar had been overlooked.";

    private static readonly DateTimeOffset June = new(2026, 6, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_demand_that_was_counted_in_public_is_withheld_from_the_next_version_on()
    {
        await using var server = await WritServer.Start(time: new ManualTime(June));
        var (kept, wrong) = (await Answered(server, gag: false), await Answered(server, gag: false));
        server.Time.Now += TimeSpan.FromDays(10);
        await Report(server, "2026-h1");
        Assert.Equal(2, Openings(server, "2026-h1", 1).Length);
        var next = await Answered(server, gag: false);

        await Adjust(server, wrong, "withheld");
        var desk = await server.Staff("approver");
        (await desk.Get("/desk/reports")).Is(HttpStatusCode.OK, "The report on 2026-h1 is to be restated: the class of 1 demand");
        await Report(server, "2026-h1");

        // The leaf that stands in lies among those of the next half-year, and counts in the first.
        Assert.Single(Openings(server, "2026-h1", 2));
        Assert.Contains("(class-adjusted)", Document(server, "2026-h1", 2), StringComparison.Ordinal);
        Assert.Contains("\"unopened\":{\"count\":1,", Document(server, "2026-h1", 2), StringComparison.Ordinal);
        await Report(server, "2026-h2");
        Assert.Single(Openings(server, "2026-h2", 1));
        Assert.DoesNotContain("(class-adjusted)", Document(server, "2026-h2", 1), StringComparison.Ordinal);
        Assert.Contains("1 of its places are counted by a leaf that was put in the place of another", await Verified(server, "2026-h2"), StringComparison.Ordinal);
        Assert.DoesNotContain("to be restated", (await desk.Get("/desk/reports")).Body, StringComparison.Ordinal);
        Assert.NotEqual(kept, next);

        // What is withheld now can be unsealed like any other, by the leaf that counts; after that there is nothing to put right.
        _ = (await server.Approver.Post<UnsealedView>("api/v1/unsealings", new UnsealRequest([wrong]))).Value;
        Assert.Equal("adjust-unsealed", (await Propose(server, wrong, "open")).Refusal?.Code);
        while (!(await Verified(server, "2026-h2")).Contains("1 leaves that were withheld are unsealed", StringComparison.Ordinal)) await Task.Delay(20);
    }

    [Fact]
    public async Task A_demand_that_was_withheld_is_counted_once_nothing_keeps_it_closed_and_may_be_withheld_again()
    {
        await using var server = await WritServer.Start(time: new ManualTime(June));
        var gagged = (await server.File(server.Demand() with { Gag = true })).Id;
        await Settle(server);
        Assert.Equal("adjust-forbidden", (await Propose(server, gagged, "open")).Refusal?.Code);
        _ = (await server.Reviewer.Post<CaseNoticesView>($"api/v1/review/{gagged}/bars/none", new NoBarRequest("No order came with it."))).Value;
        await server.Answer(gagged);
        server.Time.Now += TimeSpan.FromDays(10);
        await Report(server, "2026-h1");
        Assert.Empty(Openings(server, "2026-h1", 1));

        await Adjust(server, gagged, "open");
        await Report(server, "2026-h1");
        Assert.Contains("\"name\":\"gag\",\"value\":\"false\"", Assert.Single(Openings(server, "2026-h1", 2)), StringComparison.Ordinal);
        Assert.Equal("unseal-not-withheld", (await server.Approver.Post<UnsealedView>("api/v1/unsealings", new UnsealRequest([gagged]))).Refusal?.Code);

        await Adjust(server, gagged, "withheld");
        await Report(server, "2026-h1");
        Assert.Empty(Openings(server, "2026-h1", 3));
        await Verified(server, "2026-h1");
    }

    [Fact]
    public async Task Under_a_schedule_the_leaf_goes_with_a_batch_and_only_then_the_fact()
    {
        var weekly = new Schedule(new DateTimeOffset(2026, 6, 8, 13, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(7), 24, 20, TimeSpan.FromDays(1), 3);
        await using var server = await WritServer.Start(FolderKind.Company, time: new ManualTime(weekly.From.AddHours(-1)));
        await server.Schedule(weekly);
        server.Time.Now = weekly.From.AddMinutes(1);
        var wrong = (await server.File()).Id;
        Assert.Equal("adjust-not-in-record", (await Propose(server, wrong, "withheld")).Refusal?.Code);
        await Batch(server, new DateTimeOffset(2026, 6, 15, 13, 0, 0, TimeSpan.Zero), 1);

        _ = (await Propose(server, wrong, "withheld")).Value;
        Assert.Equal("agreed", (await server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/agreement", new { })).Value.State);
        await Task.Delay(200);
        Assert.Equal(1, await server.Count("class_adjustment", "state = 'Agreed' AND leaf_seq < 0"));

        await Batch(server, new DateTimeOffset(2026, 6, 22, 13, 0, 0, TimeSpan.Zero), 1);
        while (await server.Count("class_adjustment", "state = 'Recorded'") == 0) await Task.Delay(20);
        await Batch(server, new DateTimeOffset(2026, 7, 6, 13, 0, 0, TimeSpan.Zero), 0);
        while ((await server.Approver.Post<PublishedView>("api/v1/reports/2026-h1")).Refusal is not null) await Task.Delay(20);
        Assert.Empty(Openings(server, "2026-h1", 1));
        Assert.Contains("\"unopened\":{\"count\":95,", Document(server, "2026-h1", 1), StringComparison.Ordinal);
        await Verified(server, "2026-h1");
    }

    /// <summary>Each write of the act in turn, and of the fact that follows: what fails did not happen, and asked again it happens once.</summary>
    [Fact]
    public async Task Whichever_write_of_an_adjustment_fails_there_is_one_leaf_for_it_and_one_fact()
    {
        await using var server = await WritServer.Start(time: new ManualTime(June));
        var wrong = await Answered(server, gag: false);
        await Settle(server);
        _ = (await Propose(server, wrong, "withheld")).Value;
        foreach (var write in (string[])["UPDATE ON class_adjustment", "INSERT ON record_entry", "INSERT ON job", "INSERT ON demand_event"])
        {
            await server.Sql($"CREATE TRIGGER broken BEFORE {write} BEGIN SELECT RAISE(ABORT, 'broken'); END");
            Assert.False((await server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/agreement", new { })).Ok, write);
            await server.Sql("DROP TRIGGER broken");
            Assert.Equal(1, await server.Count("class_adjustment", "state = 'Proposed' AND leaf_seq IS NULL"));
        }

        // The leaf is in the log, and the fact that says for which it stands is not: no report meanwhile.
        await server.Sql("CREATE TRIGGER broken BEFORE UPDATE OF fact_seq ON class_adjustment WHEN NEW.fact_seq IS NOT NULL BEGIN SELECT RAISE(ABORT, 'broken'); END");
        Assert.Equal("agreed", (await server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/agreement", new { })).Value.State);
        await Settle(server);
        Assert.Equal("reports-adjustment-halfway", (await server.Approver.Post<PublishedView>("api/v1/reports/2026-h1")).Refusal?.Code);
        Assert.Equal("adjust-pending", (await Propose(server, wrong, "open")).Refusal?.Code);
        await server.Sql("DROP TRIGGER broken");
        while (await server.Count("class_adjustment", "state = 'Recorded'") == 0)
        {
            server.Time.Now += TimeSpan.FromSeconds(1);
            await Task.Delay(20);
        }

        await Settle(server);
        await Report(server, "2026-h1");
        var log = new Ledger.Log.LogFolder(server.Folder.Ledger);
        using var key = server.Folder.LogKey();
        var size = Ledger.Log.Checkpoint.Open(log.ReadCheckpoint()!, [key.Verifier]).Value.Size;
        var entries = Enumerable.Range(0, (int)size).Select(i => log.ReadEntry(i, size).ToArray()).ToList();
        Assert.Equal(2, entries.Count(entry => entry[0] == (byte)'R'));
        Assert.Single(entries, entry => entry.AsSpan().IndexOf("\"kind\":\"class-adjusted\""u8) >= 0);
        await Verified(server, "2026-h1");
    }

    [Fact]
    public async Task It_takes_two_people_and_happens_once_however_often_it_is_sent()
    {
        await using var server = await WritServer.Start(time: new ManualTime(June));
        var wrong = await Answered(server, gag: false);
        Assert.Equal("adjust-class", (await Propose(server, wrong, "dummy")).Refusal?.Code);
        Assert.Equal("adjust-same-class", (await Propose(server, wrong, "open")).Refusal?.Code);
        Assert.Equal("adjust-not-in-record", (await Propose(server, "dmd_0000000000000000", "withheld")).Refusal?.Code);
        Assert.Equal("adjust-not-in-record", (await Propose(server, "<script>", "withheld")).Refusal?.Code);
        Assert.NotNull((await Propose(server, wrong, "withheld", "two\nlines")).Refusal);
        Assert.NotNull((await Propose(server, wrong, "withheld", string.Empty)).Refusal);
        Assert.NotNull((await server.Officer.Post<AdjustmentView>("api/v1/adjustments", new AdjustRequest(wrong, "withheld", Why))).Refusal);
        Assert.Equal(0, await server.Count("class_adjustment"));

        _ = (await server.Everything.Post<AdjustmentView>("api/v1/adjustments", new AdjustRequest(wrong, "withheld", Why))).Value;
        Assert.Equal("adjust-pending", (await Propose(server, wrong, "withheld")).Refusal?.Code);
        Assert.Equal("adjust-same-person", (await server.Everything.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/agreement", new { })).Refusal?.Code);
        Assert.NotNull((await server.Reviewer.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/agreement", new { })).Refusal);
        Assert.Equal("dropped", (await server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/drop", new { })).Value.State);
        Assert.Equal("adjust-not-proposed", (await server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{wrong}/agreement", new { })).Refusal?.Code);

        using var reviewer = await server.Staff("reviewer");
        using var approver = await server.Staff("approver");
        const string address = "/desk/reports/classes";
        var page = await reviewer.Get(address);
        (await reviewer.Send(address, [("demand", wrong), ("class", ""), ("reason", Why)], page.Token)).Is(HttpStatusCode.BadRequest, "Say which class is right");
        (string, string)[] form = [("demand", wrong), ("class", "withheld"), ("reason", Why)];
        Assert.Equal($"{address}?said=proposed", (await reviewer.Send(address, form, page.Token)).Location);
        (await reviewer.Get(address)).Is(HttpStatusCode.OK, "It waits for an approver.");
        page = await approver.Get(address);
        page.Is(HttpStatusCode.OK, "What was published of it stays public");
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => approver.Send($"{address}/{wrong}/2", [("answer", "agree")], page.Token)));
        Assert.All(sent, answer => Assert.Equal($"{address}?said=agreed", answer.Location));
        while (await server.Count("class_adjustment", "state = 'Recorded'") == 0) await Task.Delay(20);
        Assert.Equal(2, await server.Count("class_adjustment"));
        (await approver.Get(address)).Is(HttpStatusCode.OK, "in the record");
    }

    private static Task<Result<AdjustmentView>> Propose(WritServer server, string demand, string right, string reason = Why) =>
        server.Reviewer.Post<AdjustmentView>("api/v1/adjustments", new AdjustRequest(demand, right, reason));

    private static async Task Adjust(WritServer server, string demand, string right)
    {
        await Settle(server);
        var before = await server.Count("class_adjustment", "state = 'Recorded'");
        _ = (await Propose(server, demand, right)).Value;
        _ = (await server.Approver.Post<AdjustmentView>($"api/v1/adjustments/{demand}/agreement", new { })).Value;
        while (await server.Count("class_adjustment", "state = 'Recorded'") == before) await Task.Delay(20);
    }

    /// <summary>Waits until every entry is in the log.</summary>
    private static async Task Settle(WritServer server)
    {
        while (await server.Count("log_run", "last_seq = (SELECT MAX(seq) FROM record_entry)") == 0) await Task.Delay(20);
    }

    private static async Task Batch(WritServer server, DateTimeOffset due, int waiting)
    {
        server.Time.Now = due;
        while (await server.Count("record_slot", $"kind = 'Register' AND due = {due.UtcTicks} AND entry_seq <= (SELECT MAX(last_seq) FROM log_run)") < 24) await Task.Delay(20);
        Assert.Equal(waiting, await server.Count("record_slot", $"kind = 'Register' AND due = {due.UtcTicks} AND waiting IS NOT NULL"));
    }

    private static async Task<string> Answered(WritServer server, bool gag)
    {
        var id = (await server.File(server.Demand() with { Gag = gag })).Id;
        await server.Answer(id);
        return id;
    }

    private static async Task Report(WritServer server, string period)
    {
        var report = (await server.Approver.Post<PublishedView>($"api/v1/reports/{period}")).Value;
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains(report.Path, StringComparison.Ordinal)) await Task.Delay(20);
    }

    private static string[] Openings(WritServer server, string period, int version) =>
        System.IO.File.ReadAllLines(Path.Combine(server.Folder.Published, "reports", period, $"v{version}-openings.jsonl"));

    private static string Document(WritServer server, string period, int version) =>
        System.IO.File.ReadAllText(Path.Combine(server.Folder.Published, "reports", period, $"v{version}.json"));

    private static async Task<string> Verified(WritServer server, string period)
    {
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains(period, StringComparison.Ordinal)) await Task.Delay(20);
        using var said = new StringWriter();
        var exit = Verifying.Verify(server.Http.BaseAddress!.ToString(), said);
        Assert.True(exit == 0, said.ToString());
        return said.ToString();
    }
}
