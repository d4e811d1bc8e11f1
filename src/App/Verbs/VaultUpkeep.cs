using System.CommandLine;
using System.Globalization;
using Writ.App.Data;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Destroy;
using Writ.Store;
using Writ.Vault;

namespace Writ.App.Verbs;

/// <summary>What an operator does to a vault that stands still: a new master key, tokens for break-glass, and saying that an old copy is known.</summary>
internal static class VaultUpkeep
{
    private static readonly Option<string> Data = new("--data") { Required = true, Description = "The vault's own folder; the vault must not run" };

    public static IEnumerable<Command> Build() => [Rotate(), Acknowledge(), Policy(), Group(), Destroy()];

    private static Command Rotate()
    {
        var command = new Command("rotate", "Give the vault a new master key; what was sealed stays as it is") { Data };
        command.SetAction(parse => Tell(VaultService.RotateMaster(parse.GetValue(Data)!), count =>
            string.Create(CultureInfo.InvariantCulture, $"The vault has a new master key; {count} account keys are wrapped under it. Older backups of the folder still hold the old one: destroy them.")));
        return command;
    }

    private static Command Acknowledge()
    {
        var command = new Command("acknowledge", "Say that you know this vault is an older copy of itself; releases authorised before are void, and go through approval again") { Data };
        command.SetAction(parse => Tell(VaultService.Acknowledge(parse.GetValue(Data)!), older => older
            ? "The vault goes on from here. What it issued before opens nothing; approve again what was not released."
            : "The vault had not been found to be an older copy. What it issued before opens nothing all the same; approve again what was not released."));
        return command;
    }

    private static Command Policy()
    {
        var file = new Option<string?>("--policy") { Description = "File with the policy of witnesses by which it is to judge from now on" };
        var none = new Option<bool>("--none") { Description = "From now on no witness has to cosign: whoever has the log's key can show the vault a log of their own" };
        var accept = new Command("accept", "Pin the vault to another policy of witnesses; it starts with no other") { Data, file, none };
        accept.SetAction(parse =>
        {
            var path = parse.GetValue(file);
            if ((path is null) != parse.GetValue(none)) return Common.Fail(OneOfBoth);
            if (!VaultVerb.Witnesses(path).TryGet(out var policy, out var refusal)) return Common.Fail(refusal);
            if (path is not null && !policy.Demands) return Common.Fail(OneOfBoth);
            return Tell(VaultService.AcceptPolicy(parse.GetValue(Data)!, policy, TimeProvider.System), changed =>
                $"{(changed ? "The vault is pinned to" : "The vault was pinned to this already:")} {(policy.Demands ? policy.Words : "no witness")}. Start it with the same policy.");
        });
        return Common.Group("policy", "The policy of witnesses that the vault is pinned to", accept);
    }

    private static Command Group()
    {
        var count = new Option<int>("--count") { Description = "How many tokens", DefaultValueFactory = _ => 3 };
        var needed = new Option<int>("--needed") { Description = "How many of the officers have to sign for each use", DefaultValueFactory = _ => 2 };
        var officers = new Option<string[]>("--officer") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Their public keys, as writ key new printed them" };
        var folder = new Option<string>("--out") { Required = true, Description = "New folder for the token files; give each to somebody else than the officers" };
        count.Validators.Add(given =>
        {
            if (given.GetValue(count) is < 1 or > 100) given.AddError("Give --count from 1 to 100.");
        });
        var make = new Command("make", "Make tokens with which several officers can have keys while the log is out, in danger to life") { Data, count, needed, officers, folder };
        make.SetAction(parse =>
        {
            var keys = new List<PublicKey>();
            foreach (var text in parse.GetValue(officers)!)
            {
                var bytes = new byte[256];
                if (!Convert.TryFromBase64String(text, bytes, out var length)) return Common.Fail(NoKey);
                if (!PublicKey.Parse(bytes.AsSpan(0, length)).TryGet(out var key, out var wrong)) return Common.Fail(wrong);
                if (!keys.Contains(key)) keys.Add(key);
            }

            var (number, path) = (parse.GetValue(needed), parse.GetValue(folder)!);
            if (number < 2 || number > keys.Count || keys.Count > 16) return Common.Fail(NoQuorum);
            if (Directory.Exists(path) || File.Exists(path)) return Common.Fail(new Refusal("client-file-exists", "That folder exists already; tokens are never written over."));
            if (!VaultService.MakeTokens(parse.GetValue(Data)!, parse.GetValue(count), number, keys).TryGet(out var tokens, out var refusal)) return Common.Fail(refusal);
            Directory.CreateDirectory(path);
            for (var i = 0; i < tokens.Count; i++)
                DeskVerbs.WriteOwnerOnly(Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"token-{i + 1}.txt")), Convert.ToHexStringLower(tokens[i]) + "\n");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tokens.Count} tokens lie in {path}. Each works once, with the signatures of {number} of {keys.Count} officers."));
            return 0;
        });
        return Common.Group("tokens", "Tokens for break-glass", make);
    }

    /// <summary>Beside a running server, on its folder: the server's job enters the order and has the vault carry it out.</summary>
    private static Command Destroy()
    {
        var account = new Option<string>("--account") { Required = true, Description = "acc_... whose keys are destroyed" };
        var record = new Option<string?>("--record") { Description = "rec_...: only this record of the account is never opened again" };
        var reason = new Option<string>("--reason") { Required = true, Description = "Published in the record, so never a name" };
        var command = new Command("destroy", "Destroy keys in the vault, for good: the order is entered in the record, and carried out when it has stood there long enough") { account, record, reason, Common.Data };
        command.SetAction(async parse =>
        {
            var root = parse.GetValue(Common.Data)!;
            if (!DataFolder.IsMade(root)) return Common.Fail(Serve.ServeVerb.NoFolder);
            if (!AccountId.TryParse(parse.GetValue(account), out var owner)) return Common.Fail(NotNamed);
            RecordId? one = null;
            if (parse.GetValue(record) is { } named)
            {
                if (!RecordId.TryParse(named, out var id)) return Common.Fail(NotNamed);
                one = id;
            }

            var checks = new Checks();
            checks.Line(parse.GetValue(reason), 300, "/reason");
            if (!checks.Ok) return Common.Fail(checks.Refusal);
            var folder = DataFolder.Open(root);
            await using var services = new ServiceCollection().AddStore(folder.Database, folder.Blobs).BuildServiceProvider();
            return Common.Show(await services.GetRequiredService<IStore>().Act<object>(async work =>
            {
                await DestroyKeys.Order(work, owner, one, parse.GetValue(reason)!, TimeProvider.System.GetUtcNow());
                return new { ordered = true, account = owner.Text, record = one?.Text };
            }));
        });
        return command;
    }

    private static Refusal NotNamed { get; } = new("client-no-such-account", "Name what is to be destroyed by id: --account acc_... and, for one record, --record rec_...");

    private static Refusal OneOfBoth { get; } = new("client-vault-policy", "Give --policy with a file that demands witnesses, or --none to go without.");

    private static Refusal NoKey { get; } = new("sealing-bad-public-key", "Give each officer's public key as writ key new printed it.");

    private static Refusal NoQuorum { get; } = new("client-quorum", "Two officers at least have to sign, no more than are named, and sixteen may be named.");

    private static int Tell<T>(Result<T> done, Func<T, string> words)
    {
        if (!done.TryGet(out var value, out var refusal)) return Common.Fail(refusal);
        Console.WriteLine(words(value));
        return 0;
    }
}
