using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>Statements, keys, boxes, looks, members: what is carried between the holders of a home's key.</summary>
public sealed partial class HomeTests : CameraHouse
{
    [Fact]
    public async Task A_device_is_added_by_a_statement_and_the_hub_writes_the_keys_anew()
    {
        using var phone = HolderKeys.Generate();
        var statement = Adding(Hub.Owner, phone, HolderRole.Owner);
        (await Add(statement)).Done();
        (await Add(statement)).Done();
        var inbox = await Hub.Inbox("statements=1");
        Hub.Chain = Hub.Chain.Add(Encoding.UTF8.GetBytes(Assert.Single(inbox.Statements))).Value;

        var old = Text(HomeKey.Make(Hub.Chain.Home, 0).Record(Hub.Keys, HomeChain.Read([Hub.Chain.Texts[0].Write()]).Value));
        (await Keys(old)).Refused(409, "sources-home-keys");
        (await Keys(Text(Hub.Key.Record(Hub.Keys, Hub.Chain)))).Done();
        var state = (await Owner.Get($"{Home}/state?statements=1")).As<HomeStateView>();
        Assert.Equal([statement], state.Statements);
        using var key = HomeKey.Open(Encoding.UTF8.GetBytes(Assert.Single(state.Keys).Record), Hub.Chain, phone).Value;
        Assert.Equal(Hub.Key.Export(), key.Export());
    }

    [Fact]
    public async Task Statements_that_do_not_follow_are_refused()
    {
        using var phone = HolderKeys.Generate();
        using var member = HolderKeys.Generate();
        (await Add("{}")).Refused(400, "footage-not-signed");
        (await Add(Text(Hub.Chain.Texts[0].Write()))).Done();
        (await Add(Adding(phone, phone, HolderRole.Owner))).Refused(400, "footage-not-a-holder");
        (await Add(Adding(Hub.Keys, phone, HolderRole.Owner))).Refused(400, "footage-not-a-holder");
        (await Add(Text(SignedText.Sign(Hub.Owner, "home", Hub.Chain.Removing(Hub.Owner.Holder.Id, Server.Time.Now)).Write()))).Refused(409, "footage-last-owner");
        (await Add(Adding(Hub.Owner, member, HolderRole.Member))).Done();
        (await Add(Adding(Hub.Owner, phone, HolderRole.Owner))).Refused(400, "footage-chain-broken");
        Assert.Equal(2, (await Owner.Get($"{Home}/state")).As<HomeStateView>().Statements.Count);
    }

    [Fact]
    public async Task Key_records_are_the_hub_s_for_this_chain_and_in_order()
    {
        using var stranger = HolderKeys.Generate();
        using var second = HomeKey.Make(Hub.Chain.Home, 1);
        using var third = HomeKey.Make(Hub.Chain.Home, 2);
        var other = HomeChain.Found(Hub.Keys, Hub.Chain.Home, stranger.Holder, Server.Time.Now);
        (await Keys()).Refused(409, "sources-home-keys");
        (await Keys("{}")).Refused(400, "footage-not-signed");
        (await Keys(Text(second.Record(Hub.Owner, Hub.Chain)))).Refused(400, "footage-not-signed");
        (await Keys(Text(second.Record(Hub.Keys, other)))).Refused(400, "footage-bad-home-key");
        (await Keys(Text(third.Record(Hub.Keys, Hub.Chain)))).Refused(409, "sources-home-keys");
        (await Keys(Text(second.Record(Hub.Keys, Hub.Chain)), Text(second.Record(Hub.Keys, Hub.Chain)))).Refused(409, "sources-home-keys");
        (await Keys(Text(third.Record(Hub.Keys, Hub.Chain)), Text(second.Record(Hub.Keys, Hub.Chain)))).Done();
        Assert.Equal([0, 1, 2], (await Owner.Get($"{Home}/state")).As<HomeStateView>().Keys.Select(k => k.Generation));
    }

