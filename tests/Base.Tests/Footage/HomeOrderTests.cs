using System.Text.Json.Nodes;
using Writ.Base.Footage;

namespace Writ.Base.Tests.Footage;

public sealed class HomeOrderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HolderKeys hub = HolderKeys.Generate();
    private readonly HolderKeys owner = HolderKeys.Generate();
    private readonly HolderKeys member = HolderKeys.Generate();
    private readonly HomeId home = HomeId.New();
    private readonly HomeChain chain;
    private readonly HomeKey key;

    public HomeOrderTests()
    {
        chain = HomeChain.Found(hub, home, owner.Holder, Noon);
        chain = chain.Add(SignedText.Sign(owner, "home", chain.Adding(member.Holder, HolderRole.Member, Noon)).Write()).Value;
        key = HomeKey.Make(home, 0);
    }

    public void Dispose()
    {
        foreach (var keys in (HolderKeys[])[hub, owner, member]) keys.Dispose();
        key.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15_000)]
    public void An_order_is_a_box_of_one_size_and_opens_as_it_was_sealed(int letters)
    {
        var order = Order() with { Content = new JsonObject { ["text"] = new string('a', letters) } };
        var box = order.Seal(owner, key);
        Assert.Equal(HomeOrder.BoxLength, box.Length);
        var opened = Open(order, box).Value;
        Assert.Equal((order.Id, "matches", Noon), (opened.Id, opened.What, opened.At));
        Assert.True(JsonNode.DeepEquals(order.Content, opened.Content));
    }

    [Fact]
    public void More_than_one_box_holds_is_not_sealed() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => (Order() with { Content = new JsonObject { ["text"] = new string('a', 17_000) } }).Seal(owner, key));

    [Fact]
    public void A_member_the_hub_and_a_stranger_order_nothing()
    {
        using var stranger = HolderKeys.Generate();
        foreach (var other in (HolderKeys[])[member, hub, stranger])
            Assert.Equal("footage-not-a-holder", Open(Order(), Order().Seal(other, key)).Refusal?.Code);
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(-10, null)]
    [InlineData(10.1, "footage-order-old")]
    [InlineData(-10.1, "footage-order-old")]
    public void It_is_good_for_ten_minutes_either_way(double minutes, string? code) =>
        Assert.Equal(code, HomeOrder.Open(id, Order().Seal(owner, key), Key, chain, Noon.AddMinutes(minutes)).Refusal?.Code);

    [Fact]
    public void Another_home_s_order_does_not_open_and_one_that_names_another_is_refused()
    {
        using var elsewhere = HomeKey.Make(HomeId.New(), 0);
        Assert.Equal("footage-cannot-open", Open(Order(), Order().Seal(owner, elsewhere)).Refusal?.Code);

        // The same owner's text for another home, sealed with this home's key.
        var signed = SignedText.Sign(owner, "order", new JsonObject
        {
            ["at"] = "2026-06-01T12:00:00.000Z", ["content"] = new JsonObject(), ["home"] = HomeId.New().Text, ["order"] = id.Text, ["what"] = "matches",
        });
        Assert.Equal("footage-bad-order", Open(Order(), HomeBox.Seal(key, $"order/{id}", signed.Write(), 16_384)).Refusal?.Code);
    }

    [Fact]
    public void Under_another_id_of_another_size_or_changed_it_does_not_open()
    {
        var box = Order().Seal(owner, key);
        Assert.Equal("footage-cannot-open", HomeOrder.Open(OrderId.New(), box, Key, chain, Noon).Refusal?.Code);
        Assert.Equal("footage-cannot-open", Open(Order(), box[..^1]).Refusal?.Code);
        Assert.Equal("footage-cannot-open", Open(Order(), HomeBox.Seal(key, $"order/{id}", SignedText.Sign(owner, "order", []).Write())).Refusal?.Code);
        Assert.Equal("footage-bad-order", Open(Order(), HomeBox.Seal(key, $"order/{id}", SignedText.Sign(owner, "order", []).Write(), 16_384)).Refusal?.Code);
        Assert.Equal("footage-not-signed", Open(Order(), HomeBox.Seal(key, $"order/{id}", SignedText.Sign(owner, "look", []).Write(), 16_384)).Refusal?.Code);
        box[200] ^= 1;
        Assert.Equal("footage-cannot-open", Open(Order(), box).Refusal?.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_523)]
    [InlineData(65_524)]
    [InlineData(300_000)]
    public void An_answer_is_cut_into_boxes_of_one_size_and_put_together_again(int length)
    {
        var bytes = Enumerable.Range(0, length).Select(i => unchecked((byte)(i * 7))).ToArray();
        var head = new JsonObject { ["codecs"] = "avc1.64001f" };
        var boxes = new OrderAnswer(head, bytes).Pieces().Select((content, n) => HomeOrder.SealPiece(key, id, n, content)).ToList();
        Assert.All(boxes, box => Assert.Equal(HomeOrder.PieceLength, box.Length));
        var contents = boxes.Select((box, n) => HomeOrder.OpenPiece(key, id, n, box).Value).ToList();
        Assert.Equal([1, .. Enumerable.Repeat<byte>(2, contents.Count - 1)], contents.Select(c => c[0]));
        var whole = contents.SelectMany((c, n) => n == 0 ? c[9..] : c[1..]).ToArray();
        var written = CanonicalJson.Write(head);
        Assert.Equal([.. written, .. bytes], whole);
        Assert.False(HomeOrder.OpenPiece(key, id, 1, boxes[0]).Ok);
    }

    private readonly OrderId id = OrderId.New();

    private HomeOrder Order() => new(id, "matches", [], Noon);

    private HomeKey? Key(int generation) => generation == 0 ? key : null;

    private Result<HomeOrder> Open(HomeOrder order, byte[] box) => HomeOrder.Open(order.Id, box, Key, chain, Noon);
}
