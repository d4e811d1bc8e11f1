using System.CommandLine;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Ledger.Witnesses;

namespace Writ.App.Witness;

/// <summary><c>writ witness</c>: vouches for other people's logs. It has a folder of its own and nothing of a company's.</summary>
internal static class WitnessVerb
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "The witness's own folder (or WRIT_WITNESS_DATA)",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_WITNESS_DATA") ?? "./witness",
    };

    public static Command Build()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1 (or WRIT_WITNESS_PORT)",
            DefaultValueFactory = _ => int.TryParse(Environment.GetEnvironmentVariable("WRIT_WITNESS_PORT"), out var p) ? p : 8090,
        };
        var name = new Option<string?>("--name") { Description = "First start only: the witness's name, for instance witness.example.org (otherwise one is drawn)" };
        var command = new Command("witness", "Run a witness: cosign checkpoints of the logs it knows, each only if it grew out of the one before") { Data, port, name, Add() };
        command.SetAction((parse, cancel) => Run(parse.GetValue(Data)!, parse.GetValue(port), parse.GetValue(name), cancel));
        return command;
    }

    private static Command Add()
    {
        var vkey = new Argument<string>("vkey") { Description = "The log's verifier key, from its owner and not only from its site" };
        var command = new Command("add", "Make a log known; works beside a running witness") { vkey, Data };
        command.SetAction(parse =>
        {
            if (!WitnessFolder.Add(parse.GetValue(Data)!, parse.GetValue(vkey)!).TryGet(out var isNew, out var refusal)) return Common.Fail(refusal);
            Console.WriteLine(isNew ? "Known from now on." : "Known already.");
            return 0;
        });
        return command;
    }

    private static async Task<int> Run(string root, int port, string? name, CancellationToken cancel)
    {
        if (!WitnessFolder.Open(root, name).TryGet(out var witness, out var refusal)) return Common.Fail(refusal);
        using (witness)
        {
            await using var app = WitnessHost.Build(witness, port, TimeProvider.System);
            try
            {
                await app.StartAsync(cancel);
            }
            catch (IOException)
            {
                return Common.Fail(new Refusal("client-port-taken", $"Port {port} is taken; choose another with --port.", RefusalKind.Conflict));
            }

            var known = string.Join(", ", witness.Logs().Select(log => log.Name).Distinct());
            Console.WriteLine($"""
                Witness  {witness.Verifier}
                At       http://localhost:{new Uri(app.Urls.First()).Port}
                Logs     {(known.Length > 0 ? known : "none yet: writ witness add VKEY")}
                """);
            await app.WaitForShutdownAsync(cancel);
        }

        return 0;
    }
}
