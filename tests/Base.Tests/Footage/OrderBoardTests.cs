using Writ.Base.Footage;

namespace Writ.Base.Tests.Footage;

public sealed class OrderBoardTests
{
    private readonly SetClock clock = new();
    private readonly List<HomeId> rung = [];
    private readonly HomeId home = HomeId.New();
    private readonly OrderId order = OrderId.New();
    private readonly OrderBoard board;

    public OrderBoardTests() => board = new OrderBoard(clock, 6, rung.Add);

    [Fact]
    public async Task Pieces_come_back_in_order_and_go_when_the_next_is_asked_for()
    {
        Assert.True(board.Add(home, order, Box(1)).Ok);
        Assert.True(board.Add(home, order, Box(1)).Ok);
        Assert.Equal([home], rung);
        Assert.Equal([order], board.Of(home));
        Assert.Equal(Box(1), board.Box(home, order).Value);
        Assert.Null((await Get(0)).Value);
        Assert.True((await Put(0)).Ok);
        Assert.True((await Put(1)).Ok);
        Assert.Equal(Piece(0), (await Get(0)).Value);
        Assert.Equal(Piece(0), (await Get(0)).Value);
        Assert.Equal(Piece(1), (await Get(1)).Value);
        Assert.Equal("footage-order-number", (await Get(0)).Refusal?.Code);
        Assert.Equal("footage-order-number", (await Get(3)).Refusal?.Code);
    }

    [Fact]
    public async Task Who_waits_is_woken_by_the_piece_and_by_the_end()
    {
        _ = board.Add(home, order, Box(1));
        var waits = board.Get(home, order, 0, 25, CancellationToken.None);
        Assert.True((await Put(0)).Ok);
        Assert.Equal(Piece(0), (await waits).Value);
        var also = board.Get(home, order, 1, 25, CancellationToken.None);
        board.End(home, order);
        Assert.Equal("footage-order-over", (await also).Refusal?.Code);
        Assert.Equal("footage-order-over", (await Put(1)).Refusal?.Code);
    }

    [Fact]
    public async Task Sixteen_pieces_wait_at_most_and_the_next_goes_in_when_one_was_fetched()
    {
        _ = board.Add(home, order, Box(1));
        for (var n = 0; n < 16; n++) Assert.True((await Put(n)).Ok);
        Assert.Equal("footage-order-waits", (await Put(16)).Refusal?.Code);
        var waits = board.Put(home, order, 16, Piece(16), 25, CancellationToken.None);
        Assert.Equal(Piece(1), (await Get(1)).Value);
        Assert.True((await waits).Ok);
    }

    [Fact]
    public async Task A_piece_again_is_harmless_and_another_in_its_place_ends_the_order()
    {
        _ = board.Add(home, order, Box(1));
        Assert.True((await Put(0)).Ok);
        Assert.True((await Put(0)).Ok);
        Assert.Equal("footage-bad-piece", (await board.Put(home, order, 1, new byte[10], 0, CancellationToken.None)).Refusal?.Code);
        Assert.Equal("footage-order-number", (await board.Put(home, order, 0, Piece(9), 0, CancellationToken.None)).Refusal?.Code);
        Assert.Equal("footage-order-over", (await Get(0)).Refusal?.Code);
        Assert.Empty(board.Of(home));
    }

    [Fact]
    public void Orders_are_bounded_for_a_home_and_for_all()
    {
        for (var i = 0; i < 4; i++) Assert.True(board.Add(home, OrderId.New(), Box(i)).Ok);
        Assert.Equal("footage-orders-full", board.Add(home, OrderId.New(), Box(9)).Refusal?.Code);
        for (var i = 0; i < 2; i++) Assert.True(board.Add(HomeId.New(), OrderId.New(), Box(i)).Ok);
        Assert.Equal("footage-orders-full", board.Add(HomeId.New(), OrderId.New(), Box(9)).Refusal?.Code);
        board.End(home);
        Assert.True(board.Add(home, OrderId.New(), Box(9)).Ok);
    }

    [Fact]
    public void Another_order_under_the_same_id_another_size_and_another_home_are_refused()
    {
        _ = board.Add(home, order, Box(1));
        Assert.Equal("footage-bad-order", board.Add(home, order, Box(2)).Refusal?.Code);
        Assert.Equal("footage-bad-order", board.Add(home, OrderId.New(), new byte[HomeOrder.BoxLength + 1]).Refusal?.Code);
        Assert.Equal("footage-order-over", board.Box(HomeId.New(), order).Refusal?.Code);
        var other = HomeId.New();
        Assert.True(board.Add(other, order, Box(2)).Ok);
        Assert.Equal(Box(1), board.Box(home, order).Value);
    }

    [Fact]
    public async Task It_ends_when_nobody_asked_for_a_minute_and_after_ten_minutes_whatever_is_asked()
    {
        _ = board.Add(home, order, Box(1));
        for (var i = 0; i < 10; i++)
        {
            clock.Now += TimeSpan.FromSeconds(60);
            Assert.True((await Get(0)).Ok);
        }

        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("footage-order-over", (await Get(0)).Refusal?.Code);
        _ = board.Add(home, order, Box(1));
        clock.Now += TimeSpan.FromSeconds(61);
        Assert.Empty(board.Of(home));
    }

    private static byte[] Box(int seed) => [.. Enumerable.Repeat((byte)seed, HomeOrder.BoxLength)];

    private static byte[] Piece(int seed) => [.. Enumerable.Repeat((byte)seed, HomeOrder.PieceLength)];

    private Task<Result<bool>> Put(int number) => board.Put(home, order, number, Piece(number), 0, CancellationToken.None);

    private Task<Result<byte[]?>> Get(int number) => board.Get(home, order, number, 0, CancellationToken.None);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