    [Fact]
    public async Task Settings_count_up_and_reach_the_hub_once()
    {
        var (first, second) = (Hub.Box($"settings/{Camera}", "one"), Hub.Box($"settings/{Camera}", "two"));
        var address = $"{Home}/cameras/{Camera}/settings";
        (await Owner.Put($"{address}?number=2", first)).Refused(409, "sources-box-number");
        var waiting = Hub.Inbox($"statements=9&seen={(await Hub.Inbox("statements=9")).Seen}&wait=25");
        (await Owner.Put($"{address}?number=1", first)).Done();
        (await Owner.Put($"{address}?number=1", first)).Done();
        (await Owner.Put($"{address}?number=1", second)).Refused(409, "sources-box-number");
        var told = Assert.Single((await waiting).Settings);
        Assert.Equal((Camera.Text, 1, 1L), (told.Camera, told.Number, told.Change));
        Assert.Equal(first, told.Box);
        Assert.Empty((await Hub.Inbox("settings=1")).Settings);
        (await Owner.Put($"{address}?number=2", second)).Done();
        Assert.Equal(2, Assert.Single((await Hub.Inbox("settings=1")).Settings).Number);
        (await Owner.Put($"{Home}/cameras/{CameraId.New()}/settings?number=1", first)).Refused(404, "sources-no-such-camera");
        (await Owner.Put($"{address}?number=3", new byte[100])).Refused(400, "sources-bad-box");
        (await Owner.Put($"{address}?number=3", Hub.Box($"settings/{Camera}", new string('x', 51_000)))).Refused(400, "sources-bad-box");
    }

    [Fact]
    public async Task Profile_recovery_health_and_custody_are_kept()
    {
        (await Owner.Get($"{Home}/recovery")).Refused(404, "sources-no-such-box");
        byte[] recovery = [1, .. FakeHub.Pattern(330)];
        (await Owner.Put($"{Home}/recovery?number=1", recovery)).Done();
        Assert.Equal(recovery, (await Owner.Get($"{Home}/recovery")).As<BoxView>().Box);
        (await Owner.Put($"{Home}/recovery?number=2", new byte[330])).Refused(400, "sources-bad-box");
        (await Owner.Put($"{Home}/profile?number=1", Hub.Box("profile", "first"))).Done();
        var health = Hub.Box($"health/{Camera}", "recording");
        (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}/health", FakeHub.Bytes(Hub.Box($"health/{Camera}", "connecting")))).Done();
        (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}/health", FakeHub.Bytes(health))).Done();
        (await Hub.Ask(HttpMethod.Put, $"cameras/{CameraId.New()}/health", FakeHub.Bytes(health))).Refused(404, "sources-no-such-camera");
        (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}/health", FakeHub.Bytes([1, 2, 3]))).Refused(400, "sources-bad-box");
        (await Owner.Put($"{Home}/cameras/{Camera}/custody", new CustodyRequest("police"))).Refused(400, "sources-bad-custody");
        (await Owner.Put($"{Home}/cameras/{Camera}/custody", new CustodyRequest("provider"))).Done();
        var camera = Assert.Single((await Owner.Get($"{Home}/state")).As<HomeStateView>().Cameras);
        Assert.Equal(("n52.5e13.3", "provider", 2), (camera.Cell, camera.Custody, camera.Health!.Number));
        Assert.Equal(health, camera.Health.Box);
        Assert.Equal("provider", Assert.Single((await Hub.Inbox()).Cameras).Custody);
    }

