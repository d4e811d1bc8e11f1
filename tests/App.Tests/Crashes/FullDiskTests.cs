using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Demands.File;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Demands.Review;
using Writ.Store;

namespace Writ.App.Tests.Crashes;

/// <summary>A disk that is full, for real: a clear no, nothing half written, reading goes on, and so does work once there is room.</summary>
public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task Filing_is_refused_nothing_is_half_written_and_the_same_request_succeeds_later()
    {
        using var disk = SmallDisk.TryMount(24)!;
        await using var server = await WritServer.Start(root: disk.Data);
        var before = await server.File();
        await server.Answer(before.Id);
        var (request, key) = (Big(server, 200), WritServer.Key());

        await Fill(server, disk);
        for (var again = 0; again < 3; again++)
        {
            var refused = await server.Officer.Post<FiledDemand>("api/v1/demands", request, key);
            Assert.Equal(("store-disk-full", RefusalKind.Unavailable), (refused.Refusal?.Code, refused.Refusal!.Kind));
        }

        Assert.Equal("released", (await server.Officer.Get<DemandView>($"api/v1/demands/{before.Id}")).Value.State);

        // What leaves leaves a trace: where none can be written, nothing leaves.
        Assert.Equal("store-disk-full", (await server.Officer.Download($"api/v1/demands/{before.Id}/production")).Refusal?.Code);
        foreach (var path in (string[])["readyz", "reports", "ledger/checkpoint"])
        {
            using var read = await server.Http.GetAsync(path);
            Assert.True(read.IsSuccessStatusCode, path);
        }

        Assert.Equal(2, await Blobs(server));
        disk.Free();
        var filed = (await server.Officer.Post<FiledDemand>("api/v1/demands", request, key)).Value;
        Assert.Equal(filed.Id, (await server.Officer.Post<FiledDemand>("api/v1/demands", request, key)).Value.Id);
        Assert.Equal("released", (await server.Answer(filed.Id)).State);
        await server.Restart();
        OutsideVerifier.Passes(disk.Data);
    }

    [SmallDiskFact]
    public async Task Filled_up_by_demands_themselves_each_is_either_there_or_not()
    {
        using var disk = SmallDisk.TryMount(24)!;
        await using var server = await WritServer.Start(root: disk.Data);

        // Little room: now the blob fits and the database does not, now neither, now both.
        disk.Fill(but: 600_000);
        var sent = new List<(FileDemandRequest Request, string Key, Result<FiledDemand> Answer)>();
        for (var refused = 0; refused < 12;)
        {
            var (request, key) = (Big(server, 1 + (sent.Count % 5 * 20)), WritServer.Key());
            var answer = await server.Officer.Post<FiledDemand>("api/v1/demands", request, key);
            if (!answer.Ok)
            {
                refused++;
                Assert.Contains(answer.Refusal.Code, (string[])["store-disk-full", "request-failed"]);
                Assert.Equal(RefusalKind.Unavailable, answer.Refusal.Kind);
            }

            sent.Add((request, key, answer));
        }

        Assert.Equal(sent.Count(s => s.Answer.Ok), await Demands(server));
        var full = await server.Approver.Post<PublishedView>("api/v1/reports/2026-h1");
        Assert.Equal(RefusalKind.Unavailable, full.Refusal?.Kind);
        Assert.Empty(Drafts(server));

        disk.Free();
        foreach (var (request, key, answer) in sent)
        {
            var again = (await server.Officer.Post<FiledDemand>("api/v1/demands", request, key)).Value;
            if (answer.Ok) Assert.Equal((answer.Value.Id, answer.Value.Promise), (again.Id, again.Promise));
        }

        Assert.Equal(sent.Count, await Demands(server));
        Assert.Equal(sent.Count, await Blobs(server));
        Assert.True((await server.Approver.Post<PublishedView>("api/v1/reports/2026-h1")).Ok);
        await server.Restart();
        Assert.Equal(sent.Count, await Demands(server));
        OutsideVerifier.Passes(disk.Data);
    }

    [SmallDiskFact]
    public async Task An_approval_is_refused_and_after_a_new_start_with_room_it_is_released_once()
    {
        using var disk = SmallDisk.TryMount(24)!;
        await using var server = await WritServer.Start(root: disk.Data);
        var filed = await server.File();
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{filed.Id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{filed.Id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;

        // A look at a case is written down, so on a full disk nobody looks; this approver looked before.
        var decision = (await server.Approver.Get<CaseView>($"api/v1/review/{filed.Id}")).Value.Decision;
        await Fill(server, disk);
        Assert.Equal("store-disk-full", (await server.Approver.Get<CaseView>($"api/v1/review/{filed.Id}")).Refusal?.Code);
        Result<ReviewedView> refused;
        var tries = 0;
        do
        {
            // The vault's journal has the rest of its last page before it notices.
            refused = await Approve();
            if (refused.Ok) break;
            Assert.Equal(RefusalKind.Unavailable, refused.Refusal.Kind);
            Assert.True(++tries < 10_000, refused.Refusal.Code);
        }
        while (refused.Refusal.Code != "vault-journal-stopped");

        // What the vault may have forgotten it does not go on with.
        disk.Free();
        if (!refused.Ok) Assert.Equal("vault-journal-stopped", (await Approve()).Refusal?.Code);
        await server.Restart();
        if (!refused.Ok) _ = (await Approve()).Value;
        Assert.Equal("released", (await server.Settled(filed.Id)).State);
        Assert.True((await server.Officer.Download($"api/v1/demands/{filed.Id}/production")).Ok);
        OutsideVerifier.Passes(disk.Data);

        Task<Result<ReviewedView>> Approve() => server.Approver.Post<ReviewedView>($"api/v1/review/{filed.Id}/approval", new ApproveRequest(decision));
    }

    /// <summary>To the last byte, while nothing is under way and the database's log is empty: whatever is written next needs room.</summary>
    private static async Task Fill(WritServer server, SmallDisk disk)
    {
        await server.Numbered();
        await server.Quiet();
        await Waiting.Until(async () =>
        {
            await using var connection = new SqliteConnection($"Data Source={server.Folder.Database};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            return (long)(await command.ExecuteScalarAsync())! == 0;
        });
        disk.Fill();
    }

    private static FileDemandRequest Big(WritServer server, int kilobytes)
    {
        var content = new byte[kilobytes * 1024];
        "%PDF-1.4"u8.CopyTo(content);
        return server.Demand() with { File = new FileInstrument("instrument.pdf", "application/pdf", content) };
    }

    private static IEnumerable<string> Drafts(WritServer server) =>
        Directory.EnumerateFiles(server.Folder.Root, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".draft", StringComparison.Ordinal));

    private static Task<int> Demands(WritServer server) => Count(server, "SELECT COUNT(*) AS Value FROM demand");

    /// <summary>Sealed files of the folder, and those small enough to be rows.</summary>
    private static async Task<int> Blobs(WritServer server) =>
        Directory.EnumerateFiles(server.Folder.Blobs, "*", SearchOption.AllDirectories).Count() + await Count(server, "SELECT COUNT(*) AS Value FROM small_blob");

    private static async Task<int> Count(WritServer server, string sql) =>
        (int)(await server.Store.Look(work => work.Db().Database.SqlQueryRaw<long>(sql).ToListAsync())).Single();
}
