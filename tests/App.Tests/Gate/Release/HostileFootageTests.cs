using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.App.Tests.Sources.Cameras;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Gate.Release;
using Writ.Ledger.Register;
using Writ.Store;

namespace Writ.App.Tests.Gate.Release;

/// <summary>A hub that lies in its records, clips that go away, and a server without its vault.</summary>
public sealed class HostileFootageTests : FootageHouse
{
    private static readonly byte[] Plain = FakeHub.Pattern(150_000);

    [Theory]
    [InlineData("another account")]
    [InlineData("another home")]
    [InlineData("another clip")]
    [InlineData("another vault")]
    [InlineData("another's body")]
    [InlineData("noise")]
    public async Task A_record_that_is_not_this_clips_opens_nothing_and_spoils_nothing(string of)
    {
        await Held(Camera);
        var good = await Recorded(Plain);
        using var elsewhere = PrivateKey.Generate();
        var bad = await Recorded(Plain, wrap: async clip => of switch
        {
            "another account" => await Hub.Wrapped(clip, account: Server.Customers[1].Account),
            "another home" => await Hub.Wrapped(clip, home: HomeId.New()),
            "another clip" => await Hub.Wrapped(clip, of: good),
            "another vault" => await Hub.Wrapped(clip, vault: elsewhere.Public),
            "another's body" => (await Hub.Wrapped(clip)) is var fresh ? fresh with { Record = fresh.Record! with { Body = good.Record!.Body } } : clip,
            _ => (await Hub.Wrapped(clip)) is var fresh ? fresh with { Record = fresh.Record! with { Body = new byte[FootageRecord.BodyLength] } } : clip,
        });

        var view = await Answered();

        Assert.Equal(("released", true), (view.State, view.Items[0].Found));
        var (files, edits) = await Opened(view.Id);
        Assert.Equal(Plain, files[Name(good, "mp4")]);
        Assert.DoesNotContain(files.Keys, name => name.Contains(bad.Id.Text, StringComparison.Ordinal));
        Assert.Contains("1 clip could not be opened", Assert.Single(edits), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clip_whose_bytes_are_gone_or_were_changed_is_left_out_and_said()
    {
        await Held(Camera);
        var (good, lost, changed) = (await Recorded(Plain), await Recorded(Plain), await Recorded(Plain));
        File.Delete(await FileOf(lost));
        var bytes = await File.ReadAllBytesAsync(await FileOf(changed));
        bytes[100_000] ^= 1;
        await File.WriteAllBytesAsync(await FileOf(changed), bytes);

        var (files, edits) = await Opened((await Answered()).Id);

        Assert.Equal([Name(good, "mp4")], files.Keys.Where(name => name.EndsWith(".mp4", StringComparison.Ordinal)));
        Assert.Contains("2 clips could not be opened", Assert.Single(edits), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_speaks_of_other_pictures_is_told_by_the_officers_program()
    {
        await Held(Camera);
        var (first, second) = (await Recorded(Plain), await Recorded(FakeHub.Pattern(90_000)));
        using var seal = ClipSeal.Read(Hub.Key, second.Id, second.Header).Value;
        using var reader = seal.Open(ClipPart.Card);
        using var mine = ClipSeal.Read(Hub.Key, first.Id, first.Header).Value;
        using var output = new MemoryStream();
        using (var writer = mine.Write(ClipPart.Card, output))
        {
            writer.Write(reader.All(second.Card).Value);
            writer.Complete();
        }

        await File.WriteAllBytesAsync(await FileOf(first, "card"), output.ToArray());
        await Opened((await Answered()).Id);

        Assert.Contains($"NOT WHAT THE HUB RECORDED", Said, StringComparison.Ordinal);
        Assert.Single(Said.Split('\n'), line => line.Contains("as the hub recorded it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_vault_gives_no_key_of_a_clip_outside_the_warrants_days_or_of_another_account()
    {
        await Held(Camera);
        var (inside, outside) = (await Recorded(Plain), await Recorded(Plain, Server.Today.AddDays(-5)));
        var view = await Answered(Server.Today.AddDays(-1), Server.Today);
        var services = Server.App.Services;
        var opening = await Server.Store.Look(work => Task.FromResult(work.Rows("SELECT opening FROM gate_authorisation", [], row => row.GetFieldValue<byte[]>(0)))) is [var one] ? services.GetRequiredService<OpeningKeys>().Open(one).Value : [];
        var index = long.Parse(await Server.Text("SELECT entry_seq FROM gate_authorisation"), System.Globalization.CultureInfo.InvariantCulture) - 1;
        var demand = DemandId.FromTrusted(AuthorisationOpening.FromJson(opening).Value.Record.Asked);
        var leaf = await Server.Store.Look(work => services.GetRequiredService<IDemandLeaves>().Find(work, demand));

        var account = Server.Customers[0].Account;
        Assert.Equal("vault-outside-scope", (await Ask(Sealed(outside, account))).Refusal?.Code);
        Assert.Equal("vault-outside-scope", (await Ask(Sealed(inside, Server.Customers[1].Account))).Refusal?.Code);
        Assert.Equal("vault-outside-scope", (await Ask(Sealed(inside, account) with { Category = DataCategory.FromTrusted("content") })).Refusal?.Code);

        // A lie about the day is let through by the scope, and gives a key that opens nothing; but this authorisation is spent.
        Assert.Equal("vault-spent", (await Ask(Sealed(outside, account) with { On = Server.Today })).Refusal?.Code);
        using var given = new Keys((await Ask(Sealed(inside, account))).Value);
        Assert.True(Sealer.Open(Sealed(inside, account), given.All.Values.Single()).Ok);
        Assert.Equal("released", view.State);

        Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Ask(SealedRecord record) =>
            services.GetRequiredService<VaultClient>().Release(opening, [record], known => services.GetRequiredService<RecordEvidence>().Of(index, known, leaf));
    }

    [Fact]
    public async Task Who_has_the_whole_database_and_every_key_of_the_server_but_not_the_vault_opens_nothing()
    {
        await Held(Camera);
        var clip = await Recorded(Plain);
        var ownerHeld = await Hub.Camera();
        var closed = Hub.Seal(ownerHeld, FakeHub.Pattern(60_000));
        await Hub.Upload(closed);
        var view = await Answered();
        var keys = new[] { KeyOf(clip), KeyOf(closed), Hub.Key.Export() };
        await Server.App.StopAsync();
        var root = Server.Folder.Root;

        // Neither key nor picture of either clip lies anywhere, in any spelling; the vault's folder included.
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "lock").ToDictionary(f => f, File.ReadAllBytes);
        foreach (var key in keys)
        {
            foreach (var spelling in (byte[][])[key, System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key)), System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(key))])
                Assert.Empty(Holding(files, spelling));
        }

        Assert.Empty(Holding(files, Plain.AsSpan(1_000, 64).ToArray()));
        Assert.NotEmpty(Holding(files, clip.Record!.Body));
        Assert.NotEmpty(Holding(files, clip.Video.AsSpan(1_000, 64).ToArray()));

        // Every 32 bytes of the server's own keys, tried as the key of the record.
        var record = Sealed(clip, Server.Customers[0].Account);
        foreach (var bytes in files.Where(f => Path.GetRelativePath(root, f.Key).StartsWith("keys", StringComparison.Ordinal)).Select(f => f.Value))
        {
            for (var at = 0; at + Sealer.ContentKeyLength <= bytes.Length; at++) Assert.False(Sealer.Open(record, bytes.AsSpan(at, Sealer.ContentKeyLength)).Ok);
        }

        await Server.Restart();
        Assert.Equal(Plain, (await Opened(view.Id)).Files[Name(clip, "mp4")]);
    }

    [Fact]
    public async Task A_persons_own_copy_says_where_their_footage_is_and_opens_none()
    {
        await Held(Camera);
        await Recorded(Plain);
        using var reader = await Writ.App.Tests.SignIn.People.SignedInCustomer(Server, 0);
        var page = (await reader.Get("/my/data/copy")).Body;
        Assert.Contains("What your cameras recorded", page, StringComparison.Ordinal);
        await Server.Sql("DELETE FROM account_record");
        Assert.DoesNotContain("hold a key to", (await reader.Get("/my/data")).Body, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Holding(Dictionary<string, byte[]> files, byte[] bytes) => files.Where(f => f.Value.AsSpan().IndexOf(bytes) >= 0).Select(f => f.Key);

    private byte[] KeyOf(SpooledClip clip)
    {
        using var vault = PrivateKey.Generate();
        using var seal = ClipSeal.Read(Hub.Key, clip.Id, clip.Header).Value;
        var record = FootageRecord.Wrap(vault.Public, RecordId.New(), Server.Customers[0].Account, Server.Today, HomeId.FromTrusted(Hub.Home), clip.Id, seal);
        var plain = Sealer.Open(record, Sealer.ContentKey(vault, record).Value).Value;
        return Convert.FromBase64String(System.Text.Encoding.ASCII.GetString(plain)[^46..^2]);
    }

    private static SealedRecord Sealed(SpooledClip clip, AccountId account) => new(
        RecordId.FromTrusted(clip.Record!.Record), account, FootageRecord.Category, DateOnly.ParseExact(clip.Day, "yyyy-MM-dd"), clip.Record.Header, clip.Record.Body);

    private async Task<string> FileOf(SpooledClip clip, string part = "video")
    {
        var blob = await Server.Text($"SELECT {part}_blob FROM home_clip WHERE clip_id = '{clip.Id}'");
        return Directory.EnumerateFiles(Server.Folder.Blobs, blob, SearchOption.AllDirectories).Single();
    }

    private sealed class Keys(IReadOnlyDictionary<RecordId, byte[]> all) : IDisposable
    {
        public IReadOnlyDictionary<RecordId, byte[]> All => all;

        public void Dispose()
        {
            foreach (var key in all.Values) System.Security.Cryptography.CryptographicOperations.ZeroMemory(key);
        }
    }
}