    [Fact]
    public async Task Looks_are_added_in_order_and_read_back()
    {
        var boxes = Enumerable.Range(0, 3).Select(i => Hub.Box($"look/{i}", $"look {i}")).ToList();
        for (var i = 0; i < 3; i++) (await Owner.Send(HttpMethod.Post, $"{Home}/looks?number={i}", new ByteArrayContent(boxes[i]))).Done();
        (await Owner.Send(HttpMethod.Post, $"{Home}/looks?number=2", new ByteArrayContent(boxes[2]))).Done();
        (await Owner.Send(HttpMethod.Post, $"{Home}/looks?number=2", new ByteArrayContent(boxes[1]))).Refused(409, "sources-look-number");
        (await Owner.Send(HttpMethod.Post, $"{Home}/looks?number=4", new ByteArrayContent(boxes[1]))).Refused(409, "sources-look-number");
        (await Owner.Send(HttpMethod.Post, $"{Home}/looks?number=3", new ByteArrayContent([]))).Refused(400, "sources-bad-box");
        var page = (await Owner.Get($"{Home}/looks?from=1")).As<LookPage>();
        Assert.Equal([1, 2], page.Looks.Select(l => l.Number));
        Assert.Equal(boxes[1], page.Looks[0].Box);
        Assert.Equal(3, page.Next);
    }

    [Fact]
    public async Task A_member_is_invited_by_mail_watches_and_decides_nothing()
    {
        var clip = await Hub.Uploaded(Camera);
        using var other = await Seat.Of(Server, 1);
        var known = await Owner.Post($"{Home}/members", new MemberRequest(Server.Customers[1].Email));
        var unknown = await Owner.Post($"{Home}/members", new MemberRequest("nobody@example.org"));
        Assert.Equal((known.Status, known.Text), (unknown.Status, unknown.Text));
        (await Owner.Post($"{Home}/members", new MemberRequest("nothing"))).Refused(400, "sources-impossible-identifier");
        Assert.Empty((await Owner.Get($"{Home}/members")).As<MemberLine[]>());
        Assert.Equal([new HomeLine(Hub.Home, "invited", "active")], (await other.Get("/my/cameras/homes")).As<HomeLine[]>());
        (await other.Get($"{Home}/state")).Refused(404, "sources-no-such-home");
        (await other.Send(HttpMethod.Post, $"{Home}/membership")).Done();
        (await other.Send(HttpMethod.Post, $"{Home}/membership")).Done();

        Assert.Equal("member", (await other.Get($"{Home}/state")).As<HomeStateView>().Role);
        Assert.Equal(clip.Video, (await other.Fetch($"{Home}/clips/{clip.Id}/video")).Bytes);
        foreach (var (method, path) in ((HttpMethod, string)[])
            [(HttpMethod.Delete, Home), (HttpMethod.Delete, $"{Home}/clips/{clip.Id}"), (HttpMethod.Put, $"{Home}/clips/{clip.Id}/pin"), (HttpMethod.Delete, $"{Home}/clips/{clip.Id}/pin"),
            (HttpMethod.Get, $"{Home}/recovery"), (HttpMethod.Get, $"{Home}/members"), (HttpMethod.Delete, $"{Home}/members/1")])
            (await other.Send(method, path)).Refused(403, "sources-not-the-owner");
        (await other.Put($"{Home}/cameras/{Camera}/settings?number=1", Hub.Box($"settings/{Camera}", "x"))).Refused(403, "sources-not-the-owner");
        (await other.Put($"{Home}/profile?number=1", Hub.Box("profile", "x"))).Refused(403, "sources-not-the-owner");
        (await other.Put($"{Home}/recovery?number=1", [1, .. FakeHub.Pattern(300)])).Refused(403, "sources-not-the-owner");
        (await other.Put($"{Home}/cameras/{Camera}/custody", new CustodyRequest("provider"))).Refused(403, "sources-not-the-owner");
        (await other.Post($"{Home}/members", new MemberRequest("nobody@example.org"))).Refused(403, "sources-not-the-owner");

        var line = Assert.Single((await Owner.Get($"{Home}/members")).As<MemberLine[]>());
        (await Owner.Delete($"{Home}/members/{line.Member}")).Done();
        (await other.Get($"{Home}/clips/{clip.Id}/video")).Refused(404, "sources-no-such-home");
    }

