using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

public sealed class PairingTests : IAsyncLifetime
{
    private WritServer server = null!;
    private Seat owner = null!;

    public async Task InitializeAsync()
    {
        server = await WritServer.Start();
        owner = await Seat.Of(server, 0);
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_hub_and_an_owner_find_each_other_and_a_home_is_founded()
    {
        using var hub = new FakeHub(server);
        var opened = await hub.Open();
        Assert.Equal(HubWire.Waiting, (await hub.Standing()).As<PairingStanding>().State);
        (await hub.Claim(owner)).Done();
        Assert.Equal(HubWire.Asked, (await owner.Get($"/my/cameras/pairings/{opened.Name}/answer")).As<PairingReply>().State);
        var token = (await hub.Answer()).As<PairingDone>().Token;

        var reply = (await owner.Get($"/my/cameras/pairings/{opened.Name}/answer?wait=5")).As<PairingReply>();
        Assert.Equal(HubWire.Answered, reply.State);
        Assert.True(PairingCode.Same(hub.Code.HubTag(hub.Chain.Home, hub.Keys.Holder, hub.Owner.Holder), reply.Tag));
        var state = (await owner.Get($"/my/cameras/{hub.Home}/state")).As<HomeStateView>();
        var chain = HomeChain.Read([.. state.Statements.Select(System.Text.Encoding.UTF8.GetBytes)]).Value;
        Assert.Equal(hub.Keys.Holder, chain.Hub);
        using var key = HomeKey.Open(System.Text.Encoding.UTF8.GetBytes(Assert.Single(state.Keys).Record), chain, hub.Owner).Value;
        Assert.Equal(hub.Key.Export(), key.Export());
        Assert.Single((await hub.Inbox()).Statements);
        Assert.Equal(0, await server.Count("home", $"token_hash LIKE '%{token![9..]}%'"));
    }

    [Fact]
    public async Task Whoever_waits_hears_at_once()
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        var waiting = server.Send(HttpMethod.Get, $"api/v1/hub/pairings/{hub.Pairing.Name}?wait=25", hub.Pairing.Poll);
        (await hub.Claim(owner)).Done();
        Assert.Equal(HubWire.Asked, (await waiting).As<PairingStanding>().State);
    }

