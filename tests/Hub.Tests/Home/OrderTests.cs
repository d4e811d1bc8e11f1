using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Home;

namespace Writ.Hub.Tests.Home;

/// <summary>Orders at the hub's own pages: who may give one, and what comes of it.</summary>
public sealed class OrderTests : HomeHouse
{
    [Fact]
    public async Task An_order_is_done_and_answered_in_pieces_that_the_owner_s_device_opens()
    {
        var bytes = new byte[100_000];
        Works["render"] = (order, _, _) => Task.FromResult<Result<OrderAnswer>>(new OrderAnswer(new JsonObject { ["saw"] = order.Content.DeepClone() }, bytes));
        var owner = LetIn(HomeRole.Owner);
        var (id, box) = Order("render", new JsonObject { ["clip"] = "x" });
        Assert.Equal(204, (await Post(owner, id, box)).Status);
        Assert.Equal(204, (await Post(owner, id, box)).Status);
        var first = await Piece(owner, id, 0);
        var second = await Piece(owner, id, 1);
        var head = System.Text.Encoding.UTF8.GetString(first.AsSpan(9, first[4]));
        Assert.Equal("""{"saw":{"clip":"x"}}""", head);
        Assert.Equal(bytes.Length, first.Length - 9 - first[4] + second.Length - 1);
        Assert.Equal((1, 2), (first[0], second[0]));
        Assert.Equal(204, (await Ask(owner, "DELETE", $"{Home}/orders/{id}")).Status);
        Assert.Equal("footage-order-over", (await Get(owner, $"orders/{id}/1")).Code);
        Assert.Empty(There.Sent);
    }

    [Fact]
    public async Task Who_only_watches_gives_no_order_and_fetches_none()
    {
        var done = false;
        Works["matches"] = (_, _, _) =>
        {
            done = true;
            return Task.FromResult<Result<OrderAnswer>>(new OrderAnswer([]));
        };
        var (id, box) = Order("matches", []);
        var member = LetIn(HomeRole.Member);
        Assert.Equal("sources-not-the-owner", (await Post(member, id, box)).Code);
        Assert.Equal("sources-not-the-owner", (await Get(member, $"orders/{id}/0")).Code);
        Assert.Equal("sources-not-the-owner", (await Ask(member, "DELETE", $"{Home}/orders/{id}")).Code);
        Assert.False(done);
    }

    [Fact]
    public async Task A_refusal_comes_sealed_with_its_code()
    {
        var owner = LetIn(HomeRole.Owner);
        var (id, box) = Order("fly", []);
        Assert.Equal(204, (await Post(owner, id, box)).Status);
        Assert.Equal("hub-order-unknown", Code(await Piece(owner, id, 0)));
        using var member = HolderKeys.Generate();
        var text = new HomeOrder(OrderId.New(), "fly", [], Clock.GetUtcNow());
        Assert.Equal(204, (await Post(owner, text.Id, text.Seal(member, Shelf.Ring.Current()))).Status);
        Assert.Equal("footage-not-a-holder", Code(await Piece(owner, text.Id, 0)));
        var old = new HomeOrder(OrderId.New(), "fly", [], Clock.GetUtcNow().AddMinutes(-11));
        Assert.Equal(204, (await Post(owner, old.Id, old.Seal(Shelf.Owner, Shelf.Ring.Current()))).Status);
        Assert.Equal("footage-order-old", Code(await Piece(owner, old.Id, 0)));
    }

    [Fact]
    public async Task The_same_order_is_not_done_twice()
    {
        var times = 0;
        Works["matches"] = (_, _, _) => Task.FromResult<Result<OrderAnswer>>(new OrderAnswer(new JsonObject { ["times"] = Interlocked.Increment(ref times) }));
        var owner = LetIn(HomeRole.Owner);
        var (id, box) = Order("matches", []);
        _ = await Post(owner, id, box);
        _ = await Piece(owner, id, 0);
        _ = await Ask(owner, "DELETE", $"{Home}/orders/{id}");
        _ = await Post(owner, id, box);
        Assert.Equal(204, (await Get(owner, $"orders/{id}/0")).Status);
        Assert.Equal(1, times);
    }

    [Fact]
    public async Task A_fifth_order_waits_until_one_has_ended_and_an_ended_one_is_worked_on_no_more()
    {
        var stopped = new TaskCompletionSource();
        Works["slow"] = async (_, progress, stop) =>
        {
            progress(500);
            using var told = stop.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, stop);
            return new OrderAnswer([]);
        };
        Works["none"] = (_, _, stop) => new TaskCompletionSource<Result<OrderAnswer>>().Task.WaitAsync(stop);
        var owner = LetIn(HomeRole.Owner);
        var (first, box) = Order("slow", []);
        Assert.Equal(204, (await Post(owner, first, box)).Status);
        for (var i = 0; i < 3; i++)
        {
            var (id, more) = Order("none", []);
            Assert.Equal(204, (await Post(owner, id, more)).Status);
        }

        var (last, fifth) = Order("none", []);
        Assert.Equal("footage-orders-full", (await Post(owner, last, fifth)).Code);
        Assert.Equal([0, 1, 244], await Piece(owner, first, 0));
        Assert.Equal(204, (await Ask(owner, "DELETE", $"{Home}/orders/{first}")).Status);
        Assert.Equal(204, (await Post(owner, last, fifth)).Status);
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(5));
    }

    private static string? Code(byte[] piece) => piece[0] == 3 ? (string?)JsonNode.Parse(piece.AsSpan(1))!["code"] : null;

    private (OrderId Id, byte[] Box) Order(string what, JsonObject content)
    {
        var order = new HomeOrder(OrderId.New(), what, content, Clock.GetUtcNow());
        return (order.Id, order.Seal(Shelf.Owner, Shelf.Ring.Current()));
    }

    private Task<Told> Post(string browser, OrderId id, byte[] box) => Ask(browser, "POST", $"{Home}/orders/{id}", box);

    private async Task<byte[]> Piece(string browser, OrderId id, int number)
    {
        var told = await Get(browser, $"orders/{id}/{number}?wait=25");
        Assert.True(told.Status == 200, told.Text);
        return HomeOrder.OpenPiece(Shelf.Ring.Current(), id, number, told.Bytes).Value;
    }
}
