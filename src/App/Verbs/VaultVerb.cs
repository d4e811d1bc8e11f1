using System.CommandLine;
using System.Globalization;
using Writ.App.Serve;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Vault;
using Writ.Vault.Serving;

namespace Writ.App.Verbs;

/// <summary><c>writ vault</c>: the vault alone, as a user of its own. No database, no blobs, no web: a folder, a clock, a socket.</summary>
internal static class VaultVerb
{
    private static readonly Option<string> Data = new("--data")
    {
        Required = true,
        Description = "The vault's own folder, mode 0700; made at the first start",
    };

    private static readonly Option<string?> Socket = new("--socket")
    {
        Description = "Where it listens (default vault.sock in its folder, for a server of the same user)",
    };

    private static readonly Option<string> Log = new("--log-vkey") { Required = true, Description = "File with the log's verifier key, as in DATA/ledger/vkey" };

    private static readonly Option<string?> Policy = new("--policy") { Description = "File with the policy of witnesses; without it none has to cosign" };

    private static readonly Option<string> Mode = new("--socket-mode") { Description = "0600: its own user; 0660: its group too", DefaultValueFactory = _ => "0600" };

    private static readonly Option<int> Cooling = new("--cooling-off")
    {
        Description = "Hours that a recipient's key, a reviewer, an approver or an order to destroy has to stand in the log before it counts; 0 for trials: then whoever has the server can enrol and use at once",
        DefaultValueFactory = _ => (int)VaultOptions.Usual.CoolingOff.TotalHours,
    };

    private static readonly Option<bool> Signed = VaultArguments.NewSigned();

    private static readonly Option<uint[]> Users = new("--allow-uid") { Description = "Answer these users only, by number, whoever else may connect" };

    public static Command Build()
    {
        Mode.Validators.Add(given =>
        {
            if (given.GetValue(Mode) is not ("0600" or "0660")) given.AddError("Give --socket-mode 0600 or 0660.");
        });
        Users.Validators.Add(given =>
        {
            if (given.GetValue(Users) is { Length: > 0 } && !SocketPeer.IsTold) given.AddError("This system does not tell who connects: --allow-uid works on Linux.");
        });
        Cooling.Validators.Add(given =>
        {
            if (given.GetValue(Cooling) is < 0 or > 8760) given.AddError("Give --cooling-off in hours, 0 to 8760.");
        });
        var command = new Command("vault", "Run the vault alone, for a server that is started with --vault") { Data, Log, Socket, Policy, Mode, Users, Cooling, Signed };
        foreach (var verb in VaultUpkeep.Build()) command.Add(verb);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parse, CancellationToken cancel)
    {
        if (!Key(parse.GetValue(Log)!).TryGet(out var log, out var refusal)) return Common.Fail(refusal);
        if (!Witnesses(parse.GetValue(Policy)).TryGet(out var policy, out refusal)) return Common.Fail(refusal);
        var folder = parse.GetValue(Data)!;
        var options = VaultOptions.Usual with { CoolingOff = TimeSpan.FromHours(parse.GetValue(Cooling)), SignedDecisions = parse.GetValue(Signed) };
        if (!VaultService.Open(folder, log, policy, TimeProvider.System, options).TryGet(out var vault, out refusal)) return Common.Fail(refusal);
        await using (vault)
        {
            var mode = (UnixFileMode)Convert.ToInt32(parse.GetValue(Mode), 8);
            var path = Path.GetFullPath(parse.GetValue(Socket) ?? Path.Combine(folder, "vault.sock"));
            if (!VaultListener.Open(vault, new ListenOptions(path, mode, parse.GetValue(Users))).TryGet(out var listener, out refusal)) return Common.Fail(refusal);
            using (listener)
            {
                if (vault.CutAtStart is { } cut) Console.Error.WriteLine($"Cut off the journal's end: {cut}");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Vault {vault.Id} for the log {log.Name}, {policy.Witnesses.Count} witnesses known; listening on {path}"));
                Console.WriteLine($"It signs what it gives with {vault.StatementKey}");
                await listener.Run(e => Console.Error.WriteLine($"A question was not answered: {e}"), cancel);
            }
        }

        return 0;
    }

    private static Result<VerifierKey> Key(string file) =>
        GivenFile.Text(file).TryGet(out var text, out var refusal) ? VerifierKey.Parse(text) : refusal;

    internal static Result<WitnessPolicy> Witnesses(string? file)
    {
        if (file is null) return WitnessPolicy.None;
        return GivenFile.Text(file).TryGet(out var text, out var refusal) ? WitnessPolicy.Parse(text) : refusal;
    }
}
