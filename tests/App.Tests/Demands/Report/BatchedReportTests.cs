using Writ.App.Data;
using Writ.App.Tests.Gate.Subject;
using Writ.App.Tests.Serving;
using Writ.App.Tests.SignIn;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Demands.Report;

/// <summary>A company under a schedule: leaves wait for their batch, a report covers batches with their dummies, and a stranger passes it.</summary>
public sealed class BatchedReportTests
{
    private static readonly DateTimeOffset Start = new(2026, 6, 8, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Daily epochs, so that weeks can pass in a moment.</summary>
    private static readonly Schedule Weekly = new(new DateTimeOffset(2026, 6, 8, 13, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(7), 24, 20, TimeSpan.FromDays(1), 3);

    [Fact]
    public async Task A_gagged_demand_goes_with_its_batch_is_proved_and_a_stranger_passes_the_report()
    {
        await using var server = await Scheduled();
        var before = await server.Count("record_entry", "seq > 0");
        var open = await server.File();
        var gagged = await server.File(server.Demand() with { Gag = true });

        // Nothing of it is in the record, and the promise names the batch after the one it goes with.
        var receipt = (await server.Officer.Get<ReceiptView>($"api/v1/demands/{open.Id}/receipt")).Value;
        Assert.Null(receipt.Proof);
        var promise = Promises.Verify(gagged.Promise, server.Folder.PromiseKey().Verifier).Value;
        Assert.Equal(new DateTimeOffset(2026, 6, 23, 13, 0, 0, TimeSpan.Zero), promise.Before);
        Assert.Equal(before, await server.Count("record_entry", "seq > 0"));

        await Until(server, new DateTimeOffset(2026, 6, 15, 13, 0, 0, TimeSpan.Zero));
        receipt = (await server.Officer.Get<ReceiptView>($"api/v1/demands/{open.Id}/receipt")).Value;
        Assert.NotNull(receipt.Proof);
        Assert.Equal(1, await server.Count("record_batch", "kind = 'Register'"));
        Assert.Equal(24, await server.Count("record_slot", "kind = 'Register'"));

        // The period is over, and the batch that holds its end is not out.
        server.Time.Now = new DateTimeOffset(2026, 7, 2, 12, 0, 0, TimeSpan.Zero);
        await Until(server, new DateTimeOffset(2026, 6, 29, 13, 0, 0, TimeSpan.Zero));
        Assert.Equal("reports-batch-due", (await server.PublishReport("2026-h1")).Refusal!.Code);

        // What came in on the other side of the edge is not in that batch.
        var later = await server.File();
        await Until(server, new DateTimeOffset(2026, 7, 6, 13, 0, 0, TimeSpan.Zero));
        Assert.Null((await server.Officer.Get<ReceiptView>($"api/v1/demands/{later.Id}/receipt")).Value.Proof);
        var report = (await server.PublishReport("2026-h1")).Value;
        await OnTheShelf(server, "2026-h1");
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(server.Folder.Published, report.Path));
        Assert.Contains("\"unopened\":{\"count\":95,\"band\":{\"lo\":0,\"hi\":249,\"structure\":\"us/250\"}", text, StringComparison.Ordinal);
        var (exit, said) = Verify(server);
        Assert.True(exit == 0, said);
        Assert.Contains("95 register leaves are not opened", said, StringComparison.Ordinal);
        Assert.Contains("in batches of 24 and epochs of 3", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_waits_for_its_epoch_and_pages_say_until_when()
    {
        await using var server = await Scheduled(kind: FolderKind.Sample);
        var filed = await server.File();
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
        _ = (await server.Approver.Approve(filed.Id)).Value;

        using var officer = await server.OfficerSignedIn();
        var page = (await officer.Get($"/officer/demands/{filed.Id}")).Body;
        Assert.Contains("this one at 9 June 2026, 13:00 UTC", page, StringComparison.Ordinal);
        Assert.Contains("It will be in it with the batch of", page, StringComparison.Ordinal);
        Assert.Contains("It will be in the public record with the batch of", (await officer.Get($"/officer/demands/{filed.Id}/receipt")).Body, StringComparison.Ordinal);
        Assert.Contains("It will be in the public record with the batch of", (await officer.Get($"/officer/demands/{filed.Id}/filed")).Body, StringComparison.Ordinal);
        var (reviewer, _) = await server.SignedIn();
        using var signedIn = reviewer;
        var seen = (await reviewer.Get($"/desk/demands/{filed.Id}")).Body;
        Assert.Contains("which takes until 9 June 2026, 13:00 UTC at least, and then goes on by itself", seen, StringComparison.Ordinal);
        Assert.Contains("Will be in it with the batch of", seen, StringComparison.Ordinal);
        Assert.Equal(0, await server.Count("record_slot"));

        // Neither machines nor strangers are told that anything waits.
        Assert.Equal("Healthy", await server.Http.GetStringAsync("readyz"));

        server.Time.Now = Weekly.From.AddDays(1);
        Assert.Equal("released", (await server.Settled(filed.Id)).State);
        Assert.Equal(1, await server.Count("record_slot", "kind = 'Authorisation' AND waiting IS NOT NULL"));
        Assert.Equal(2, await server.Count("record_slot", "kind = 'Authorisation' AND dummy IS NOT NULL"));
    }

    [Fact]
    public async Task A_persons_copy_waits_for_its_epoch_and_is_ready_within_its_time()
    {
        await using var server = await Scheduled(TimeSpan.FromMinutes(5), kind: FolderKind.Sample);
        using var reader = await server.SignedInCustomer(0);
        Assert.Contains("within 6 minutes after you ask", (await reader.Get("/my/data/copy")).Body, StringComparison.Ordinal);
        var at = await reader.AskForCopy();
        Assert.Contains("Yours goes at", (await reader.Get(at)).Body, StringComparison.Ordinal);
        server.Time.Now = Weekly.From.AddMinutes(5);
        while ((await reader.Get(at)).Body.Contains("being written into the record", StringComparison.Ordinal)) await Task.Delay(20);
        Assert.NotEmpty(await reader.Download(at));
    }

    [Fact]
    public async Task National_security_process_is_taken_under_a_schedule_and_not_before()
    {
        await using var server = await WritServer.Start(FolderKind.Company, time: new ManualTime(Start));
        var letter = server.Demand("us/national-security-letter") with { Authority = new("Sample Bureau", "agency") };
        Assert.Equal("demands-sealed-register-needed", (await server.Officer.Post<FiledDemand>("api/v1/demands", letter, WritServer.Key())).Refusal!.Code);
        await server.Schedule(Weekly);
        Assert.Equal("demands-sealed-register-needed", (await server.Officer.Post<FiledDemand>("api/v1/demands", letter, WritServer.Key())).Refusal!.Code);
        server.Time.Now = Weekly.From.AddMinutes(1);
        var filed = (await server.Officer.Post<FiledDemand>("api/v1/demands", letter, WritServer.Key())).Value;
        Assert.True(await server.Count("demand", $"id = '{filed.Id}' AND register_seq < 0") == 1);

        // What the pack says of it holds now, and no more.
        Assert.True((await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value.Items[0].Reach.Within);
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest([new DecideItem(filed.Items[0], "produce", null, null, null, null)]))).Value;
        var more = (await server.Officer.Post<FiledDemand>("api/v1/demands", letter with { Items = [server.Item(0, "content", server.Today.AddDays(-9), server.Today)], Nonce = WritServer.Nonce() }, WritServer.Key())).Value;
        var refused = await server.Reviewer.Post<ReviewedView>($"api/v1/review/{more.Id}/decision", new DecideRequest([new DecideItem(more.Items[0], "produce", null, null, null, null)]));
        Assert.Equal("demands-outside-reach", refused.Refusal!.Code);
        Assert.Contains("us-letter-asks-no-more", refused.Refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_askers_have_two_leaves_and_one_who_asks_twice_has_one()
    {
        await using var server = await Scheduled();
        var (request, key) = (server.Demand(), WritServer.Key());
        var first = (await server.Officer.Post<FiledDemand>("api/v1/demands", request, key)).Value;
        var again = (await server.Officer.Post<FiledDemand>("api/v1/demands", request, key)).Value;
        var other = (await server.OtherOfficer.Post<FiledDemand>("api/v1/demands", request, WritServer.Key())).Value;
        Assert.Equal((first.Id, first.RegisterLeaf), (again.Id, again.RegisterLeaf));
        Assert.NotEqual(first.RegisterLeaf, other.RegisterLeaf);
        Assert.Equal(2, await server.Count("record_waiting"));
        await Until(server, Weekly.From.AddDays(7));
        Assert.Equal(2, await server.Count("record_slot", "kind = 'Register' AND waiting IS NOT NULL"));
    }

    [Fact]
    public async Task A_demand_that_had_no_room_before_the_edge_counts_in_the_next_period_with_its_own_day()
    {
        // Three places in each batch; four come in before the end of the half-year.
        await using var server = await Scheduled(schedule: Weekly with { BatchLeaves = 8, Reserve = 5 }, at: new DateTimeOffset(2026, 6, 22, 13, 0, 0, TimeSpan.Zero));
        server.Time.Now = new DateTimeOffset(2026, 6, 29, 14, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 4; i++) await server.File();
        await Until(server, new DateTimeOffset(2026, 7, 13, 13, 0, 0, TimeSpan.Zero));

        _ = (await server.PublishReport("2026-h1")).Value;
        _ = (await server.PublishReport("2026-h2")).Value;
        await OnTheShelf(server, "2026-h2");
        Assert.Equal(3, (await System.IO.File.ReadAllLinesAsync(Path.Combine(server.Folder.Published, "reports", "2026-h1", "v1-openings.jsonl"))).Length);
        var carried = Assert.Single(await System.IO.File.ReadAllLinesAsync(Path.Combine(server.Folder.Published, "reports", "2026-h2", "v1-openings.jsonl")));
        Assert.Contains("\"value\":\"2026-06-29\"", carried, StringComparison.Ordinal);
        var (exit, said) = Verify(server);
        Assert.True(exit == 0, said);
        Assert.Contains("1 demands came in before the period, and waited for room in a batch", said, StringComparison.Ordinal);
    }

    private static async Task<WritServer> Scheduled(TimeSpan? epoch = null, Schedule? schedule = null, DateTimeOffset? at = null, FolderKind kind = FolderKind.Company)
    {
        schedule ??= Weekly;
        schedule = schedule with { EpochEvery = epoch ?? schedule.EpochEvery, From = at ?? schedule.From };
        var server = await WritServer.Start(kind, time: new ManualTime(schedule.From.AddHours(-1)));
        await server.Schedule(schedule);
        server.Time.Now = schedule.From.AddMinutes(1);
        return server;
    }

    /// <summary>Moves time on, and waits until the batch of that time is under the published checkpoint.</summary>
    private static async Task Until(WritServer server, DateTimeOffset due)
    {
        if (server.Time.Now < due) server.Time.Now = due;
        while (true)
        {
            var places = await server.Store.Look(async work =>
            {
                var seqs = work.Rows("SELECT entry_seq FROM record_slot WHERE kind = 'Register' AND due = $1", [due.UtcTicks], row => row.GetInt64(0));
                return await LogPlaces.Of(work, seqs);
            });
            var size = await Size(server);
            if (places.Length > 0 && places.All(place => place < size)) return;
            await Task.Delay(20);
        }
    }

    private static Task<long> Size(WritServer server)
    {
        using var key = server.Folder.LogKey();
        return Task.FromResult(new LogFolder(server.Folder.Ledger).ReadCheckpoint() is { } note ? Checkpoint.Open(note, [key.Verifier]).Value.Size : 0);
    }

    private static async Task OnTheShelf(WritServer server, string period)
    {
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains(period, StringComparison.Ordinal)) await Task.Delay(20);
    }

    private static (int Exit, string Said) Verify(WritServer server)
    {
        using var said = new StringWriter();
        return (Verifying.Verify(server.Http.BaseAddress!.ToString(), said), said.ToString());
    }
}
