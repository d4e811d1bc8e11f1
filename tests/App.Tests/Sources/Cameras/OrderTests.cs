using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.App.Tests.Sources.Cameras;

/// <summary>What the server does with orders: hands them on and keeps nothing.</summary>
public sealed class OrderTests : CameraHouse
{
    [Fact]
    public async Task An_order_reaches_the_hub_and_its_answer_the_page()
    {
        var seen = (await Hub.Inbox("statements=9")).Seen;
        var told = Hub.Inbox($"statements=9&seen={seen}&wait=25");
        var (id, box) = Order();
        (await Post(id, box)).Done();
        (await Post(id, box)).Done();
        Assert.Equal([id.Text], (await told).Orders);
        var fetched = await Hub.Ask(HttpMethod.Get, $"orders/{id}");
        Assert.Equal(200, fetched.Status);
        var waits = Owner.Fetch($"{Home}/orders/{id}/0?wait=25");
        (await Put(id, 0)).Done();
        Assert.Equal(Piece(id, 0), (await waits).Bytes);
        Assert.Equal(204, (await Owner.Get($"{Home}/orders/{id}/1")).Status);
        (await Owner.Delete($"{Home}/orders/{id}")).Done();
        (await Put(id, 1)).Refused(410, "footage-order-over");
        (await Owner.Get($"{Home}/orders/{id}/1")).Refused(410, "footage-order-over");
        Assert.Empty((await Hub.Inbox("statements=9")).Orders!);
    }

    [Fact]
    public async Task Only_the_owner_orders_and_only_the_home_s_hub_answers()
    {
        using var neighbour = await Seat.Of(Server, 1);
        using var other = await FakeHub.Paired(Server, neighbour);
        var (id, box) = Order();
        (await Post(id, box)).Done();
        (await neighbour.Send(HttpMethod.Post, $"{Home}/orders/{OrderId.New()}", new ByteArrayContent(box))).Refused(404, "sources-no-such-home");
        (await neighbour.Get($"{Home}/orders/{id}/0")).Refused(404, "sources-no-such-home");
        (await neighbour.Get($"/my/cameras/{other.Home}/orders/{id}/0")).Refused(410, "footage-order-over");
        Assert.Empty((await other.Inbox()).Orders!);
        (await other.Ask(HttpMethod.Get, $"orders/{id}")).Refused(410, "footage-order-over");
        (await other.Ask(HttpMethod.Put, $"orders/{id}/0", FakeHub.Bytes(Piece(id, 0)))).Refused(410, "footage-order-over");
        (await Put(id, 0)).Done();
    }

    [Fact]
    public async Task Sizes_numbers_and_counts_are_bounded()
    {
        var (id, box) = Order();
        (await Post(id, box[..^1])).Refused(400, "footage-bad-order");
        (await Post(id, [.. box, 0])).Refused(400, "sources-bad-box");
        for (var i = 0; i < 4; i++) (await Post(OrderId.New(), box)).Done();
        (await Post(id, box)).Refused(503, "footage-orders-full");
        Server.Time.Now += TimeSpan.FromSeconds(61);
        (await Post(id, box)).Done();
        (await Hub.Ask(HttpMethod.Put, $"orders/{id}/0", FakeHub.Bytes(new byte[100]))).Refused(400, "footage-bad-piece");
        for (var i = 0; i < 16; i++) (await Put(id, i)).Done();
        (await Put(id, 16)).Refused(429, "footage-order-waits");
        (await Put(id, 40)).Refused(409, "footage-order-number");
    }

    [Fact]
    public async Task Nothing_of_an_order_is_in_the_database_or_beside_it()
    {
        var (id, box) = Order();
        (await Post(id, box)).Done();
        (await Put(id, 0)).Done();
        byte[][] looked = [System.Text.Encoding.ASCII.GetBytes(id.Text), box.AsSpan(100, 16).ToArray(), Piece(id, 0).AsSpan(100, 16).ToArray()];
        var home = System.Text.Encoding.ASCII.GetBytes(Hub.Home);
        var found = false;
        foreach (var (_, bytes) in LiveFiles.Of(Server.Folder.Root))
        {
            found |= bytes.AsSpan().IndexOf(home) >= 0;
            Assert.All(looked, one => Assert.Equal(-1, bytes.AsSpan().IndexOf(one)));
        }

        // The search does find what is there.
        Assert.True(found);
        Assert.Equal(0, await Server.Blobs());
    }

    private readonly Dictionary<int, byte[]> pieces = [];

    private (OrderId Id, byte[] Box) Order()
    {
        var order = new HomeOrder(OrderId.New(), "matches", [], Server.Time.Now);
        return (order.Id, order.Seal(Hub.Owner, Hub.Key));
    }

    private Task<Reply> Post(OrderId id, byte[] box) => Owner.Send(HttpMethod.Post, $"{Home}/orders/{id}", new ByteArrayContent(box));

    private Task<Reply> Put(OrderId id, int number) => Hub.Ask(HttpMethod.Put, $"orders/{id}/{number}", FakeHub.Bytes(Piece(id, number)));

    private byte[] Piece(OrderId id, int number) =>
        pieces.TryGetValue(number, out var box) ? box : pieces[number] = HomeOrder.SealPiece(Hub.Key, id, number, OrderAnswer.Progress(number));
}
