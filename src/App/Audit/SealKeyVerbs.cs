using System.CommandLine;
using Writ.App.Data;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Report;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Audit;

/// <summary><c>writ seal-keys</c>: for the operator, beside a running server; <c>share</c> for each trustee, on their own machine.</summary>
internal static class SealKeyVerbs
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Option<string> Backup = new("--backup") { Required = true, Description = "File that writ seal-keys backup wrote" };

    private static readonly Option<string[]> Shares = new("--share") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "What trustees opened with writ seal-keys share" };

    private static readonly Option<string> Out = new("--out") { Required = true, Description = "File to write; must not exist yet" };

    public static Command Build() => Common.Group("seal-keys", "Keys under which openings are sealed: their backup among trustees", MakeBackup(), Share(), Drill(), Recover());

    private static Command MakeBackup()
    {
        var trustees = new Option<string[]>("--trustee") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Public keys of 2 to 7 trustees: what writ key new printed for each" };
        var need = new Option<int>("--need") { Required = true, Description = "How many of them it takes" };
        var command = new Command("backup", "Split all keys, and the next half-year's, among trustees; give each a copy of the file") { trustees, need, Out, Common.Data };
        command.SetAction(parse => With(parse, async use =>
        {
            if (File.Exists(parse.GetValue(Out)!)) return Common.Fail(Exists);
            var keys = new List<PublicKey>();
            foreach (var text in parse.GetValue(trustees)!)
            {
                if (!PublicKeyText.Read(text).TryGet(out var key, out var refusal)) return Common.Fail(refusal);
                keys.Add(key);
            }

            return (await use.Backup(keys, parse.GetValue(need))).TryGet(out var backup, out var refused) ? Save(parse.GetValue(Out)!, KeyBackupFiles.Write(backup)) : Common.Fail(refused);
        }));
        return command;
    }

    private static Command Share()
    {
        var key = new Option<string>("--key") { Required = true, Description = "Your private key (PEM)" };
        var command = new Command("share", "As a trustee: open your share of a backup; hand it to whoever recovers or drills, and then destroy it") { Backup, key, Out };
        command.SetAction(parse =>
        {
            if (File.Exists(parse.GetValue(Out)!)) return Common.Fail(Exists);
            if (!GivenFile.Bytes(parse.GetValue(Backup)!).Then(file => KeyBackupFiles.ReadBackup(file)).TryGet(out var backup, out var refusal)) return Common.Fail(refusal);
            if (!GivenFile.Bytes(parse.GetValue(key)!).Then(pem => PrivateKey.ImportPem(System.Text.Encoding.UTF8.GetString(pem))).TryGet(out var mine, out refusal)) return Common.Fail(refusal);
            using (mine) return backup.Open(mine).TryGet(out var share, out refusal) ? Save(parse.GetValue(Out)!, KeyBackupFiles.Write(share)) : Common.Fail(refusal);
        });
        return command;
    }

    private static Command Drill()
    {
        var command = new Command("drill", "Prove on a copy that the backup recovers the keys in use; nothing is changed") { Backup, Shares, Common.Data };
        command.SetAction(parse => With(parse, async use => Given(parse).TryGet(out var given, out var refusal) ? Common.Show(await use.Drill(given.Backup, given.Shares)) : Common.Fail(refusal)));
        return command;
    }

    private static Command Recover()
    {
        var command = new Command("recover", "Put lost keys back, from the shares of enough trustees") { Backup, Shares, Common.Data };
        command.SetAction(parse => With(parse, async use => Given(parse).TryGet(out var given, out var refusal) ? Common.Show(await use.Recover(given.Backup, given.Shares)) : Common.Fail(refusal)));
        return command;
    }

    private static Refusal Exists { get; } = new("client-file-exists", "That file exists already; a key is never written over.");

    private static Result<(KeyBackup Backup, IReadOnlyList<KeyShare> Shares)> Given(ParseResult parse)
    {
        if (!GivenFile.Bytes(parse.GetValue(Backup)!).Then(file => KeyBackupFiles.ReadBackup(file)).TryGet(out var backup, out var refusal)) return refusal;
        var shares = new List<KeyShare>();
        foreach (var file in parse.GetValue(Shares)!)
        {
            if (!GivenFile.Bytes(file).Then(bytes => KeyBackupFiles.ReadShare(bytes)).TryGet(out var share, out refusal)) return refusal;
            shares.Add(share);
        }

        return (backup, shares);
    }

    private static int Save(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(path, options)) file.Write(bytes);
        Console.WriteLine(path);
        return 0;
    }

    private static async Task<int> With(ParseResult parse, Func<SealKeys, Task<int>> act)
    {
        var root = parse.GetValue(Common.Data)!;
        if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
        var folder = DataFolder.Open(root);
        var keys = new OpeningKeys(folder.SealKeys);
        await using var services = new ServiceCollection().AddSingleton(keys).AddStore(folder.Database, folder.Blobs).AddAuditedDemands().BuildServiceProvider();
        return await act(new SealKeys(services.GetRequiredService<IStore>(), keys, folder.SealKeys, services.GetServices<OpeningsTable>(), TimeProvider.System));
    }
}
