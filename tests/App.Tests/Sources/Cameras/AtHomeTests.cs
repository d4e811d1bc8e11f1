using System.Text;
using System.Text.Json.Nodes;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>What a hub fetches and brings for the pages that it serves at home.</summary>
public sealed class AtHomeTests : CameraHouse
{
    [Fact]
    public async Task The_hub_sees_what_the_owner_sees()
    {
        var clip = await Hub.Uploaded(Camera);
        (await Owner.Put($"{Home}/profile?number=1", Hub.Box("profile", "x"))).Done();
        foreach (var tail in (string[])["state", $"cameras/{Camera}/days", $"cameras/{Camera}/clips?day=2026-03-10", "export", $"clips/{clip.Id}", "looks", "asking", "members"])
        {
            var (own, athome) = (await Owner.Get($"{Home}/{tail}"), await Get(tail));
            Assert.Equal((200, 200), (own.Status, athome.Status));
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(own.Text), JsonNode.Parse(athome.Text)), $"{tail}: {own.Text} {athome.Text}");
        }

        var part = await Server.Send(HttpMethod.Get, $"api/v1/hub/home/clips/{clip.Id}/card", Hub.Token);
        Assert.Equal((200, "application/octet-stream"), (part.Status, part.Type));
        (await Get($"clips/{ClipId.New()}/video")).Refused(404, "sources-no-such-clip");
        (await Get("recovery")).Refused(404, "sources-no-such-box");
    }

    [Fact]
    public async Task The_hub_brings_what_a_device_at_home_signed_and_the_owner_sees_it()
    {
        using var phone = HolderKeys.Generate();
        var statement = Encoding.UTF8.GetString(SignedText.Sign(Hub.Owner, "home", Hub.Chain.Adding(phone.Holder, HolderRole.Owner, Server.Time.Now)).Write());
        (await Hub.Ask(HttpMethod.Post, "home/statements", FakeHub.Content(new StatementRequest(statement)))).Done();
        var forged = Encoding.UTF8.GetString(SignedText.Sign(Hub.Keys, "home", Hub.Chain.Adding(phone.Holder, HolderRole.Owner, Server.Time.Now)).Write());
        (await Hub.Ask(HttpMethod.Post, "home/statements", FakeHub.Content(new StatementRequest(forged)))).Refused(400, "footage-chain-broken");
        (await Put("looks?number=0", Hub.Box("look/0", "x"))).Done();
        (await Put("looks?number=0", Hub.Box("look/0", "y"))).Refused(409, "sources-look-number");
        (await Put($"cameras/{Camera}/settings?number=1", Hub.Box($"settings/{Camera}", "x"))).Done();
        (await Put("profile?number=1", Hub.Box("profile", "x"))).Done();
        (await Put("profile?number=3", Hub.Box("profile", "x"))).Refused(409, "sources-box-number");
        (await Put("recovery?number=1", [1, .. FakeHub.Pattern(300)])).Done();
        var state = (await Owner.Get($"{Home}/state")).As<HomeStateView>();
        Assert.Equal((2, 1, 1), (state.Statements.Count, state.Looks, state.Profile!.Number));
        var inbox = await Hub.Inbox("statements=2");
        Assert.Equal((1, 1, 2L), (inbox.Profile!.Number, Assert.Single(inbox.Settings).Number, inbox.SettingsUpTo));
        Assert.Null((await Hub.Inbox("statements=2&settings=2")).Profile);
    }

    [Fact]
    public async Task A_browser_that_asks_at_home_stands_on_the_owners_page_as_what_the_hub_let_it_in_for()
    {
        using var phone = HolderKeys.Generate();
        using var guest = HolderKeys.Generate();
        foreach (var (keys, member) in new[] { (phone, false), (guest, true) })
            (await Hub.Ask(HttpMethod.Post, "home/asking", FakeHub.Content(new HomeAsk(keys.Holder.Sign.Spki.ToArray(), keys.Holder.Seal.Spki.ToArray(), member)))).Done();
        Assert.Equal([false, true], (await Owner.Get($"{Home}/asking")).As<Asking[]>().Select(a => a.Member));
        (await Hub.Ask(HttpMethod.Post, "home/asking", FakeHub.Content(new HomeAsk([1], [2], false)))).Refused(400, "sealing-bad-public-key");
    }

    [Fact]
    public async Task Pins_are_told_to_the_hub_whoever_sets_them()
    {
        var (first, second) = (await Hub.Uploaded(Camera), await Hub.Uploaded(Camera));
        var before = await Hub.Inbox("statements=9");
        var waiting = Hub.Inbox($"statements=9&seen={before.Seen}&wait=25");
        (await Owner.Put($"{Home}/clips/{first.Id}/pin")).Done();
        Assert.NotEqual(before.Pins, (await waiting).Pins);
        (await Hub.Ask(HttpMethod.Put, $"home/clips/{second.Id}/pin")).Done();
        Assert.Equal(new[] { first.Id.Text, second.Id.Text }.Order(StringComparer.Ordinal), (await Get("pins")).As<PinsView>().Clips);
        (await Hub.Ask(HttpMethod.Delete, $"home/clips/{first.Id}/pin")).Done();
        Assert.Equal([second.Id.Text], (await Get("pins")).As<PinsView>().Clips);
    }

    [Fact]
    public async Task Another_hub_sees_nothing_of_this_home_and_one_that_was_replaced_nothing_at_all()
    {
        var clip = await Hub.Uploaded(Camera);
        using var neighbour = await Seat.Of(Server, 1);
        using var other = await FakeHub.Paired(Server, neighbour);
        Assert.Empty((await other.Ask(HttpMethod.Get, "home/export")).As<ClipPage>().Clips);
        (await other.Ask(HttpMethod.Get, $"home/clips/{clip.Id}")).Refused(404, "sources-no-such-clip");
        (await other.Ask(HttpMethod.Get, $"home/clips/{clip.Id}/video")).Refused(404, "sources-no-such-clip");
        (await other.Ask(HttpMethod.Put, $"home/clips/{clip.Id}/pin")).Refused(404, "sources-no-such-clip");
        Assert.Empty((await other.Ask(HttpMethod.Get, $"home/cameras/{Camera}/days")).As<DayLine[]>());
        using var next = await FakeHub.Paired(Server, Owner, replace: true);
        Assert.Equal(401, (await Get("state")).Status);
    }

    private Task<Reply> Get(string tail) => Hub.Ask(HttpMethod.Get, $"home/{tail}");

    private Task<Reply> Put(string tail, byte[] box) => Hub.Ask(HttpMethod.Put, $"home/{tail}", FakeHub.Bytes(box));

    private sealed record Asking(byte[] Sign, byte[] Seal, bool Member, int? Number);
}
