using System.CommandLine;
using Writ.App.Data;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Report;
using Writ.Law;
using Writ.Ledger.Log;
using Writ.Store;

namespace Writ.App.Audit;

/// <summary><c>writ auditor</c> and <c>writ audit export</c> for the operator, beside a running server; <c>writ audit</c> for the auditor, on their own machine.</summary>
internal static class AuditVerbs
{
    public static IEnumerable<Command> Build() => [Auditor(), Audit()];

    private static Command Auditor()
    {
        var name = new Option<string>("--name") { Required = true, Description = "As the public record shall say it" };
        var key = new Option<string>("--key") { Required = true, Description = "Their public key: what writ key new printed on their machine" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "Every leaf that comes after this time is theirs to open (default now; with batches, after the next two are out)" };
        var designate = new Command("designate", "Let an auditor open every leaf that is drawn from now on; public") { name, key, from, Common.Data };
        designate.SetAction(parse => With(parse, async use => PublicKeyText.Read(parse.GetValue(key)!).TryGet(out var spki, out var refusal)
            ? Common.Show(await use.Designate(parse.GetValue(name)!, spki, parse.GetValue(from)))
            : Common.Fail(refusal)));
        var id = new Option<string>("--auditor") { Required = true, Description = "adt_..." };
        var reason = new Option<string>("--reason") { Required = true, Description = "Published in the record" };
        var retire = new Command("retire", "Seal nothing more to an auditor; public. What was sealed stays theirs to open") { id, reason, Common.Data };
        retire.SetAction(parse => With(parse, async use => Common.Show(await use.Retire(parse.GetValue(id)!, parse.GetValue(reason)!))));
        var list = new Command("list", "All auditors, retired ones too") { Common.Data };
        list.SetAction(parse => With(parse, async use => Common.Show(Result<IReadOnlyList<AuditorView>>.Of(await use.All()))));
        return Common.Group("auditor", "Who may open everything in the record", designate, retire, list);
    }

    private static Command Audit()
    {
        var key = new Option<string?>("--key") { Description = "Your private key (PEM)" };
        var policy = new Option<string?>("--policy") { Description = "File with the policy of log and witnesses that you trust" };
        var vkey = new Option<string?>("--vkey") { Description = "The log's verifier key, where the policy does not name it" };
        var log = new Option<string?>("--log") { Description = "Address of the public site, or a folder with a copy of it" };
        var from = new Option<string?>("--from") { Description = "Folder that the operator exported for you" };
        var vault = new Option<string?>("--vault-vkey") { Description = "The key of the vault's statements, from whoever runs the vault; without it the operator's word counts" };
        var audit = new Command("audit", "As a designated auditor: open every leaf, count exactly, set outcomes against authorisations") { key, policy, vkey, log, from, vault, Export() };
        audit.SetAction((parse, cancel) => Run(parse.GetValue(key), parse.GetValue(policy), parse.GetValue(vkey), parse.GetValue(log), parse.GetValue(from), parse.GetValue(vault), cancel));
        return audit;
    }

    private static Command Export()
    {
        var folder = new Option<string>("--out") { Required = true, Description = "Folder to write to; must not exist yet or be empty" };
        var first = new Option<long>("--from-entry") { Description = "First entry of the log to cover (default 0)" };
        first.Validators.Add(given =>
        {
            if (given.GetValue(first) < 0) given.AddError("Give --from-entry from 0.");
        });
        var export = new Command("export", "As the operator: write the folder for auditors. Only they can read it") { folder, first, Common.Data };
        export.SetAction(async (parse, cancel) =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
            var data = DataFolder.Open(root);
            if (!LawBook.Load(null, data.Company.Kind == FolderKind.Replay).TryGet(out var law, out var refusal)) return Common.Fail(refusal);
            using var logKey = data.LogKey();
            using var promises = data.PromiseKey();
            await using var services = new ServiceCollection().AddSingleton(law).AddSingleton(TimeProvider.System).AddSingleton(new OpeningKeys(data.SealKeys))
                .AddStore(data.Database, data.Blobs).AddAuditedDemands().BuildServiceProvider();
            using var record = RecordSource.At(data.Root);
            return Common.Show(await new ExportForAuditors(services.GetRequiredService<IStore>(), services.GetRequiredService<AuditedDemands>(), TimeProvider.System)
                .Write(record, logKey.Verifier, promises.Verifier, new ExportFolder(parse.GetValue(folder)!), parse.GetValue(first), cancel));
        });
        return export;
    }

    /// <returns>0 nothing was found, 1 something is false, 2 something could not be checked or was not given.</returns>
    private static async Task<int> Run(string? keyFile, string? policyFile, string? vkey, string? log, string? folder, string? vaultKey, CancellationToken cancel)
    {
        if (keyFile is null || log is null || folder is null || (policyFile is null && vkey is null)) return Unusable(Missing);
        if (!GivenFile.Text(keyFile).Then(text => PrivateKey.ImportPem(text)).TryGet(out var key, out var refusal)) return Unusable(refusal);
        using (key)
        {
            var policy = WitnessPolicy.None;
            if (policyFile is not null && !GivenFile.Text(policyFile).Then(WitnessPolicy.Parse).TryGet(out policy, out refusal)) return Unusable(refusal);
            VerifierKey? verifier = null;
            if (vkey is not null && !VerifierKey.Parse(vkey).TryGet(out verifier, out refusal)) return Unusable(refusal);
            VerifierKey? vault = null;
            if (vaultKey is not null && !VerifierKey.Parse(vaultKey).TryGet(out vault, out refusal)) return Unusable(refusal);
            using var source = RecordSource.At(log);
            var run = new AuditRun(source, new ExportFolder(folder), key, verifier, policy, TimeProvider.System, vault);
            var exit = await run.Run(cancel);
            run.Print(Console.Out);
            return exit;
        }
    }

    private static Refusal Missing { get; } = new("audit-options", "Give --key, --log, --from, and --policy or --vkey; writ audit --help says what they are.");

    private static int Unusable(Refusal refusal)
    {
        Common.Fail(refusal);
        return 2;
    }

    private static async Task<int> With(ParseResult parse, Func<Auditors, Task<int>> act)
    {
        var root = parse.GetValue(Common.Data)!;
        if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
        var folder = DataFolder.Open(root);
        await using var services = new ServiceCollection().AddSingleton(new OpeningKeys(folder.SealKeys)).AddStore(folder.Database, folder.Blobs).BuildServiceProvider();
        return await act(new Auditors(services.GetRequiredService<IStore>(), TimeProvider.System));
    }
}
