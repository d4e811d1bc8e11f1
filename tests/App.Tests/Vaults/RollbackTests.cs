using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Doctor;
using Writ.App.Record;
using Writ.App.Serve;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Demands.Promised;
using Writ.Gate.Glass;
using Writ.Ledger.Log;
using Writ.Store;
using Writ.Store.Record;
using Writ.Vault;
using Writ.Vault.Serving;

namespace Writ.App.Tests.Vaults;

/// <summary>The database is put back from a backup, and the vault beside it is not: it knows better, and is asked before anything is signed.</summary>
public sealed class RollbackTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("writ-back-").FullName;

    private string Data => Path.Combine(root, "data");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_database_that_was_put_back_signs_nothing_while_the_vault_in_the_folder_has_seen_more()
    {
        await using var server = await WritServer.Start(root: Data);
        await Grow(server, 1);
        await server.Restart(options =>
        {
            Keep("old");
            return Task.FromResult(options);
        });
        await Grow(server, 3);
        await server.Restart(async options =>
        {
            Keep("new");
            PutBack("old", vault: "new");
            Assert.Equal("ledger-rolled-back", (await WritHost.Build(server.Folder, options)).Refusal?.Code);
            var (exit, said) = await Doctor(server, options.Vault);
            Assert.True(exit == 1, said);

            // With the vault of then nobody can tell: it goes another way, and further.
            PutBack("old", vault: "old");
            return options;
        });
        await Grow(server, 5);
        await server.Restart(async options =>
        {
            Keep("forked");
            PutBack("forked", vault: "new");
            var refusal = (await WritHost.Build(server.Folder, options)).Refusal!;
            Assert.Equal("ledger-rolled-back", refusal.Code);
            Assert.Contains("another log", refusal.Sentence, StringComparison.Ordinal);
            var (exit, said) = await Doctor(server, options.Vault);
            Assert.True(exit == 1, said);
            Assert.Contains("Pinned to    witnesses: none has to cosign; since ", said, StringComparison.Ordinal);
            PutBack("new", vault: "new");
            return options;
        });
        await Grow(server, 1);
        Assert.Equal(0, (await Doctor(server, null)).Exit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    public async Task A_vault_that_was_away_at_the_start_stops_the_record_when_it_answers(int seconds)
    {
        await using var server = await WritServer.Start(root: Data);
        await Grow(server, 1);
        await server.Restart(options =>
        {
            Keep("old");
            return Task.FromResult(options);
        });
        await Grow(server, 5);
        await server.Restart(options =>
        {
            Keep("new");
            PutBack("old", vault: null);
            return Task.FromResult(options with { Vault = Place(seconds) });
        });
        var (before, sequencer) = (Sequencer(server).Size, Sequencer(server));
        await Append(server, 1);

        // Without patience it goes on meanwhile; with it, nothing is signed that the vault might know better.
        while (seconds == 0 && sequencer.PublishedSize == before) await Task.Delay(20);
        await using (Vault(server, "new"))
        {
            string said;
            while (!(said = await Ready(server)).Contains("ledger-rolled-back", StringComparison.Ordinal)) await Task.Delay(20);
            Assert.Equal("Unhealthy\nledger-rolled-back", said);
            Assert.Equal(seconds == 0 ? before + 1 : before, sequencer.Size);
            Assert.Equal(1, (await Doctor(server, Place(0))).Exit);
        }
    }

    [Fact]
    public async Task The_record_goes_on_when_a_vault_that_was_late_has_seen_no_other()
    {
        await using var server = await WritServer.Start(root: Data);
        await Grow(server, 2);
        await server.Restart(options =>
        {
            Keep("new");
            PutBack("new", vault: null);
            return Task.FromResult(options with { Vault = Place(3600) });
        });
        await using (Vault(server, "new"))
        {
            await Grow(server, 1);
            while (await Ready(server) != "Healthy") await Task.Delay(20);
            Assert.Equal(0, (await Doctor(server, Place(0))).Exit);
        }
    }

    [Fact]
    public async Task A_vault_that_refuses_what_it_is_brought_is_no_secret_of_the_log_file()
    {
        await using var server = await WritServer.Start(root: Data);
        await Grow(server, 1);
        await server.Restart(options =>
        {
            Keep("new");
            PutBack("new", vault: null);
            return Task.FromResult(options with { Vault = Place(0) });
        });

        // Pinned to the key of another log, it answers, and reads nothing of this one.
        using var stranger = SigningKey.Generate(server.Folder.Company.Origin);
        await using (Vault(server, null, stranger.Verifier))
        {
            while (await Ready(server) != "Degraded\nvault-log-signature") await Task.Delay(20);
        }
    }

    private VaultPlace Place(int seconds) => new(Path.Combine(root, "v")) { Patience = TimeSpan.FromSeconds(seconds) };

    private static Sequencer Sequencer(WritServer server) => server.App.Services.GetRequiredService<Sequencer>();

    private static async Task<string> Ready(WritServer server) => await (await server.Http.GetAsync("readyz")).Content.ReadAsStringAsync();

    /// <summary>Facts of the operator's own: nobody has to sign in for them.</summary>
    private static async Task Append(WritServer server, int entries) => Assert.True((await server.Store.Act<bool>(async work =>
    {
        for (var i = 0; i < entries; i++) await Outbox.Append(work, [.. "A\u0001"u8, .. RandomNumberGenerator.GetBytes(32)]);
        return true;
    })).Ok);

    /// <summary>Until the vault has seen them.</summary>
    private static async Task Grow(WritServer server, int entries)
    {
        await Append(server, entries);
        var all = await server.Count("record_entry", "seq > 0");
        var vault = server.App.Services.GetRequiredService<VaultClient>();
        while ((await vault.Describe()).Value is not { } about || about.Size < all || about.Followed < all) await Task.Delay(20);
        while (await server.Count("vault_given_until", $"size >= {all}") == 0) await Task.Delay(20);
    }

    private void Keep(string name) => Copy(Data, Path.Combine(root, name));

    /// <param name="vault">Whose vault lies in it; null: none does.</param>
    private void PutBack(string name, string? vault)
    {
        Directory.Delete(Data, recursive: true);
        Copy(Path.Combine(root, name), Data);
        Directory.Delete(Path.Combine(Data, "vault"), recursive: true);
        if (vault is not null) Copy(Path.Combine(root, vault, "vault"), Path.Combine(Data, "vault"));
    }

    /// <summary>With modes: the vault refuses a folder that others may read.</summary>
    private static void Copy(string from, string to)
    {
        using var copy = Process.Start(new ProcessStartInfo("cp", ["-a", from, to]))!;
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }

    /// <summary>A vault of its own at the place that the server was told.</summary>
    /// <param name="of">Whose folder it has; null: a new one.</param>
    private Listening Vault(WritServer server, string? of, VerifierKey? log = null)
    {
        var folder = Path.Combine(root, "apart");
        if (of is not null) Copy(Path.Combine(root, of, "vault"), folder);
        using var own = server.Folder.LogKey();
        var vault = VaultService.Open(folder, log ?? own.Verifier, WitnessPolicy.None, server.Time, VaultOptions.Trial).Value;
        return new Listening(vault, VaultListener.Open(vault, new ListenOptions(Path.Combine(root, "v"))).Value);
    }

    private static async Task<(int Exit, string Said)> Doctor(WritServer server, VaultPlace? place)
    {
        using var said = new StringWriter();
        using var log = server.Folder.LogKey();
        using var promises = server.Folder.PromiseKey();
        await using var services = new ServiceCollection().AddSingleton(new OpeningKeys(server.Folder.SealKeys)).AddStore(server.Folder.Database, server.Folder.Blobs)
            .AddOpenPromises(promises.Verifier).AddGlassBook().BuildServiceProvider();
        return (await DoctorVerb.Look(said, services, server.Folder, log.Verifier, null, server.Time, default, place), said.ToString());
    }

    private sealed class Listening : IAsyncDisposable
    {
        private readonly VaultService vault;
        private readonly CancellationTokenSource stop = new();
        private readonly Task running;

        public Listening(VaultService vault, VaultListener listener)
        {
            this.vault = vault;
            running = listener.Run(_ => { }, stop.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await running;
            await vault.DisposeAsync();
            stop.Dispose();
        }
    }
}