    [Fact]
    public async Task Wrong_secrets_unknown_names_and_ended_pairings_give_one_answer()
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        var wrong = await hub.Standing(new string('a', 64));
        wrong.Refused(404, "sources-no-such-pairing");
        Assert.Equal(wrong.Text, (await server.Send(HttpMethod.Get, "api/v1/hub/pairings/0000", hub.Pairing.Poll)).Text);
        Assert.Equal(wrong.Text, (await server.Send(HttpMethod.Get, $"api/v1/hub/pairings/{hub.Pairing.Name}")).Text);
        var name = hub.Pairing.Name;
        server.Time.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(wrong.Text, (await hub.Standing()).Text);
        (await owner.Get($"/my/cameras/pairings/{name}")).Refused(404, "sources-no-such-pairing");
        (await owner.Get("/my/cameras/pairings/ZZZZ")).Refused(404, "sources-no-such-pairing");
        (await owner.Get("/my/cameras/pairings/%20%C3%BC%2F")).Refused(404, "sources-no-such-pairing");
    }

    [Fact]
    public async Task A_pairing_takes_one_tag_and_the_same_twice()
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        (await hub.Claim(owner)).Done();
        (await hub.Claim(owner)).Done();
        using var other = await Seat.Of(server, 1);
        (await other.Get($"/my/cameras/pairings/{hub.Pairing.Name}")).Refused(404, "sources-no-such-pairing");
        (await other.Post($"/my/cameras/pairings/{hub.Pairing.Name}", Claim(hub))).Refused(404, "sources-no-such-pairing");
        (await other.Get($"/my/cameras/pairings/{hub.Pairing.Name}/answer")).Refused(404, "sources-no-such-pairing");
        (await owner.Post($"/my/cameras/pairings/{hub.Pairing.Name}", Claim(hub))).Refused(404, "sources-no-such-pairing");
    }

    [Fact]
    public async Task A_false_tag_is_refused_by_the_hub_and_the_pairing_is_over()
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        (await owner.Post($"/my/cameras/pairings/{hub.Pairing.Name}", Claim(hub))).Done();
        Assert.Null((await hub.Reply(new PairingAnswer(Refuse: true))).As<PairingDone>().Token);
        (await hub.Standing()).Refused(404, "sources-no-such-pairing");
        (await owner.Get($"/my/cameras/pairings/{hub.Pairing.Name}/answer?wait=20")).Refused(404, "sources-no-such-pairing");
        Assert.Equal(0, await server.Count("home"));
    }

    [Fact]
    public async Task Codes_are_not_guessed_for_long()
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        for (var i = 0; i < 10; i++) (await owner.Get($"/my/cameras/pairings/{(hub.Pairing.Name == $"000{i}" ? "ZZZZ" : $"000{i}")}")).Refused(404, "sources-no-such-pairing");
        (await owner.Get($"/my/cameras/pairings/{hub.Pairing.Name}")).Refused(429, "sources-pairing-tries");
        (await owner.Post($"/my/cameras/pairings/{hub.Pairing.Name}", Claim(hub))).Refused(429, "sources-pairing-tries");
        using var other = await Seat.Of(server, 1);
        _ = (await other.Get($"/my/cameras/pairings/{hub.Pairing.Name}")).As<PairingFound>();
        server.Time.Now += TimeSpan.FromMinutes(9);
        (await owner.Get($"/my/cameras/pairings/{hub.Pairing.Name}")).Refused(429, "sources-pairing-tries");
    }

    [Fact]
    public async Task One_network_cannot_ask_without_end()
    {
        using var hub = new FakeHub(server);
        Reply reply;
        var asked = 0;
        do
        {
            reply = await server.Send(
                HttpMethod.Post, "api/v1/hub/pairings", content: FakeHub.Content(new PairingRequest(hub.Keys.Holder.Sign.Spki.ToArray(), hub.Keys.Holder.Seal.Spki.ToArray())));
        }
        while (reply.Status == 201 && ++asked < 500);
        reply.Refused(429, "signin-too-many-attempts");
        Assert.Equal(1, await server.Count("home_pairing"));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("tag")]
    [InlineData("other-owner")]
    [InlineData("other-home")]
    [InlineData("generation")]
    [InlineData("wrapped-to-another")]
    [InlineData("unsigned")]
    public async Task A_home_is_founded_by_the_right_statement_only(string how)
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        (await hub.Claim(owner)).Done();
        using var stranger = HolderKeys.Generate();
        var home = HomeId.FromTrusted(hub.Pairing.Home);
        var reply = await hub.Answer(answer => how switch
        {
            "nothing" => new PairingAnswer(),
            "tag" => answer with { Tag = new byte[31] },
            "other-owner" => Founded(hub, home, stranger.Holder),
            "other-home" => Founded(hub, HomeId.New(), hub.Owner.Holder),
            "generation" => answer with { HomeKey = Text(HomeKey.Make(home, 1).Record(hub.Keys, hub.Chain)) },
            "wrapped-to-another" => answer with { HomeKey = Founded(hub, home, stranger.Holder).HomeKey },
            _ => answer with { Statement = answer.Statement!.Replace("founded", "added", StringComparison.Ordinal) },
        });
        Assert.Equal(400, reply.AnyRefusal().Status);
        Assert.Equal(0, await server.Count("home"));
        Assert.NotNull((await hub.Answer()).As<PairingDone>().Token);
    }

    [Fact]
    public async Task Nobody_is_answered_who_was_not_asked_for()
    {
        using var hub = new FakeHub(server);
        await hub.Open();
        (await hub.Reply(new PairingAnswer("{}", new byte[32], "{}"))).Refused(409, "sources-pairing-not-asked");
    }

    [Fact]
    public async Task A_hub_that_lost_the_answer_asks_again_and_its_first_token_is_over()
    {
        using var hub = await FakeHub.Paired(server, owner);
        var first = hub.Token;
        Assert.NotNull((await hub.Answer()).As<PairingDone>().Token);
        Assert.NotEqual(first, hub.Token);
        _ = await hub.Inbox();
        (await server.Send(HttpMethod.Get, "api/v1/hub/inbox", first)).Refused(401, "signin-token-missing");
        Assert.Equal(1, await server.Count("home"));
    }

    [Fact]
    public async Task A_hub_that_asks_anew_has_one_pairing()
    {
        using var hub = new FakeHub(server);
        var before = await hub.Open();
        var after = await hub.Open();
        Assert.Equal(1, await server.Count("home_pairing"));
        (await server.Send(HttpMethod.Get, $"api/v1/hub/pairings/{before.Name}", before.Poll)).Refused(404, "sources-no-such-pairing");
        Assert.Equal(HubWire.Waiting, (await server.Send(HttpMethod.Get, $"api/v1/hub/pairings/{after.Name}", after.Poll)).As<PairingStanding>().State);
    }

    [Fact]
    public async Task A_second_hub_replaces_the_first_only_where_the_owner_says_so()
    {
        using var first = await FakeHub.Paired(server, owner);
        var clip = await first.Uploaded(await first.Camera());
        using var second = new FakeHub(server);
        await second.Open();
        Assert.True((await owner.Get($"/my/cameras/pairings/{second.Pairing.Name}")).As<PairingFound>().HasHome);
        (await second.Claim(owner)).Refused(409, "sources-has-a-home");
        (await second.Claim(owner, replace: true)).Done();
        _ = await first.Inbox();
        _ = (await second.Answer()).As<PairingDone>();

        (await first.Ask(HttpMethod.Get, "inbox")).Refused(401, "signin-token-missing");
        var homes = (await owner.Get("/my/cameras/homes")).As<HomeLine[]>();
        Assert.Equal([(second.Home, "active"), (first.Home, "replaced")], homes.Select(h => (h.Home, h.State)));
        Assert.Equal(200, (await owner.Get($"/my/cameras/{first.Home}/clips/{clip.Id}/video")).Status);
        (await owner.Post($"/my/cameras/{first.Home}/statements", new StatementRequest("{}"))).Refused(409, "sources-home-replaced");
        (await owner.Delete($"/my/cameras/{first.Home}/clips/{clip.Id}")).Done();
        Assert.Equal(0, await server.Count("home_clip_gone"));
    }

    [Fact]
    public async Task Keys_that_are_none_are_refused()
    {
        using var hub = new FakeHub(server);
        foreach (var (sign, seal) in ((byte[], byte[])[])[([], []), (new byte[91], new byte[91]), (hub.Keys.Holder.Sign.Spki.ToArray(), hub.Keys.Holder.Sign.Spki.ToArray())])
        {
            var reply = await server.Send(HttpMethod.Post, "api/v1/hub/pairings", content: FakeHub.Content(new PairingRequest(sign, seal)));
            reply.Refused(400, "sealing-bad-public-key");
        }

        Assert.Equal(0, await server.Count("home_pairing"));
    }

    private static PairingClaim Claim(FakeHub hub) => new(hub.Owner.Holder.Sign.Spki.ToArray(), hub.Owner.Holder.Seal.Spki.ToArray(), new byte[32]);

    private static PairingAnswer Founded(FakeHub hub, HomeId home, Holder who)
    {
        var chain = HomeChain.Found(hub.Keys, home, who, WritServer.Noon);
        using var key = HomeKey.Make(home, 0);
        return new PairingAnswer(Text(chain.Texts[0].Write()), new byte[32], Text(key.Record(hub.Keys, chain)));
    }

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
