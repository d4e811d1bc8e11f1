using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Writ.App.Record;
using Writ.App.Tests.Record;
using Writ.App.Tests.Serving;
using Writ.Demands.Follow;
using Writ.Demands.Review;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.App.Tests.Crashes;

/// <summary>A release that breaks off is carried out later, once.</summary>
public sealed class ReleaseTests
{
    [Fact]
    public async Task Broken_off_between_blob_and_row_it_leaves_one_production()
    {
        // Enough of it that the production is a file, written before its row.
        await using var server = await WritServer.Start();
        var items = server.Customers.Select((_, i) => i).SelectMany(i => (string[])["subscriber", "transaction", "content"], (i, category) => server.Item(i, category));
        var filed = await server.File(server.Demand("us/search-warrant", [.. items]));
        await Room.Run(server.Store, "CREATE TRIGGER crash BEFORE INSERT ON gate_production BEGIN SELECT RAISE(ABORT, 'crash'); END");
        await Approve(server, filed.Id);
        await Tried(server, filed.Id, 1);

        // Written and not named by any row, as after a crash; the demand still waits for the gate.
        Assert.Single(Files(server));
        Assert.Equal("approved", (await server.Officer.Get<DemandView>($"api/v1/demands/{filed.Id}")).Value.State);
        Assert.Equal("gate-no-production", (await server.Officer.Download($"api/v1/demands/{filed.Id}/production")).Refusal?.Code);

        await Room.Run(server.Store, "DROP TRIGGER crash");
        server.Time.Now += TimeSpan.FromSeconds(1);
        var released = await server.Settled(filed.Id);
        Assert.Equal("released", released.State);
        var sealedFile = (await server.Officer.Download($"api/v1/demands/{filed.Id}/production")).Value;
        Assert.Equal(released.Production!.Sha256, Convert.ToHexStringLower(SHA256.HashData(sealedFile)));
        Assert.Equal([1L], await server.Store.Look(work => work.Db().Database.SqlQueryRaw<long>("SELECT COUNT(*) AS Value FROM gate_production").ToListAsync()));
    }

    [Fact]
    public async Task A_failure_that_cannot_be_written_is_tried_again_until_the_door_has_heard_of_it()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File();
        await Decide(server, filed.Id);
        await server.Numbered();

        // Every key of the officer is gone before the release, and the database has no room for saying so, though for the approval.
        await Room.Run(server.Store, "CREATE TRIGGER late AFTER INSERT ON gate_authorisation BEGIN UPDATE officer_key SET revoked_at = 1; END");
        await Room.Take(server.Store, "gate_authorisation", spare: 60);
        _ = (await server.Approver.Approve(filed.Id)).Value;
        await Tried(server, filed.Id, 1);
        Assert.Equal("store-disk-full", (await server.Store.Look(work => work.Db().Set<Job>().SingleAsync(j => j.Subject == filed.Id))).LastCode);
        await Room.Give(server.Store);
        server.Time.Now += TimeSpan.FromSeconds(1);

        var back = await server.Settled(filed.Id);
        Assert.Equal("received", back.State);
        Assert.Equal("gate-no-usable-key", (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value.ReleaseFailed);
    }

    [Fact]
    public async Task A_record_that_breaks_at_every_step_in_turn_goes_on_by_itself()
    {
        SequencerStep? breaks = null;
        await using var server = await WritServer.Start(probe: step =>
        {
            if (breaks != step) return;
            breaks = null;
            throw new IOException("No space left on device");
        });
        foreach (var step in Enum.GetValues<SequencerStep>().Where(s => s is not (SequencerStep.Synced or SequencerStep.Asked or SequencerStep.Kept)))
        {
            breaks = step;
            var filed = await server.File();
            Assert.Equal("released", (await server.Answer(filed.Id)).State);
            Assert.Null(breaks);
        }

        using var ready = await server.Http.GetAsync("readyz");
        Assert.True(ready.IsSuccessStatusCode);
        OutsideVerifier.Passes(server.Folder.Root);
    }

    private static IEnumerable<string> Files(WritServer server) => Directory.EnumerateFiles(server.Folder.Blobs, "*", SearchOption.AllDirectories);

    private static async Task Approve(WritServer server, string id)
    {
        await Decide(server, id);
        _ = (await server.Approver.Approve(id)).Value;
    }

    private static async Task Decide(WritServer server, string id)
    {
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
    }

    private static async Task Tried(WritServer server, string id, int times)
    {
        while (true)
        {
            // Owed from the approval on, and not done with: a job that is gone was dropped.
            var job = await server.Store.Look(work => work.Db().Set<Job>().SingleOrDefaultAsync(j => j.Subject == id));
            Assert.NotNull(job);
            if (job.Attempts == times) return;
            await Task.Delay(20);
        }
    }
}
