using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Base.Sealing;
using Writ.Hub.Keeping;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Sync;

/// <summary>When a key goes to the vault: where an owner signed it, when the clip began and still, and the server agrees; never otherwise.</summary>
public sealed class ClipRecordsTests : IDisposable
{
    private readonly Shelf shelf = new();
    private readonly FakeServer fake = new();
    private readonly HubServer server;
    private readonly PrivateKey vault = PrivateKey.Generate();
    private readonly AccountId account = AccountId.New();
    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;
    private readonly HubFolder folder;
    private readonly OwnerSettings settings;
    private int number;

    public ClipRecordsTests()
    {
        server = new HubServer(new Uri("https://writ.invalid"), "token", fake);
        fake.Vault = new VaultKeyView(account.Text, vault.Public.Spki.ToArray());
        folder = HubFolder.Open(root).Value;
        settings = new OwnerSettings(folder, shelf.Ring);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
        shelf.Dispose();
        vault.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task The_servers_word_alone_brings_nothing_about()
    {
        fake.Custody = HubWire.ProviderHeld;
        await Nothing(Kept());
        Sign(HubWire.OwnerHeld);
        await Nothing(Kept());
        Assert.DoesNotContain(fake.Asked, a => a.EndsWith("vault-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_signed_alone_brings_nothing_about_either_and_the_clip_goes_as_owner_held()
    {
        Sign(HubWire.ProviderHeld);
        await Nothing(Kept());
        Assert.Contains(fake.Asked, a => a.EndsWith("vault-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_of_a_member_or_of_the_hub_itself_count_for_nothing()
    {
        fake.Custody = HubWire.ProviderHeld;
        using var member = HolderKeys.Generate();
        shelf.Ring.Take([SignedText.Sign(shelf.Owner, "home", shelf.Chain.Adding(member.Holder, HolderRole.Member, Shelf.Noon)).Write()]);
        Assert.False(Sign(HubWire.ProviderHeld, member));
        Assert.False(Sign(HubWire.ProviderHeld, shelf.Ring.Own));
        await Nothing(Kept());
    }

    [Fact]
    public async Task Where_both_say_so_the_vault_opens_this_clip_and_no_other()
    {
        Both();
        var (kept, other) = (Kept(), Kept());
        var (header, video) = (File.ReadAllBytes(kept.Header), File.ReadAllBytes(kept.Part(ClipPart.Video)));
        await Sent(2);

        var plain = Plain(kept);
        using var seal = FootageRecord.Open(plain, shelf.Chain.Home, kept.Clip, header).Value;
        using var reader = seal.Open(ClipPart.Video);
        Assert.True(reader.All(video).Ok);
        Assert.False(FootageRecord.Open(plain, shelf.Chain.Home, other.Clip, header).Ok);
        Assert.False(reader.All(fake.Parts[(other.Clip.Text, "video")].ToArray()).Ok);
    }

    [Fact]
    public async Task A_printed_recovery_code_signs_as_an_owner_does()
    {
        using var recovery = HolderKeys.Generate();
        shelf.Ring.Take([SignedText.Sign(shelf.Owner, "home", shelf.Chain.Adding(recovery.Holder, HolderRole.Recovery, Shelf.Noon)).Write()]);
        fake.Custody = HubWire.ProviderHeld;
        Assert.True(Sign(HubWire.ProviderHeld, recovery));
        var kept = Kept();
        await Sent(1);
        Assert.NotNull(fake.Offered(kept.Clip).Record);
    }

    [Fact]
    public async Task Clips_from_before_the_choice_stay_as_they_were()
    {
        var before = Kept();
        Both();
        var after = Kept();
        await Sent(2);
        Assert.Null(fake.Offered(before.Clip).Record);
        Assert.NotNull(fake.Offered(after.Clip).Record);
    }

    [Fact]
    public async Task Turned_back_before_it_was_sent_it_goes_without_whatever_the_server_says()
    {
        Both();
        var kept = Kept();
        Sign(HubWire.OwnerHeld);
        await Nothing(kept);
    }

    [Fact]
    public async Task Turned_back_at_the_server_between_key_and_clip_it_goes_without()
    {
        Both();
        var kept = Kept();
        var turning = new HubServer(new Uri("https://writ.invalid"), "token", new Turning(fake));
        Assert.Equal(1, await Uploader(turning).RoundAsync(CancellationToken.None));
        Assert.Null(fake.Offered(kept.Clip).Record);
    }

    [Fact]
    public async Task Whatever_breaks_wherever_the_same_record_goes_with_the_same_clip()
    {
        for (var at = 0; at < 6; at++)
        {
            foreach (var after in new[] { false, true })
            {
                Both();
                var kept = Kept();
                var header = File.ReadAllBytes(kept.Header);
                using (var breaking = new HubServer(new Uri("https://writ.invalid"), "token", new Breaking(fake, at, after))) await Uploader(breaking).RoundAsync(CancellationToken.None);
                shelf.Again();

                // What the server took with its record stays so, though it was turned back meanwhile; what it did not take goes without.
                if (at > 1 || (at == 1 && after)) Sign(HubWire.OwnerHeld);
                await Uploader().RoundAsync(CancellationToken.None);
                Assert.Contains(kept.Clip.Text, fake.Complete);
                Assert.Empty(shelf.Clips.All());
                Assert.True(FootageRecord.Open(Plain(kept), shelf.Chain.Home, kept.Clip, header).Ok, $"{at} {after}");
            }
        }
    }

    [Fact]
    public async Task A_clip_that_lies_there_without_a_record_stays_so()
    {
        Sign(HubWire.ProviderHeld);
        var kept = Kept();
        using (var breaking = new HubServer(new Uri("https://writ.invalid"), "token", new Breaking(fake, 3, false))) await Uploader(breaking).RoundAsync(CancellationToken.None);
        Assert.Null(fake.Offered(kept.Clip).Record);
        fake.Custody = HubWire.ProviderHeld;
        await Sent(1);
        Assert.Null(fake.Offered(kept.Clip).Record);
        Assert.Contains(kept.Clip.Text, fake.Complete);
    }

    [Fact]
    public async Task A_server_without_a_vault_gets_the_clip_without_and_one_that_answers_nonsense_gets_nothing()
    {
        Both();
        fake.Vault = null;
        await Nothing(Kept());

        var kept = Kept();
        foreach (var odd in (VaultKeyView[])[new("nobody", vault.Public.Spki.ToArray()), new(account.Text, new byte[91]), new(account.Text, [])])
        {
            fake.Vault = odd;
            var uploader = Uploader();
            Assert.Equal(0, await uploader.RoundAsync(CancellationToken.None));
            Assert.Equal("hub-server-odd", uploader.Trouble?.Code);
        }

        Assert.DoesNotContain($"PUT clips/{kept.Clip.Text}", fake.Asked);
    }

    private void Both()
    {
        fake.Custody = HubWire.ProviderHeld;
        Sign(HubWire.ProviderHeld);
    }

    /// <summary>A clip that begins now, with what is signed now.</summary>
    private KeptClip Kept()
    {
        shelf.ProviderHeld = settings.ProviderHeld(shelf.Camera);
        return shelf.Keep();
    }

    private bool Sign(string custody, HolderKeys? by = null)
    {
        var payload = new JsonObject
        {
            ["camera"] = shelf.Camera.Text, ["number"] = ++number, ["name"] = "Door", ["masks"] = new JsonArray(), ["zones"] = new JsonArray(), ["audio"] = false, ["keepDays"] = 7, ["custody"] = custody,
        };
        return settings.Take(shelf.Camera, HomeBox.Seal(shelf.Ring.Current(), $"settings/{shelf.Camera.Text}", SignedText.Sign(by ?? shelf.Owner, "settings", payload).Write())).Ok;
    }

    private async Task Nothing(KeptClip kept)
    {
        await Sent(1);
        Assert.Null(fake.Offered(kept.Clip).Record);
        Assert.Contains(kept.Clip.Text, fake.Complete);
    }

    private async Task Sent(int clips)
    {
        var uploader = Uploader();
        Assert.Equal(clips, await uploader.RoundAsync(CancellationToken.None));
        Assert.Null(uploader.Trouble);
    }

    private Uploader Uploader(HubServer? other = null)
    {
        var own = new OwnerSettings(folder, shelf.Ring);
        return new Uploader(other ?? server, shelf.Clips, _ => 30, new ClipRecords(other ?? server, shelf.Ring, own.ProviderHeld));
    }

    private byte[] Plain(KeptClip kept)
    {
        var offered = fake.Offered(kept.Clip);
        var record = new SealedRecord(
            RecordId.FromTrusted(offered.Record!.Record), account, FootageRecord.Category, DateOnly.FromDateTime(Shelf.Noon.UtcDateTime), offered.Record.Header, offered.Record.Body);
        return Sealer.Open(record, Sealer.ContentKey(vault, record).Value).Value;
    }

    private sealed class Breaking(FakeServer inner, int at, bool after) : DelegatingHandler(new Shared(inner))
    {
        private int count;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var breaks = count++ == at;
            if (breaks && !after) throw new HttpRequestException("the line broke before");
            var answer = await base.SendAsync(request, cancellationToken);
            return breaks ? throw new HttpRequestException("the line broke after") : answer;
        }
    }

    /// <summary>The owner turns the camera back as soon as the hub has the vault's key.</summary>
    private sealed class Turning(FakeServer inner) : DelegatingHandler(new Shared(inner))
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.AbsolutePath.EndsWith("vault-key", StringComparison.Ordinal)) inner.Custody = HubWire.OwnerHeld;
            return answer;
        }
    }

    private sealed class Shared(FakeServer inner) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker invoker = new(inner, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);
    }
}
