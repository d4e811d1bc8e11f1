using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Live;
using Writ.Hub.Sync;
using Writ.Hub.Tests.Keeping;

namespace Writ.Hub.Tests.Sync;

public sealed class InboxTests : IDisposable
{
    private readonly Shelf shelf = new();
    private readonly FakeServer fake = new();
    private readonly HubServer server;
    private readonly HubFolder folder;
    private readonly OwnerSettings settings;
    private readonly OwnerProfile profile;
    private ClipId? undecided;
    private readonly List<CameraId> changed = [];
    private readonly List<string> said = [];
    private readonly Inbox inbox;
    private readonly HolderKeys member = HolderKeys.Generate();
    private readonly string root = Directory.CreateTempSubdirectory("writ-test-").FullName;

    public InboxTests()
    {
        server = new HubServer(new Uri("https://writ.invalid"), "token", fake);
        folder = HubFolder.Open(root).Value;
        settings = new OwnerSettings(folder, shelf.Ring);
        inbox = new Inbox(
            server, shelf.Ring, shelf.Clips, settings, profile = new OwnerProfile(folder, shelf.Ring), new LiveRelay(server, shelf.Ring, _ => shelf.Camera), CoarseCell.Of(52.52, 13.4), [shelf.Camera],
            clip => clip == undecided, changed.Add, said.Add);
    }

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
        shelf.Dispose();
        member.Dispose();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Keys_go_out_at_first_and_again_when_somebody_was_added()
    {
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Single(fake.Asked, a => a == "POST home-keys");
        Assert.Contains($"PUT cameras/{shelf.Camera.Text}", fake.Asked);
        fake.Inbox = fake.Inbox with { Statements = [Text(Adding())] };
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Equal(2, fake.Asked.Count(a => a == "POST home-keys"));
        Assert.Equal(HolderRole.Member, shelf.Chain.Find(member.Holder.Id)?.Role);
    }

    [Fact]
    public async Task Statements_that_do_not_follow_are_said_and_not_taken()
    {
        fake.Inbox = fake.Inbox with { Statements = [Text(SignedText.Sign(member, "home", shelf.Chain.Adding(member.Holder, HolderRole.Owner, Shelf.Noon)).Write())] };
        Assert.Equal("footage-not-a-holder", (await inbox.OnceAsync(0, CancellationToken.None)).Refusal?.Code);
        Assert.Single(said);
        Assert.Null(shelf.Chain.Find(member.Holder.Id));
    }

    [Fact]
    public async Task A_deleted_clip_is_gone_here_and_the_server_is_told()
    {
        var kept = shelf.Keep();
        fake.Inbox = fake.Inbox with { Deleted = [kept.Clip.Text, ClipId.New().Text, "nonsense"] };
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Empty(shelf.Clips.All());
        Assert.Equal(2, fake.Asked.Count(a => a.StartsWith("DELETE clips/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_owners_settings_are_taken_once_and_older_ones_never()
    {
        await Set(Box(shelf.Owner, 2));
        Assert.Equal([shelf.Camera], changed);
        Assert.Equal(2, settings.Of(shelf.Camera)!.Number);
        Assert.Equal([0, 0], [settings.Of(shelf.Camera)!.Masks[0].Points[0].X, settings.Of(shelf.Camera)!.Masks[0].Points[0].Y]);
        await Set(Box(shelf.Owner, 2));
        await Set(Box(shelf.Owner, 1));
        Assert.Single(changed);
        Assert.Empty(said);
    }

    [Fact]
    public async Task Settings_that_a_member_the_hub_or_nobody_signed_are_not_taken()
    {
        shelf.Ring.Take([Adding()]);
        await Set(Box(member, 1));
        await Set(Box(shelf.Ring.Own, 1));
        await Set([1, 2, 3]);
        using var elsewhere = new Shelf();
        await Set(Box(shelf.Owner, 1, key: elsewhere.Ring.Current()));
        Assert.Equal(4, said.Count);
        Assert.Null(settings.Of(shelf.Camera));
    }

    [Theory]
    [InlineData("camera", "\"cam_0123456789abcdef\"")]
    [InlineData("number", "0")]
    [InlineData("keepDays", "181")]
    [InlineData("custody", "\"anybody\"")]
    [InlineData("name", "\"a\\nb\"")]
    [InlineData("masks", "[[[0,0],[1,1]]]")]
    [InlineData("zones", "[[[0,0],[1001,0],[0,1]]]")]
    [InlineData("faces", "true")]
    public async Task Settings_out_of_bounds_are_not_taken(string member, string value)
    {
        await Set(Box(shelf.Owner, 1, payload => payload[member] = JsonNode.Parse(value)));
        Assert.Single(said);
        Assert.Null(settings.Of(shelf.Camera));
    }

    private async Task Set(byte[] box)
    {
        fake.Inbox = fake.Inbox with { Settings = [new InboxSettings(shelf.Camera.Text, 1, 1, box)] };
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
    }

    private byte[] Box(HolderKeys by, int number, Action<JsonObject>? change = null, HomeKey? key = null)
    {
        var payload = new JsonObject
        {
            ["camera"] = shelf.Camera.Text, ["number"] = number, ["name"] = "Door", ["masks"] = JsonNode.Parse("[[[0,0],[250,0],[250,1000],[0,1000]]]"),
            ["zones"] = new JsonArray(), ["audio"] = false, ["keepDays"] = 7, ["custody"] = "owner",
        };
        change?.Invoke(payload);
        return HomeBox.Seal(key ?? shelf.Ring.Current(), $"settings/{shelf.Camera.Text}", SignedText.Sign(by, "settings", payload).Write());
    }

    private byte[] Adding() => SignedText.Sign(shelf.Owner, "home", shelf.Chain.Adding(member.Holder, HolderRole.Member, Shelf.Noon)).Write();

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
