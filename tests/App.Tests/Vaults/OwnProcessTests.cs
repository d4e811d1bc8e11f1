using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Data;
using Writ.App.Doctor;
using Writ.App.Serve;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Follow;
using Writ.Demands.Promised;
using Writ.Demands.Review;
using Writ.Gate.Glass;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Vault;

namespace Writ.App.Tests.Vaults;

/// <summary>One company's folder, first with the vault in the server's process, then with the vault moved to a process of its own.</summary>
public sealed class OwnProcessTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-own-").FullName;
    private readonly Valve valve = new();

    private string Socket => Path.Combine(root, "run", "v");

    private string VaultFolder => Path.Combine(root, "vault");

    public void Dispose() => Leftovers.Delete(root);

    [Fact]
    public async Task Moved_out_killed_and_started_again_the_vault_releases_what_waited_for_it()
    {
        // The vault's process has the system's clock.
        await using var server = await WritServer.Start(root: Path.Combine(root, "data"), probe: valve.Probe, time: new ManualTime(TimeProvider.System.GetUtcNow()));
        Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);

        VaultProcess? vault = null;
        try
        {
            await server.Restart(async options =>
            {
                Assert.Equal("vault-two-places", await CodeOfStart(server.Folder, options with { Vault = new VaultPlace(Socket) }));
                Directory.Move(server.Folder.Vault, VaultFolder);
                Assert.Equal("vault-elsewhere", await CodeOfStart(server.Folder, options));
                vault = await StartVault(server.Folder);
                return options with { Vault = new VaultPlace(Socket) };
            });
            Assert.False(Directory.Exists(server.Folder.Vault));

            // The server brings it its standing by itself; until then it gives nothing.
            var (told, about) = await Doctor(server);
            await Waiting.Until(async () =>
            {
                (told, about) = await Doctor(server);
                return !about.Contains("vault-standing-missing", StringComparison.Ordinal);
            });
            Assert.True(told == 0, about);
            Assert.Contains(", alone; it has seen", about, StringComparison.Ordinal);
            Assert.Contains("nothing stands against them", about, StringComparison.Ordinal);

            // A record that was sealed while the vault was in the server's process.
            Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);

            // Approved, and killed before the release could ask it.
            var (waiting, another) = (await server.File(), await server.File());
            await Decide(server, waiting.Id);
            await Decide(server, another.Id);
            valve.Shut();
            Assert.True((await server.Approver.Approve(waiting.Id)).Ok);
            vault!.Kill();
            valve.Open();
            await Refused(server, waiting.Id);
            Assert.Equal("approved", (await server.Officer.Get<DemandView>($"api/v1/demands/{waiting.Id}")).Value.State);

            (told, about) = await Doctor(server);
            Assert.Equal(1, told);
            Assert.Contains("Vault        does not answer", about, StringComparison.Ordinal);

            // What needs no vault goes on; what needs it says so.
            Assert.NotNull((await server.File()).Promise);
            Assert.Equal("vault-unreachable", (await server.Approver.Approve(another.Id)).Refusal?.Code);
            using (var ready = await server.Http.GetAsync("readyz")) Assert.False(ready.IsSuccessStatusCode);

            vault.Dispose();
            vault = await StartVault(server.Folder);
            using (var ready = await server.Http.GetAsync("readyz")) Assert.True(ready.IsSuccessStatusCode);
            DemandView view;
            while ((view = (await server.Officer.Get<DemandView>($"api/v1/demands/{waiting.Id}")).Value).State == "approved")
            {
                server.Time.Now += TimeSpan.FromSeconds(1);
                await Task.Delay(20);
            }

            Assert.Equal("released", view.State);
            var production = (await server.Officer.Download($"api/v1/demands/{waiting.Id}/production")).Value;
            Assert.Equal(view.Production!.Sha256, Convert.ToHexStringLower(SHA256.HashData(production)));
            Assert.True((await server.Approver.Approve(another.Id)).Ok);
            Assert.Equal("released", (await server.Settled(another.Id)).State);
        }
        finally
        {
            vault?.Dispose();
        }
    }

    [Fact]
    public async Task Whoever_has_the_server_s_whole_folder_and_not_the_vault_s_opens_nothing_and_the_other_way_round()
    {
        await using var server = await WritServer.Start(root: Path.Combine(root, "data"));
        Assert.Equal("released", (await server.Answer((await server.File()).Id)).State);
        var stored = await server.Store.Look(work => Stored(server, work));
        await server.App.StopAsync();
        await server.App.DisposeAsync();
        Directory.Move(server.Folder.Vault, VaultFolder);
        Assert.NotEmpty(stored);

        // The server's side: the log's own key, so any authorisation can be put into the log; but no account's key is there, wrapped or not.
        var journal = File.ReadAllBytes(Path.Combine(VaultFolder, "journal"));
        var master = File.ReadAllBytes(Path.Combine(VaultFolder, "master"));
        var frames = Wrapped(journal).Append(master).Append(File.ReadAllBytes(Path.Combine(VaultFolder, "signer"))).ToList();
        Assert.True(frames.Count > 8);
        foreach (var file in Directory.EnumerateFiles(server.Folder.Root, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.DoesNotContain(frames, secret => bytes.AsSpan().IndexOf(secret) >= 0);
            Assert.False(bytes.Length == 32 && stored.Any(record => Sealer.Open(record, bytes).Ok), file);
        }

        using var log = new OwnLog(Path.Combine(root, "forged"), server.Folder.LogKey());
        using (var empty = VaultService.Open(Path.Combine(root, "empty"), log.Verifier, WitnessPolicy.None, server.Time, VaultOptions.Trial).Value)
            Assert.Equal("vault-record-unopenable", await log.Release(empty, stored[0], server.Time.Now));

        // The vault's side: whoever may ask it but cannot sign as the log, and the folder holds no record to open.
        Assert.DoesNotContain(stored, record => journal.AsSpan().IndexOf(record.Header) >= 0 || journal.AsSpan().IndexOf(record.Body) >= 0);
        using var own = SigningKey.Generate(log.Verifier.Name);
        using var stranger = new OwnLog(Path.Combine(root, "stranger"), SigningKey.FromSeed(own.Verifier.Name, own.ExportSeed()));
        using (var vault = VaultService.Open(VaultFolder, log.Verifier, WitnessPolicy.None, server.Time, VaultOptions.Trial).Value)
            Assert.Equal("vault-log-signature", await stranger.Release(vault, stored[0], server.Time.Now));
    }

    /// <summary>What the operator is told on the server's side: of the vault only what it says over its socket.</summary>
    private async Task<(int Exit, string Said)> Doctor(WritServer server)
    {
        using var said = new StringWriter();
        using var log = server.Folder.LogKey();
        await using var services = new ServiceCollection().AddSingleton(new OpeningKeys(server.Folder.SealKeys)).AddStore(server.Folder.Database, server.Folder.Blobs)
            .AddOpenPromises(server.Folder.PromiseKey().Verifier).AddGlassBook().BuildServiceProvider();
        return (await DoctorVerb.Look(said, services, server.Folder, log.Verifier, null, server.Time, default, new VaultPlace(Socket)), said.ToString());
    }

    /// <summary>Of each wrapped key 32 bytes: it stands behind its public half, 91 bytes that begin alike, and its own length.</summary>
    private static IEnumerable<byte[]> Wrapped(byte[] journal)
    {
        using var any = PrivateKey.Generate();
        var head = any.Public.Spki[..26].ToArray();
        for (var at = 0; journal.AsSpan(at).IndexOf(head) is >= 0 and var found; at += found + 91) yield return journal[(at + found + 93)..(at + found + 125)];
    }

    private static async Task<IReadOnlyList<SealedRecord>> Stored(WritServer server, IWork work)
    {
        var (accounts, all) = (server.App.Services.GetRequiredService<AccountSource>(), new List<SealedRecord>());
        foreach (var customer in server.Customers)
        {
            foreach (var outline in await accounts.Outline(work, customer.Account)) all.Add((await accounts.Whole(work, outline))!);
        }

        return all;
    }

    private static async Task<string?> CodeOfStart(DataFolder folder, ServerOptions options) => (await WritHost.Build(folder, options)).Refusal?.Code;

    private static async Task Decide(WritServer server, string id)
    {
        var found = (await server.Reviewer.Get<CaseView>($"api/v1/review/{id}")).Value;
        _ = (await server.Reviewer.Post<ReviewedView>($"api/v1/review/{id}/decision", new DecideRequest(Verbs.ReviewVerbs.ByLaw(found)))).Value;
    }

    /// <summary>Until the release has asked the vault in vain.</summary>
    private static async Task Refused(WritServer server, string id)
    {
        while ((await server.Store.Look(work => work.Db().Set<Job>().SingleAsync(j => j.Subject == id))).LastCode != "vault-unreachable") await Task.Delay(20);
    }

    private async Task<VaultProcess> StartVault(DataFolder folder)
    {
        var vkey = Path.Combine(root, "vkey");
        File.Copy(Path.Combine(folder.Ledger, "vkey"), vkey, overwrite: true);
        return await VaultProcess.Start(VaultFolder, vkey, Socket);
    }
}