    [Fact]
    public async Task Who_is_invited_gets_one_mail_and_nobody_else_does()
    {
        _ = await Owner.Post($"{Home}/members", new MemberRequest("nobody@example.org"));
        _ = await Owner.Post($"{Home}/members", new MemberRequest(Server.Customers[0].Email));
        Assert.Equal(0, await Server.Count("mail"));
        _ = await Owner.Post($"{Home}/members", new MemberRequest(Server.Customers[1].Email));
        _ = await Owner.Post($"{Home}/members", new MemberRequest(Server.Customers[1].Email));
        Assert.Equal(1, await Server.Count("mail"));
        await Waiting.Until(() => Directory.GetFiles(Server.Folder.Mail, "*.eml").Length > 0);
        var mail = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Server.Folder.Mail, "*.eml")));
        Assert.Contains("Subject: You are invited to a home with cameras", mail, StringComparison.Ordinal);
        Assert.Contains(Server.Customers[1].Email, mail, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Customers[0].Email, mail, StringComparison.Ordinal);
        Assert.DoesNotContain(Hub.Home, mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_ends_after_a_week_and_can_be_declined()
    {
        _ = await Owner.Post($"{Home}/members", new MemberRequest(Server.Customers[1].Email));
        _ = await Owner.Post($"{Home}/members", new MemberRequest(Server.Customers[2].Email));
        using (var declines = await Seat.Of(Server, 2))
        {
            (await declines.Delete($"{Home}/membership")).Done();
            (await declines.Send(HttpMethod.Post, $"{Home}/membership")).Refused(404, "sources-no-such-home");
        }

        Server.Time.Now += TimeSpan.FromDays(7);
        using var late = await Seat.Of(Server, 1);
        (await late.Send(HttpMethod.Post, $"{Home}/membership")).Refused(404, "sources-no-such-home");
    }

    [Fact]
    public async Task Every_door_of_a_home_is_shut_to_whoever_has_no_part_in_it()
    {
        var clip = await Hub.Uploaded(Camera);
        using var stranger = await Seat.Of(Server, 3);
        var doors = Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/my/cameras/{home}", StringComparison.Ordinal)).ToList();
        Assert.True(doors.Count > 20);
        string[] pages = ["watch", "people", "who-looked", "everything", "requests", "answer", "publish", "grants"];
        foreach (var door in doors)
        {
            var path = Holes().Replace(door.RoutePattern.RawText!, hole => hole.Groups[1].Value switch
            {
                "home" => Hub.Home,
                "camera" => Camera.Text,
                "clip" => clip.Id.Text,
                "part" => "video",
                "live" => LiveId.New().Text,
                "order" => OrderId.New().Text,
                _ => "1",
            });
            var method = new HttpMethod(door.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]);
            var reply = await stranger.Send(method, $"{path}?number=1&day=2026-03-10&viewer=x", Body(path, method));

            // Pages say it as a page, what a script asks as a problem.
            if (pages.Contains(path.Split('/').ElementAtOrDefault(4)) && method == HttpMethod.Get && reply.Type == "text/html") Assert.Equal(404, reply.Status);
            else reply.Refused(404, "sources-no-such-home");
            if (method != HttpMethod.Get) (await Owner.Send(method, $"{path}?number=1", Body(path, method), proves: false)).Refused(400, "signin-form-stale");
        }

        Assert.Equal(1, await Server.Count("home_clip"));
    }

    [Theory]
    [InlineData("n52.51e13.3")]
    [InlineData("n52.5e13.33")]
    [InlineData("n52.5000e13.3000")]
    [InlineData("52.5,13.3")]
    [InlineData("N52.5E13.3")]
    [InlineData("n52e13")]
    [InlineData("n052.5e13.3")]
    [InlineData("s0.0e13.3")]
    [InlineData("n90.0e13.3")]
    [InlineData("n52.5e180.0")]
    [InlineData("n52.5e13.3 ")]
    [InlineData("n52.5e13.3\n")]
    [InlineData("Sample Street 1")]
    [InlineData("")]
    public async Task Nothing_finer_than_the_cell_is_taken(string cell)
    {
        (await Hub.Ask(HttpMethod.Put, $"cameras/{CameraId.New()}", FakeHub.Content(new CameraRequest(cell)))).Refused(400, "sources-bad-cell");
        Assert.Equal("n52.5e13.3", await Server.Text("SELECT group_concat(cell) FROM home_camera"));
        await Assert.ThrowsAnyAsync<Exception>(() => Server.Sql("UPDATE home_camera SET cell = 'n52.51e13.38'"));
    }

    [Fact]
    public async Task Cameras_are_bounded()
    {
        for (var i = 1; i < 32; i++) await Hub.Camera();
        (await Hub.Ask(HttpMethod.Put, $"cameras/{CameraId.New()}", FakeHub.Content(new CameraRequest("n1.0e1.0")))).Refused(409, "sources-too-many-cameras");
        (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}", FakeHub.Content(new CameraRequest("n1.0e1.0")))).Done();
    }

    [Fact]
    public async Task What_is_no_request_is_refused_and_changes_nothing()
    {
        foreach (var body in (string[])["", "null", "[]", "{", "{\"cell\":1}", "{\"cell\":\"n1.0e1.0\",\"place\":\"n52.5163e13.3777\"}", "{\"cell\":\"n1.0e1.0\",\"cell\":\"n1.0e1.1\"}", "{\"cell\":null}", "{\"Cell\":\"n1.0e1.0\"}"])
            (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}", RawRequests.Content(body))).Refused(400, "request-malformed");
        (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}", RawRequests.Content("{}", "text/plain"))).Refused(415, "request-not-json");
        (await Hub.Ask(HttpMethod.Put, $"cameras/{Camera}", RawRequests.Content("{\"cell\":\"" + new string('n', 800_000) + "\"}"))).Refused(413, "request-too-large");
        Assert.Equal("n52.5e13.3", await Server.Text("SELECT cell FROM home_camera"));
    }

    private static HttpContent? Body(string path, HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Delete ? null : path switch
    {
        _ when path.EndsWith("/statements", StringComparison.Ordinal) => FakeHub.Content(new StatementRequest("{}")),
        _ when path.EndsWith("/asking", StringComparison.Ordinal) => FakeHub.Content(new WireHolder([1], [1])),
        _ when path.EndsWith("/custody", StringComparison.Ordinal) => FakeHub.Content(new CustodyRequest("owner")),
        _ when path.EndsWith("/members", StringComparison.Ordinal) => FakeHub.Content(new MemberRequest("nobody@example.org")),
        _ when path.EndsWith("/live", StringComparison.Ordinal) => FakeHub.Content(new LiveRequest(CameraId.New().Text)),
        _ when path.EndsWith("/recovery", StringComparison.Ordinal) => FakeHub.Bytes([1, .. FakeHub.Pattern(300)]),
        _ when path.EndsWith("/membership", StringComparison.Ordinal) || path.EndsWith("/pin", StringComparison.Ordinal) => null,
        _ when path.Contains("/orders/", StringComparison.Ordinal) => FakeHub.Bytes(new byte[HomeOrder.BoxLength]),
        _ => FakeHub.Bytes(new byte[53 + 1024]),
    };

    private string Adding(HolderKeys by, HolderKeys who, HolderRole role) => Text(SignedText.Sign(by, "home", Hub.Chain.Adding(who.Holder, role, Server.Time.Now)).Write());

    private Task<Reply> Add(string statement) => Owner.Post($"{Home}/statements", new StatementRequest(statement));

    private Task<Reply> Keys(params string[] records) => Hub.Ask(HttpMethod.Post, "home-keys", FakeHub.Content(new HomeKeysRequest(records)));

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Holes();
}
