using System.Text;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;
using Writ.Hub.Live;
using Writ.Hub.Orders;
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
            server, shelf.Ring, shelf.Clips, settings, profile = new OwnerProfile(folder, shelf.Ring), new LiveRelay(server, shelf.Ring, _ => shelf.Camera),
            new OrdersFromServer(server, new OrderDesk(shelf.Ring, new Dictionary<string, OrderWork>(), TimeProvider.System, said.Add)), CoarseCell.Of(52.52, 13.4), [shelf.Camera],
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

    [Fact]
    public async Task The_place_in_the_profile_counts_and_the_server_hears_of_its_cell_alone()
    {
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Contains(fake.Sent, sent => sent.Contains("n52.5e13.4", StringComparison.Ordinal));
        fake.Inbox = fake.Inbox with { Profile = Profile(1, "48.137154", "-11.576124") };
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Equal("n48.1w11.6", inbox.CellOf(shelf.Camera).Text);
        Assert.EndsWith("""{"cell":"n48.1w11.6"}""", fake.Sent[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(fake.Sent, sent => sent.Contains("48.13", StringComparison.Ordinal) || sent.Contains("11.57", StringComparison.Ordinal));
        Assert.DoesNotContain(said, line => line.Contains("48.13", StringComparison.Ordinal));

        fake.Inbox = fake.Inbox with { Profile = Profile(2, null, null) };
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Equal("n52.5e13.4", inbox.CellOf(shelf.Camera).Text);
        Assert.False(profile.Take(Profile(1, "48.137154", "-11.576124").Box).Value);
        Assert.Equal(2, profile.Number);
    }

    [Theory]
    [InlineData("91", "0")]
    [InlineData("52,5", "13")]
    [InlineData("52.12345678", "13")]
    [InlineData("+52", "13")]
    [InlineData("052", "13")]
    [InlineData("1e1", "13")]
    [InlineData("0", "180.1")]
    [InlineData("", "")]
    public void A_profile_with_what_is_no_place_is_not_taken(string latitude, string longitude) =>
        Assert.Equal("hub-profile-not-ours", profile.Take(Profile(1, latitude, longitude).Box).Refusal?.Code);

    [Fact]
    public void A_profile_that_no_owner_signed_or_of_another_home_is_not_taken()
    {
        Assert.True(shelf.Ring.Take([Adding()]).Value);
        foreach (var box in (byte[][])[
            Profile(1, "1", "1", by: member).Box, Profile(1, "1", "1", change: p => p["home"] = HomeId.New().Text).Box, Profile(0, "1", "1").Box,
            Profile(1, "1", "1", change: p => p["more"] = 1).Box, Profile(1, "1", "1", change: p => p["places"] = new JsonArray()).Box, Profile(1, "1", "1", change: p => p["number"] = "1").Box])
            Assert.Equal("hub-profile-not-ours", profile.Take(box).Refusal?.Code);
        Assert.False(profile.Take([1, 2, 3]).Ok);
        Assert.Null(profile.Number);
    }

    [Fact]
    public async Task Clips_that_are_kept_for_good_there_are_kept_here_and_what_was_decided_here_waits_for_its_turn()
    {
        var (first, second, third) = (shelf.Keep(), shelf.Keep(), shelf.Keep());
        foreach (var clip in (KeptClip[])[first, second]) shelf.Clips.MarkSent(clip);
        shelf.Clips.SetPinned(third, true);
        fake.Pinned.AddRange([first.Clip.Text, second.Clip.Text]);
        undecided = second.Clip;
        fake.Inbox = fake.Inbox with { Pins = 2 };
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Equal([true, false, true], ((KeptClip[])[first, second, third]).Select(shelf.Clips.IsPinned));
        Assert.True((await inbox.OnceAsync(0, CancellationToken.None)).Ok);
        Assert.Single(fake.Asked, a => a == "GET home/pins");
    }

    private BoxView Profile(int number, string? latitude, string? longitude, HolderKeys? by = null, Action<JsonObject>? change = null)
    {
        var payload = new JsonObject { ["at"] = "2026-06-01T12:00:00.000Z", ["home"] = shelf.Chain.Home.Text, ["names"] = new JsonObject(), ["number"] = number };
        if (latitude is not null) payload["places"] = new JsonObject { [shelf.Camera.Text] = new JsonObject { ["latitude"] = latitude, ["longitude"] = longitude } };
        change?.Invoke(payload);
        return new BoxView(number, HomeBox.Seal(shelf.Ring.Current(), "profile", SignedText.Sign(by ?? shelf.Owner, "profile", payload).Write()));
    }

    private byte[] Adding() => SignedText.Sign(shelf.Owner, "home", shelf.Chain.Adding(member.Holder, HolderRole.Member, Shelf.Noon)).Write();

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
