using Writ.App.Data;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.Follow;
using Writ.Demands.Report;
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
        Assert.Equal("reports-batch-due", (await server.Approver.Post<PublishedView>("api/v1/reports/2026-h1")).Refusal!.Code);

        // What came in on the other side of the edge is not in that batch.
        var later = await server.File();
        await Until(server, new DateTimeOffset(2026, 7, 6, 13, 0, 0, TimeSpan.Zero));
        Assert.Null((await server.Officer.Get<ReceiptView>($"api/v1/demands/{later.Id}/receipt")).Value.Proof);
        var report = (await server.Approver.Post<PublishedView>("api/v1/reports/2026-h1")).Value;
        await OnTheShelf(server, "2026-h1");
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(server.Folder.Published, report.Path));
        Assert.Contains("\"unopened\":{\"count\":95,\"band\":{\"lo\":0,\"hi\":249,\"structure\":\"us/250\"}", text, StringComparison.Ordinal);
        var (exit, said) = Verify(server);
        Assert.True(exit == 0, said);
        Assert.Contains("95 register leaves are not opened", said, StringComparison.Ordinal);
        Assert.Contains("in batches of 24 and epochs of 3", said, StringComparison.Ordinal);
    }

    private static async Task<WritServer> Scheduled()
    {
        var server = await WritServer.Start(FolderKind.Company, time: new ManualTime(Start));
        await server.Schedule(Weekly);
        server.Time.Now = Weekly.From.AddMinutes(1);
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
