using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Audit;
using Writ.App.Tests.Serving;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Tests.Audit;

/// <summary>Openings in the database are sealed, old ones too, and their keys survive the loss of the folder they lie in.</summary>
public sealed class SealKeysTests
{
    [Fact]
    public async Task What_is_stored_opens_nothing_without_the_keys_folder()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File();
        await server.Answer(filed.Id);
        var opening = (await Receipt(server, filed.Id)).ToJson();
        foreach (var sql in (string[])["SELECT register_opening AS Value FROM demand", "SELECT opening AS Value FROM gate_authorisation"])
        {
            var kept = await server.Store.Look(work => work.Db().Database.SqlQueryRaw<byte[]>(sql).SingleAsync());
            Assert.True(OpeningKeys.IsSealed(kept));
            Assert.Equal(-1, kept.AsSpan().IndexOf("blind"u8));
            Assert.Equal(-1, kept.AsSpan().IndexOf(Encoding.ASCII.GetBytes(filed.Id)));
        }

        Assert.Contains(filed.Id, Encoding.UTF8.GetString(opening), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Openings_from_before_there_were_keys_are_read_and_sealed_at_the_next_start()
    {
        await using var server = await WritServer.Start();
        var (one, other) = (await server.File(), await server.File());
        var clear = (await Receipt(server, one.Id)).ToJson();
        await server.Sql($"UPDATE demand SET register_opening = X'{Convert.ToHexString(clear)}' WHERE id = '{one.Id}'");
        Assert.Equal(clear, (await Receipt(server, one.Id)).ToJson());
        Assert.Equal(1, await server.Count("demand", "hex(substr(register_opening, 1, 1)) = '7B'"));

        await server.Restart();

        Assert.Equal(0, await server.Count("demand", "hex(substr(register_opening, 1, 1)) = '7B'"));
        Assert.Equal(clear, (await Receipt(server, one.Id)).ToJson());
        Assert.NotEqual(clear, (await Receipt(server, other.Id)).ToJson());
        Assert.True((await server.PublishReport("2026-h1")).Ok);
    }

    [Fact]
    public async Task An_opening_that_was_put_into_another_demands_row_is_refused()
    {
        await using var server = await WritServer.Start();
        var (one, other) = (await server.File(), await server.File());
        await server.Sql($"UPDATE demand SET register_opening = (SELECT register_opening FROM demand WHERE id = '{other.Id}') WHERE id = '{one.Id}'");
        Assert.Equal("sealing-cannot-open", (await server.Officer.Get<ReceiptView>($"api/v1/demands/{one.Id}/receipt")).Refusal?.Code);
    }

    [Fact]
    public async Task A_backup_is_drilled_and_brings_lost_keys_back()
    {
        await using var server = await WritServer.Start();
        var filed = await server.File();
        var trustees = Enumerable.Range(0, 3).Select(_ => PrivateKey.Generate()).ToList();
        Assert.All(await Keys(server).State(), line => Assert.StartsWith("WARNING", line, StringComparison.Ordinal));

        var backup = (await Keys(server).Backup([.. trustees.Select(t => t.Public)], 2)).Value;
        Assert.Equal(["2026-h1", "2026-h2"], backup.Keys.Select(k => k.Period.Text));
        var shares = trustees.Select(t => backup.Open(t).Value).ToList();
        Assert.Equal("sealing-shares-too-few", (await Keys(server).Drill(backup, [shares[0]])).Refusal?.Code);
        Assert.Equal([1, 0], (await Keys(server).Drill(backup, [shares[0], shares[2]])).Value.Select(k => k.Opened));
        Assert.All(await Keys(server).State(), line => Assert.DoesNotContain("WARNING", line, StringComparison.Ordinal));

        foreach (var path in Directory.GetFiles(server.Folder.SealKeys)) System.IO.File.Delete(path);
        await server.Restart();
        Assert.Equal("sealing-period-key-missing", (await server.Officer.Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Refusal?.Code);
        Assert.Equal("sealing-drill-failed", (await Keys(server).Drill(backup, shares)).Refusal?.Code);

        // Beside the running server, by trustees who were not at the drill.
        Assert.Equal(2, (await Keys(server).Recover(backup, [shares[2], shares[1]])).Value.Count);
        Assert.True((await server.Officer.Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Ok);
        Assert.Empty((await Keys(server).Recover(backup, shares)).Value);

        server.Time.Now = server.Time.Now.AddYears(2);
        _ = server.App.Services.GetRequiredService<OpeningKeys>().For(server.Time.Now);
        Assert.All(await Keys(server).State(), line => Assert.StartsWith("WARNING", line, StringComparison.Ordinal));
    }

    private static SealKeys Keys(WritServer server) => new(
        server.Store, server.App.Services.GetRequiredService<OpeningKeys>(), server.Folder.SealKeys, server.App.Services.GetServices<OpeningsTable>(), server.Time);

    private static async Task<RegisterOpening> Receipt(WritServer server, string id)
    {
        var receipt = (await server.Officer.Get<ReceiptView>($"api/v1/demands/{id}/receipt")).Value;
        return RegisterOpening.FromJson(Encoding.UTF8.GetBytes(receipt.Opening.GetRawText())).Value;
    }
}
