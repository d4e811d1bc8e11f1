using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

public sealed class LiveTests : CameraHouse
{
    [Fact]
    public async Task Two_viewers_watch_one_view_and_the_late_one_gets_its_beginning()
    {
        var seen = (await Hub.Inbox("statements=9")).Seen;
        var told = Hub.Inbox($"statements=9&seen={seen}&wait=25");
        var first = (await Owner.Post($"{Home}/live", new LiveRequest(Camera.Text))).As<LiveStarted>();
        var asked = Assert.Single((await told).Live);
        Assert.Equal((first.Live, Camera.Text, 0), (asked.Live, asked.Camera, asked.Next));

        var waiting = Owner.Fetch($"{Home}/live/{first.Live}/0?viewer={first.Viewer}&wait=25");
        Assert.Equal(1, (await Bring(first.Live, 0)).As<LiveStanding>().Viewers);
        Assert.Equal(Box(first.Live, 0), (await waiting).Bytes);
        for (var i = 1; i < 40; i++) _ = (await Bring(first.Live, i)).As<LiveStanding>();

        var second = (await Owner.Post($"{Home}/live", new LiveRequest(Camera.Text))).As<LiveStarted>();
        Assert.Equal(first.Live, second.Live);
        Assert.NotEqual(first.Viewer, second.Viewer);
        var (beginning, bytes) = await Owner.Fetch($"{Home}/live/{second.Live}/0?viewer={second.Viewer}");
        Assert.Equal(Box(first.Live, 0), bytes);
        Assert.Equal("40", beginning.Headers[HubWire.NextHeader]);
        Assert.Equal(Box(first.Live, 39), (await Owner.Fetch($"{Home}/live/{second.Live}/39?viewer={second.Viewer}")).Bytes);
        (await Owner.Get($"{Home}/live/{second.Live}/1?viewer={second.Viewer}")).Refused(404, "sources-live-passed");
        Assert.Equal(204, (await Owner.Get($"{Home}/live/{second.Live}/40?viewer={second.Viewer}")).Status);
        Assert.Equal(2, (await Bring(first.Live, 40)).As<LiveStanding>().Viewers);
        Assert.Equal(0, await Server.Blobs());
    }

    [Fact]
    public async Task It_ends_when_nobody_asked_for_a_while()
    {
        var live = (await Owner.Post($"{Home}/live", new LiveRequest(Camera.Text))).As<LiveStarted>();
        _ = (await Bring(live.Live, 0)).As<LiveStanding>();
        Server.Time.Now += TimeSpan.FromSeconds(15);
        _ = (await Bring(live.Live, 1)).As<LiveStanding>();
        _ = await Owner.Get($"{Home}/live/{live.Live}/0?viewer={live.Viewer}");
        Server.Time.Now += TimeSpan.FromSeconds(15);
        _ = (await Bring(live.Live, 2)).As<LiveStanding>();
        Server.Time.Now += TimeSpan.FromSeconds(1);
        (await Bring(live.Live, 3)).Refused(410, "sources-live-over");
        (await Owner.Get($"{Home}/live/{live.Live}/0?viewer={live.Viewer}")).Refused(410, "sources-live-over");
        Assert.Empty((await Hub.Inbox()).Live);
    }

    [Fact]
    public async Task Boxes_come_in_order_and_only_from_this_home_s_hub()
    {
        using var neighbour = await Seat.Of(Server, 1);
        using var other = await FakeHub.Paired(Server, neighbour);
        var live = (await Owner.Post($"{Home}/live", new LiveRequest(Camera.Text))).As<LiveStarted>();
        _ = (await Bring(live.Live, 0)).As<LiveStanding>();
        foreach (var number in (int[])[0, 2, -1, int.MaxValue])
        {
            var reply = await Bring(live.Live, number);
            reply.Refused(409, "sources-live-number");
            Assert.Equal("1", reply.Headers[HubWire.NextHeader]);
        }

        (await other.Ask(HttpMethod.Put, $"live/{live.Live}/1", FakeHub.Bytes(Box(live.Live, 1)))).Refused(410, "sources-live-over");
        (await other.Ask(HttpMethod.Delete, $"live/{live.Live}")).Done();
        (await neighbour.Get($"/my/cameras/{other.Home}/live/{live.Live}/0?viewer={live.Viewer}")).Refused(410, "sources-live-over");
        (await Owner.Get($"{Home}/live/{live.Live}/0?viewer=vwr_0000000000000000")).Refused(410, "sources-live-over");
        (await Owner.Get($"{Home}/live/{live.Live}/0")).Refused(410, "sources-live-over");
        (await Hub.Ask(HttpMethod.Put, $"live/{live.Live}/1", FakeHub.Bytes(new byte[1_000]))).Refused(400, "sources-bad-box");
        (await Owner.Post($"{Home}/live", new LiveRequest(CameraId.New().Text))).Refused(404, "sources-no-such-camera");
        (await Hub.Ask(HttpMethod.Delete, $"live/{live.Live}")).Done();
        (await Owner.Get($"{Home}/live/{live.Live}/0?viewer={live.Viewer}")).Refused(410, "sources-live-over");
    }

    [Fact]
    public async Task Views_and_viewers_are_bounded()
    {
        for (var i = 0; i < 8; i++) _ = (await Owner.Post($"{Home}/live", new LiveRequest(Camera.Text))).As<LiveStarted>();
        (await Owner.Post($"{Home}/live", new LiveRequest(Camera.Text))).Refused(503, "sources-live-full");
        for (var i = 0; i < 7; i++) _ = (await Owner.Post($"{Home}/live", new LiveRequest((await Hub.Camera()).Text))).As<LiveStarted>();
        (await Owner.Post($"{Home}/live", new LiveRequest((await Hub.Camera()).Text))).Refused(503, "sources-live-full");
    }

    private byte[] Box(string live, int number) => boxes.TryGetValue((live, number), out var box) ? box : boxes[(live, number)] = Hub.Box($"live/{live}/{number}", $"fragment {number}");

    private readonly Dictionary<(string, int), byte[]> boxes = [];

    private Task<Reply> Bring(string live, int number) => Hub.Ask(HttpMethod.Put, $"live/{live}/{number}", FakeHub.Bytes(Box(live, number)));
}
