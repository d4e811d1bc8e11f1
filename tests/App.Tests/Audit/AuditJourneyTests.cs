using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Audit;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Demands.Report;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.App.Tests.Audit;

/// <summary>From designation to a clean audit, on a real server; then the same server with something hidden.</summary>
public sealed class AuditJourneyTests : IDisposable
{
    private readonly PrivateKey auditor = PrivateKey.Generate();
    private readonly string folder = Directory.CreateTempSubdirectory("writ-audit-").FullName;

    public void Dispose()
    {
        auditor.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_filed_answered_and_reported_is_audited_from_the_outside()
    {
        await using var server = await WritServer.Start();
        var before = await server.File();
        _ = (await new Auditors(server.Store, server.Time).Designate("Sample Audit Office", auditor.Public, null)).Value;
        var answered = await server.File();
        var gagged = await server.File(server.Demand() with { Gag = true, Reference = "Case 2" });
        Assert.Equal("released", (await server.Answer(answered.Id)).State);
        _ = (await server.PublishReport("2026-h1")).Value;
        await Published(server, gagged);
        while (!(await server.Http.GetStringAsync("reports/index.json")).Contains("2026-h1", StringComparison.Ordinal)) await Task.Delay(20);

        var (exit, run) = await Audit(server, "first");

        Assert.Equal(["audit-range-not-opened"], run.Findings.Kept.Select(f => f.Code));
        Assert.Equal(2, exit);
        Assert.Equal([(DemandClass.Open, answered.Id), (DemandClass.Withheld, gagged.Id)], run.Leaves!.Registers.OrderBy(r => r.Key).Select(r => (r.Value.Class, r.Value.Demand.Text)));
        Assert.Equal(answered.Id, run.Leaves.Authorisations.Single().Record.Asked);
        Assert.Equal((3, 1L), (run.Outcomes!.Demands, run.Leaves.NotOurs));
        Assert.DoesNotContain(before.Id, run.Leaves.Registers.Values.Select(r => r.Demand.Text));

        // The one that the operator would rather not show: its row of ciphertext is gone.
        await server.Sql($"DELETE FROM audit_sealed WHERE leaf_hash = X'{Convert.ToHexString(Convert.FromBase64String(gagged.RegisterLeaf))}'");
        (exit, run) = await Audit(server, "second");
        Assert.Equal(1, exit);
        Assert.Contains("audit-ciphertext-missing", run.Findings.Kept.Select(f => f.Code));

        // Or its outcome is said to be another's: the receipt of the requester stays what it was.
        var receipt = (await server.Officer.Get<ReceiptView>($"api/v1/demands/{gagged.Id}/receipt")).Value;
        Assert.Equal(gagged.Id, RegisterOpening.FromJson(Encoding.UTF8.GetBytes(receipt.Opening.GetRawText())).Value.Record.Demand.Text);
    }

    [Fact]
    public async Task An_auditor_is_designated_once_retired_once_and_both_are_public()
    {
        await using var server = await WritServer.Start();
        var use = new Auditors(server.Store, server.Time);
        var made = (await use.Designate("Sample Audit Office", auditor.Public, null)).Value;
        Assert.Equal("audit-key-designated", (await use.Designate("The same", auditor.Public, null)).Refusal?.Code);
        Assert.Equal("audit-words", (await use.Designate("", PrivateKey.Generate().Public, null)).Refusal?.Code);
        Assert.Equal("audit-words", (await use.Designate("Early", PrivateKey.Generate().Public, server.Time.Now.AddSeconds(-1))).Refusal?.Code);
        Assert.Equal("audit-auditor-unknown", (await use.Retire("adt_0000000000000000", "No reason.")).Refusal?.Code);
        Assert.Equal("audit-auditor-unknown", (await use.Retire("dmd_0000000000000000", "No reason.")).Refusal?.Code);
        Assert.Equal("audit-words", (await use.Retire(made.Id, "")).Refusal?.Code);
        Assert.NotNull((await use.Retire(made.Id, "The term is over.")).Value.RetiredAt);
        Assert.Equal("audit-auditor-retired", (await use.Retire(made.Id, "Again.")).Refusal?.Code);

        // Somebody who comes back gets a new id; and there is an end to how many there can be.
        for (var i = 0; i < AuditSeal.MostAuditors; i++) Assert.True((await use.Designate($"Office {i}", i == 0 ? auditor.Public : PrivateKey.Generate().Public, null)).Ok);
        Assert.Equal("audit-too-many-auditors", (await use.Designate("One more", PrivateKey.Generate().Public, null)).Refusal?.Code);
        Assert.Equal(1 + AuditSeal.MostAuditors, (await use.All()).Count);
        Assert.Equal(1 + AuditSeal.MostAuditors, await server.Count("record_entry", "instr(bytes, CAST('\"auditor-designated\"' AS BLOB)) > 0"));
        Assert.Equal(1, await server.Count("record_entry", "instr(bytes, CAST('\"auditor-retired\"' AS BLOB)) > 0"));
    }

    [Fact]
    public async Task Without_an_auditor_nothing_is_kept_for_one_and_there_is_no_export()
    {
        await using var server = await WritServer.Start();
        await Published(server, await server.File());
        Assert.Equal(0, await server.Count("audit_sealed"));
        Assert.Equal("audit-no-auditor", (await Export(server, new ExportFolder(Path.Combine(folder, "none")))).Refusal?.Code);
    }

    private async Task<(int Exit, AuditRun Run)> Audit(WritServer server, string name)
    {
        var export = new ExportFolder(Path.Combine(folder, name));
        _ = (await Export(server, export)).Value;
        Assert.Equal("audit-folder-not-empty", (await Export(server, export)).Refusal?.Code);

        // From the public site, over HTTP, as the auditor reads it.
        using var source = RecordSource.At(server.App.Urls.First());
        using var log = server.Folder.LogKey();
        var run = new AuditRun(source, export, auditor, log.Verifier, WitnessPolicy.None, server.Time);
        return (await run.Run(default), run);
    }

    private static async Task<Result<ExportAbout>> Export(WritServer server, ExportFolder folder)
    {
        using var log = server.Folder.LogKey();
        using var promises = server.Folder.PromiseKey();
        using var record = RecordSource.At(server.Folder.Root);
        return await new ExportForAuditors(server.Store, server.App.Services.GetRequiredService<AuditedDemands>(), server.Time)
            .Write(record, log.Verifier, promises.Verifier, folder, 0, default);
    }

    /// <summary>Waits until readers see the leaf.</summary>
    private static async Task Published(WritServer server, Writ.Demands.File.FiledDemand filed)
    {
        while ((await server.Officer.Get<ReceiptView>($"api/v1/demands/{filed.Id}/receipt")).Value.Proof is null) await Task.Delay(20);
    }
}
