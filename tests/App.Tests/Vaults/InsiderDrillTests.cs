using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Gate.Grants;
using Writ.App.Tests.Gate.Release;
using Writ.App.Tests.Serving;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Sources.Accounts;
using Writ.Sources.Cameras;
using Writ.Store;
using Writ.Vault;

namespace Writ.App.Tests.Vaults;

/// <summary>
/// The insider drill: a backup of a server that has been used, in the hands of root. Without the vault no customer's record and no footage opens, and with the vault but without the record neither. Without <c>keys/</c> no
/// opening of a leaf does. (Names, addresses, letters and the queue of mails: <c>Gate/Notices/SealedTests.cs</c>.)
/// </summary>
public sealed class InsiderDrillTests : FootageHouse
{
    private static readonly byte[] Plain = RandomNumberGenerator.GetBytes(90_000);

    private readonly string drill = Directory.CreateTempSubdirectory("writ-drill-").FullName;

    private string Backup => Path.Combine(drill, "server");

    private string Vault => Path.Combine(drill, "vault");

    [Fact]
    public async Task Root_with_the_whole_server_opens_nothing_without_the_vault_and_a_vault_opens_nothing_without_the_record()
    {
        await Held(Camera);
        var clip = await Recorded(Plain);
        var closed = await Hub.Camera();
        await Hub.Upload(Hub.Seal(closed, Plain));
        var view = await Answered(Server.Today.AddDays(-1), Server.Today);
        Assert.Equal(Plain, (await Opened(view.Id)).Files[Name(clip, "mp4")]);
        var (records, openings) = await Server.Store.Look(Stored);
        Assert.True(records.Count > 8);
        var officers = await Server.Text("SELECT group_concat(DISTINCT recipients) FROM gate_production");
        await Server.App.StopAsync();
        Copy(Server.Folder.Root, Backup);
        Directory.Move(Path.Combine(Backup, "vault"), Vault);
        await Server.Restart();
        var files = Directory.EnumerateFiles(Backup, "*", SearchOption.AllDirectories).Select(file => (Path: file, Bytes: File.ReadAllBytes(file))).ToList();

        // Neither plaintext nor a key of anybody lies there; what was produced is sealed to the officer alone.
        Assert.Equal(Server.OfficerKey.Public.Thumbprint, officers);
        foreach (var secret in Secrets().Append(Plain[1_000..1_064]).Append(Hub.Key.Export())) Assert.DoesNotContain(files, file => file.Bytes.AsSpan().IndexOf(secret) >= 0);
        foreach (var key in files.Where(file => file.Bytes.Length == 32)) Assert.DoesNotContain(records, record => Sealer.Open(record, key.Bytes).Ok);

        // With the log's key root can put any authorisation into a log of their own, and has no vault that knows the account.
        using var log = new OwnLog(Path.Combine(drill, "forged"), Server.Folder.LogKey());
        using (var empty = VaultService.Open(Path.Combine(drill, "empty"), log.Verifier, WitnessPolicy.None, Server.Time, VaultOptions.Trial).Value)
        {
            foreach (var record in (SealedRecord[])[records[0], records[^1]]) Assert.Equal("vault-record-unopenable", await log.Release(empty, record, Server.Time.Now));
        }

        // With the vault, and without the record: a log of somebody else's, and a new one of the same key.
        using var own = SigningKey.Generate(log.Verifier.Name);
        using var stranger = new OwnLog(Path.Combine(drill, "stranger"), SigningKey.FromSeed(own.Verifier.Name, own.ExportSeed()));
        using (var vault = VaultService.Open(Vault, log.Verifier, WitnessPolicy.None, Server.Time, VaultOptions.Trial).Value)
        {
            foreach (var record in (SealedRecord[])[records[0], records[^1]])
            {
                Assert.Equal("vault-log-signature", await stranger.Release(vault, record, Server.Time.Now));
                Assert.Contains(await log.Release(vault, record, Server.Time.Now), (string[])["vault-checkpoint-older", "vault-checkpoint-forked", "vault-consistency-false"]);
            }
        }

        // Openings of leaves: with the server's keys, and not with the database alone.
        var (with, without) = (new OpeningKeys(Path.Combine(Backup, Path.GetRelativePath(Server.Folder.Root, Server.Folder.SealKeys))), new OpeningKeys(Directory.CreateDirectory(Path.Combine(drill, "none")).FullName));
        Assert.NotEmpty(openings);
        Assert.All(openings, kept => Assert.True(with.Open(kept).Ok));
        Assert.All(openings, kept => Assert.Equal("sealing-period-key-missing", without.Open(kept).Refusal?.Code));
        Leftovers.Delete(drill);
    }

    /// <summary>Accounts' records first, footage last; and what opens leaves.</summary>
    private async Task<(List<SealedRecord> Records, List<byte[]> Openings)> Stored(IWork work)
    {
        var (accounts, footage, all) = (Server.App.Services.GetRequiredService<AccountSource>(), Server.App.Services.GetRequiredService<FootageSource>(), new List<SealedRecord>());
        foreach (var customer in Server.Customers)
        {
            foreach (var outline in await accounts.Outline(work, customer.Account)) all.Add((await accounts.Whole(work, outline))!);
        }

        all.Add(Assert.Single((await footage.Find(work, Server.Customers[0].Account, FootageRecord.Category, null, null)).Clips).Record);
        return (all, work.Rows("SELECT register_opening FROM demand", [], row => row.GetFieldValue<byte[]>(0)));
    }

    /// <summary>The vault's own, and of each account key that it wrapped 32 bytes: they stand behind its public half, 91 bytes that begin alike, and its own length.</summary>
    private IEnumerable<byte[]> Secrets()
    {
        yield return File.ReadAllBytes(Path.Combine(Vault, "master"));
        yield return File.ReadAllBytes(Path.Combine(Vault, "signer"));
        var journal = File.ReadAllBytes(Path.Combine(Vault, "journal"));
        using var any = PrivateKey.Generate();
        var head = any.Public.Spki[..26].ToArray();
        for (var at = 0; journal.AsSpan(at).IndexOf(head) is >= 0 and var found; at += found + 91) yield return journal[(at + found + 93)..(at + found + 125)];
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!OperatingSystem.IsWindows()) folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.Copy(file, target);
        }
    }
}

/// <summary>The same of what owners gave: it was never the company's to open, with the vault or without.</summary>
public sealed class InsiderGrantTests : GrantHouse
{
    [Fact]
    public async Task What_an_owner_gave_opens_with_the_officer_s_key_and_with_nothing_that_the_server_or_the_vault_has()
    {
        var plain = RandomNumberGenerator.GetBytes(70_000);
        var made = Seal(plain: plain);
        Assert.Equal(201, (await Offer(made)).Status);
        (await PutFile(made)).Done();
        await Ready(made.Id);
        await Server.App.StopAsync();
        var files = Directory.EnumerateFiles(Server.Folder.Root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock").Select(File.ReadAllBytes).ToList();
        await Server.Restart();

        Assert.DoesNotContain(files, file => file.AsSpan().IndexOf(plain.AsSpan(500, 64)) >= 0 || file.AsSpan().IndexOf(made.Key) >= 0);
        Assert.DoesNotContain(files.Where(file => file.Length == 32), key => GrantFile.Open(made.Id, key, made.File).Ok);
        Assert.Equal(plain, GrantFile.Open(made.Id, GrantFile.Unwrap(made.Id, made.Wraps[0].Wrap, Server.OfficerKey).Value, made.File).Value);
    }
}
