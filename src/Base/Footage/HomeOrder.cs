using System.Globalization;
using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>
/// What an owner's page has the hub do: text that one of the owner's devices signed, in a box of one size whatever it says. Layout:
/// <c>docs/spec/footage.md</c> section 12.
/// </summary>
/// <param name="What">One word: <c>matches</c>, <c>choose</c>, <c>faces</c>, <c>render</c>.</param>
/// <param name="Content">What the word needs; its reader checks it.</param>
public sealed record HomeOrder(OrderId Id, string What, JsonObject Content, DateTimeOffset At)
{
    /// <summary>Minutes that an order is good for, and that the two clocks may differ by.</summary>
    public const int Minutes = 10;

    /// <summary>Bytes of signed text at most.</summary>
    public const int MostText = Padded - 4;

    /// <summary>Bytes of content of a piece of the answer at most.</summary>
    public const int MostPiece = PiecePadded - 4;

    private const string Kind = "order";

    private const int Padded = 16 * 1024;

    private const int PiecePadded = 64 * 1024;

    /// <summary>Bytes of the box that holds the order: always these.</summary>
    public static int BoxLength { get; } = HomeBox.LengthOf(Padded);

    /// <summary>Bytes of each box of the answer.</summary>
    public static int PieceLength { get; } = HomeBox.LengthOf(PiecePadded);

    /// <summary>As an owner's device makes one. Throws where the text is longer than <see cref="MostText"/>.</summary>
    public byte[] Seal(HolderKeys owner, HomeKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var signed = SignedText.Sign(owner, Kind, new JsonObject
        {
            ["at"] = PayloadReader.Write(At), ["content"] = Content.DeepClone(), ["home"] = key.Home.Text, ["order"] = Id.Text, ["what"] = What,
        }).Write();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(signed.Length, MostText);
        return HomeBox.Seal(key, Purpose(Id), signed, Padded);
    }

    /// <summary>
    /// As the hub reads one. Refusals <c>footage-cannot-open</c>, <c>footage-not-signed</c>; <c>footage-not-a-holder</c>: no owner of this home signed it;
    /// <c>footage-bad-order</c>: another home's or another order; <c>footage-order-old</c>.
    /// </summary>
    /// <param name="keys">The home's key by generation; null for one that never was.</param>
    public static Result<HomeOrder> Open(OrderId id, ReadOnlySpan<byte> box, Func<int, HomeKey?> keys, HomeChain chain, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(chain);
        if (box.Length != BoxLength || HomeBox.Generation(box) is not { } generation || keys(generation) is not { } key) return FootageRefusals.CannotOpen;
        if (!HomeBox.Open(key, Purpose(id), box).TryGet(out var signed, out var refusal)) return refusal;
        if (!SignedText.Read(signed, Kind).TryGet(out var text, out refusal)) return refusal;
        if (chain.Find(text.By) is not { Role: HolderRole.Owner } signer) return FootageRefusals.NoHolder;
        if (!text.IsBy(signer.Holder)) return FootageRefusals.NotSigned;
        if (text.Payload["content"] is not JsonObject content) return FootageRefusals.Order;
        var json = new PayloadReader(text.Payload);
        json.Skip("content");
        var order = new HomeOrder(
            json.Parsed("order", t => (OrderId.TryParse(t, out var read), read)), json.Text("what", 20), (JsonObject)content.DeepClone(), json.At("at"));
        var home = json.Parsed("home", t => (HomeId.TryParse(t, out var read), read));
        if (!json.Ok || home != chain.Home || order.Id != id) return FootageRefusals.Order;
        return (now - order.At).Duration() > TimeSpan.FromMinutes(Minutes) ? FootageRefusals.OrderOld : order;
    }

    /// <summary>One box of the answer.</summary>
    public static byte[] SealPiece(HomeKey key, OrderId id, int number, ReadOnlySpan<byte> content) => HomeBox.Seal(key, Purpose(id, number), content, PiecePadded);

    /// <summary>Refusal <c>footage-cannot-open</c>.</summary>
    public static Result<byte[]> OpenPiece(HomeKey key, OrderId id, int number, ReadOnlySpan<byte> box) => HomeBox.Open(key, Purpose(id, number), box);

    private static string Purpose(OrderId id) => $"order/{id.Text}";

    private static string Purpose(OrderId id, int number) => string.Create(CultureInfo.InvariantCulture, $"order/{id.Text}/{number}");
}
