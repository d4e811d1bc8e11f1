using System.CommandLine;
using Writ.App.Data;
using Writ.App.Mail;
using Writ.App.Record.Witnesses;
using Writ.App.Seed;
using Writ.App.SignIn.Sample;
using Writ.App.Verbs;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Sources.Cameras;

namespace Writ.App.Serve;

/// <summary><c>writ serve</c></summary>
internal static class ServeVerb
{
    public static Refusal NoFolder { get; } = new("client-no-data-folder", "There is no data folder there; start one with writ serve --data DIR.");

    private static readonly Option<string?> Neighbors = new("--neighbors")
    {
        Description = "Folder of maps and limits for requests to homes (docs/operate/requests.md); without it nothing can be asked, but in a sample",
    };

    private static Refusal NotEmpty { get; } = new(
        "client-data-not-empty", "The data folder holds a database but no company.json; restore that file with the rest of the folder.");

    public static Command Build()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1 (or WRIT_PORT)",
            DefaultValueFactory = _ => int.TryParse(Environment.GetEnvironmentVariable("WRIT_PORT"), out var p) ? p : 8080,
        };
        var company = new Option<string?>("--company")
        {
            Description = "First start only: a real company's name; without it a sample company and town are made",
        };
        var address = new Option<string?>("--address")
        {
            Description = "Where strangers find the site, for instance https://requests.example.org (or WRIT_ADDRESS; default http://localhost:PORT)",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WRIT_ADDRESS"),
        };
        var overlay = new Option<string?>("--overlay") { Description = "Folder with your own stricter rules of law (writ law check reads it too)" };
        var room = new Option<int>("--home-gib")
        {
            Description = "Room for the clips of one home, in GiB (or WRIT_HOME_GIB; default 50)",
            DefaultValueFactory = _ => int.TryParse(Environment.GetEnvironmentVariable("WRIT_HOME_GIB"), out var gib) ? gib : 50,
        };
        room.Validators.Add(given =>
        {
            if (given.GetValue(room) is < 1 or > 1_000_000) given.AddError("Give --home-gib from 1 to 1000000.");
        });
        var command = new Command("serve", "Start the server on a data folder") 
        {
            port, Common.Data, company, address, overlay, NoticeArguments.Days, NoticeArguments.TrialSeconds, NoticeArguments.Zone, NoticeArguments.Letterhead,
            MailArguments.From, MailArguments.Smtp, MailArguments.User, room, WitnessArguments.Policy, VaultArguments.Socket, VaultArguments.User, VaultArguments.Signed, Neighbors,
        };
        foreach (var option in PartnershipArguments.All) command.Options.Add(option);
        command.SetAction((parse, cancel) =>
            Run(parse, new CameraOptions(parse.GetValue(room) * (1L << 30)), parse.GetValue(Common.Data)!, parse.GetValue(port), parse.GetValue(company), parse.GetValue(address)?.TrimEnd('/'), parse.GetValue(overlay), cancel));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parse, CameraOptions cameras, string root, int port, string? company, string? publicAddress, string? overlay, CancellationToken cancel)
    {
        if (!MailArguments.Read(parse).TryGet(out var mail, out var wrong)) return Common.Fail(wrong);
        if (!DataFolder.IsMade(root))
        {
            if (company is not null)
            {
                if (DataFolder.HasHistory(root)) return Common.Fail(NotEmpty);
                DataFolder.Make(root, company, FolderKind.Company);
            }
            else
            {
                Console.WriteLine($"First start: making a sample company and town in {Path.GetFullPath(root)} ...");
                if (await SampleFolder.Make(root) is { } refusal) return Common.Fail(refusal);
            }
        }

        var folder = DataFolder.Open(root);
        if (!NoticeArguments.Read(parse, folder.Company.Kind).TryGet(out var notices, out wrong)) return Common.Fail(wrong);
        if (!PartnershipArguments.Read(parse).TryGet(out var partners, out wrong)) return Common.Fail(wrong);
        if (!Witnesses(parse, folder).TryGet(out var policy, out wrong)) return Common.Fail(wrong);
        var built = await WritHost.Build(folder, new ServerOptions(
            port, TimeProvider.System, DefaultPlan.Own, Address: publicAddress, Overlay: overlay, Notices: notices, Mail: mail, Cameras: cameras,
            Vault: VaultArguments.Read(parse), Witnesses: policy is null ? null : new WitnessSettings(policy), Partners: partners, Neighbors: parse.GetValue(Neighbors),
            SignedDecisions: parse.GetValue(VaultArguments.Signed)));
        if (!built.TryGet(out var app, out var broken)) return Common.Fail(broken);
        await using (app)
        {
            try
            {
                await app.StartAsync(cancel);
            }
            catch (IOException)
            {
                return Common.Fail(new Refusal("client-port-taken", $"Port {port} is taken; choose another with --port.", RefusalKind.Conflict));
            }

            Tell(folder, new Uri(app.Urls.First()).Port, app.Services.GetRequiredService<SampleLinks>().Paths, VaultArguments.Read(parse));
            await app.WaitForShutdownAsync(cancel);
        }

        return 0;
    }

    private static Result<WitnessPolicy?> Witnesses(ParseResult parse, DataFolder folder)
    {
        using var key = folder.LogKey();
        return WitnessArguments.Read(parse.GetValue(WitnessArguments.Policy), key.Verifier);
    }

    private static void Tell(DataFolder folder, int port, IReadOnlyDictionary<string, string> links, VaultPlace? vault)
    {
        var address = $"http://localhost:{port}";
        Console.WriteLine($"""

            {folder.Company.Name}
              Public site     {address}
              Reports         {address}/reports
              The record      {address}/record   (checkpoint: {address}/ledger/checkpoint)
              API             {address}/openapi/v1.json
              Health          {address}/healthz  {address}/readyz
              Data            {Path.GetFullPath(folder.Root)}
              Vault           {(vault is null ? "in this process" : $"runs alone: {vault.Socket}")}
              Check it all    ./writ-verify {address}

            """);
        if (folder.Company.Kind == FolderKind.Company)
        {
            if (vault is null) Console.WriteLine("In one process, whoever is root on this machine can get round the vault: docs/operate/README.md says what that means.");
            return;
        }

        var persons = SamplePersons.Read(folder.SampleFile);
        if (persons.Count == 0) return;
        Console.WriteLine("Everyone here is made up. Act as one of them, on the command line or by the link (it works until the server stops):");
        foreach (var person in persons)
        {
            var act = person.Account is null && person.Subject is null ? "--as " : "     ";
            Console.WriteLine($"  {act}{person.Name,-10} {person.Title}{(person.Key is null ? string.Empty : $"; key {person.Key}")}");
            if (links.TryGetValue(person.Name, out var link)) Console.WriteLine($"                  {address}{link}");
        }

        Console.WriteLine($"""

            For instance:
              ./writ review queue --as reviewer --url {address} --data {folder.Root}
              ./writ review show ID --as reviewer --url {address} --data {folder.Root}
            README.md walks through one demand from filing to the verified report. Ctrl-C stops; nothing acknowledged is lost.
            """);
    }
}
