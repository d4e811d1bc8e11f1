namespace Writ.Base.Footage;

/// <summary>
/// Hands orders from pages to hubs and the pieces of their answers back: in memory only, bounded, and for minutes only. Nothing of it is opened here. Any
/// thread. Whoever holds it decides who may ask.
/// </summary>
/// <param name="most">Orders of all homes at one time.</param>
/// <param name="changed">Told when a home's list of orders changed.</param>
public sealed class OrderBoard(TimeProvider time, int most, Action<HomeId> changed)
{
    /// <summary>Orders of one home at one time.</summary>
    public const int MostOfHome = 4;

    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(HomeOrder.Minutes);

    /// <summary>A page that asks for nothing so long has gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock gate = new();

    private readonly Dictionary<(HomeId Home, OrderId Order), OrderLine> lines = [];

    /// <summary>The page's box. The same again is harmless. Refusals <c>footage-bad-order</c>: another size, or another order under this id; <c>footage-orders-full</c>.</summary>
    public Result<bool> Add(HomeId home, OrderId order, byte[] box)
    {
        ArgumentNullException.ThrowIfNull(box);
        if (box.Length != HomeOrder.BoxLength) return FootageRefusals.Order;
        Tidy();
        lock (gate)
        {
            if (lines.TryGetValue((home, order), out var there)) return there.Box.AsSpan().SequenceEqual(box) ? true : FootageRefusals.Order;
            if (lines.Count >= most || lines.Keys.Count(key => key.Home == home) >= MostOfHome) return FootageRefusals.OrdersFull;
            lines.Add((home, order), new OrderLine(box, time));
        }

        changed(home);
        return true;
    }

    /// <summary>What the page sent. Refusal <c>footage-order-over</c>.</summary>
    public Result<byte[]> Box(HomeId home, OrderId order) => Find(home, order) is { } line ? line.Box : FootageRefusals.OrderOver;

    /// <summary>Orders of a home, those that came first first.</summary>
    public IReadOnlyList<OrderId> Of(HomeId home)
    {
        Tidy();
        lock (gate) return [.. lines.Where(l => l.Key.Home == home).OrderBy(l => l.Value.Since).ThenBy(l => l.Key.Order.Text, StringComparer.Ordinal).Select(l => l.Key.Order)];
    }

    /// <summary>
    /// The hub's next piece; waits while the page has too many to fetch. The last one again is harmless. Refusals <c>footage-bad-piece</c>,
    /// <c>footage-order-over</c>, <c>footage-order-number</c>; <c>footage-order-waits</c>: bring it again.
    /// </summary>
    public async Task<Result<bool>> Put(HomeId home, OrderId order, int number, byte[] piece, int seconds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (piece.Length != HomeOrder.PieceLength) return FootageRefusals.Piece;
        var put = Find(home, order) is { } line ? await line.Put(number, piece, Wait(seconds), cancel) : FootageRefusals.OrderOver;

        // A hub that begins anew has forgotten what it brought: two halves of two answers fit nowhere.
        if (put.Refusal?.Code == FootageRefusals.OrderNumber.Code) End(home, order);
        return put;
    }

    /// <summary>A piece, at once or when it comes; null: not there yet. Asking for one lets go of those before it. Refusals <c>footage-order-over</c>, <c>footage-order-number</c>.</summary>
    public async Task<Result<byte[]?>> Get(HomeId home, OrderId order, int number, int seconds, CancellationToken cancel) =>
        Find(home, order) is { } line ? await line.Get(number, Wait(seconds), cancel) : FootageRefusals.OrderOver;

    /// <summary>Ends one order, or all of a home.</summary>
    public void End(HomeId home, OrderId? order = null)
    {
        lock (gate)
        {
            foreach (var key in lines.Keys.Where(key => key.Home == home && (order is null || key.Order == order)).ToList())
            {
                lines[key].End();
                lines.Remove(key);
            }
        }

        changed(home);
    }

    /// <summary>Lets go of what is over.</summary>
    public void Tidy()
    {
        var now = time.GetUtcNow();
        HashSet<HomeId> gone = [];
        lock (gate)
        {
            foreach (var (key, line) in lines.Where(l => l.Value.IsOver(now, Lives, Patience)).ToList())
            {
                line.End();
                lines.Remove(key);
                gone.Add(key.Home);
            }
        }

        foreach (var home in gone) changed(home);
    }

    private OrderLine? Find(HomeId home, OrderId order)
    {
        Tidy();
        lock (gate) return lines.GetValueOrDefault((home, order));
    }

    private static TimeSpan Wait(int seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, HubWire.MostWait));
}
