using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Review;
using Writ.Gate.Destroy;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;

namespace Writ.App.Tests.Vaults;

/// <summary>Somebody with the whole database changes it behind the server's back: the vault goes by the log.</summary>
public sealed class InsistsTests
{
    [Fact]
    public async Task A_recipient_s_key_that_was_slipped_into_the_database_opens_nothing()
    {
        await using var server = await WritServer.Start();
        using var theirs = PrivateKey.Generate();
        await server.Sql(
            "INSERT INTO officer_key (thumbprint, officer_id, spki, enrolled_at, usable_from, fact_seq) "
            + $"SELECT '{theirs.Public.Thumbprint}', officer_id, x'{Convert.ToHexString(theirs.Public.Spki)}', enrolled_at, usable_from, fact_seq FROM officer_key WHERE thumbprint = '{server.OfficerKey.Public.Thumbprint}'");
        Assert.Equal("vault-recipient-unknown", await CodeOf(server));
    }

    [Fact]
    public async Task A_vault_from_a_backup_gives_nothing_and_readyz_says_so()
    {
        var root = Directory.CreateTempSubdirectory("writ-test-").FullName;
        try
        {
            string vault;
            var old = Directory.CreateDirectory(Path.Combine(root, "old")).FullName;
            await using (var server = await WritServer.Start(root: Path.Combine(root, "data"), made: false))
            {
                vault = server.Folder.Vault;
                var before = await Standing(server, string.Empty);
                Copy(vault, old);
                Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);

                // Twice: one may have been on its way when the copy was made.
                var after = await Standing(server, before);
                _ = await server.File();
                _ = await Standing(server, after);
            }

            Copy(old, vault);
            await using var again = await WritServer.Start(root: Path.Combine(root, "data"), made: true);
            await Waiting.Until(async () => await (await again.Http.GetAsync("readyz")).Content.ReadAsStringAsync() == "Degraded\nvault-restored");
        }
        finally
        {
            Leftovers.Delete(root);
        }

        // What the vault says of itself when it is brought the log, once it says something else.
        static async Task<string> Standing(WritServer server, string before)
        {
            for (var looks = 0; looks < 3_000; looks++)
            {
                if (await server.Text("SELECT COALESCE(MAX(note), '') FROM vault_standing") is var note && note != before) return note;
                await Task.Delay(20);
            }

            throw new TimeoutException("The vault was never brought the log");
        }

        static void Copy(string from, string to)
        {
            foreach (var file in Directory.EnumerateFiles(from).Where(f => Path.GetFileName(f) != "lock")) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }

    [Fact]
    public async Task Somebody_who_only_the_database_says_is_enrolled_decides_nothing()
    {
        await using var server = await WritServer.Start();
        var id = (await server.File()).Id;
        await Decide(server, id);
        await server.Sql($"INSERT INTO approver (enrolled_seq, person, role, key, enrolled_at) SELECT 1, reviewer, 'reviewer', '-', 0 FROM demand WHERE id = '{id}'");
        Assert.Equal("vault-approver-unknown", await Approved(server, id));
    }

    [Fact]
    public async Task Who_decides_without_having_been_entered_is_entered_once()
    {
        await using var server = await WritServer.Start();
        Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);
        Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);
        var log = new LogFolder(server.Folder.Ledger);
        var size = Checkpoint.Open(log.ReadCheckpoint()!, [server.Folder.LogKey().Verifier]).Value.Size;
        var entered = new List<string>();
        for (var i = 0L; i < size; i++)
        {
            if (log.ReadEntry(i, size) is var entry && entry.Span[0] == (byte)'{' && Facts.Parse(entry.Span).Value is Fact.ApproverEnrolled fact) entered.Add(fact.Role);
        }

        Assert.Equal([ApproverRoles.Reviewer, ApproverRoles.Approver], entered);
    }

    [Fact]
    public async Task Keys_destroyed_by_an_order_in_the_record_open_nothing_any_more()
    {
        await using var server = await WritServer.Start();
        Assert.True((await server.Store.Act<bool>(async work =>
        {
            await DestroyKeys.Order(work, server.Customers[0].Account, null, "Erasure, order of a court", server.Time.Now);
            return true;
        })).Ok);
        while (await server.Text("SELECT COUNT(*) FROM job WHERE kind = 'destroy-keys'") != "0")
        {
            server.Time.Now += TimeSpan.FromSeconds(1);
            await Task.Delay(20);
        }

        Assert.Equal("vault-destroyed", await CodeOf(server));
    }

    private static async Task<string> CodeOf(WritServer server)
    {
        var id = (await server.File()).Id;
        await Decide(server, id);
        return await Approved(server, id);
    }

    private static async Task Decide(WritServer server, string id)
    {
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
    }

    /// <summary>Why its release ended.</summary>
    private static async Task<string> Approved(WritServer server, string id)
    {
        _ = (await server.Approver.Approve(id)).Value;
        _ = await server.Settled(id);
        return await server.Text($"SELECT failed_code FROM gate_authorisation WHERE demand_id = '{id}'");
    }
}
