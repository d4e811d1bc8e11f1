using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Hub.Orders;

/// <summary>Orders of pages that the hub serves itself: the same boxes at the same addresses, and they never leave the house.</summary>
internal sealed class OrdersAtHome(OrderDesk desk, OrderBoard board, Func<HomeId> home, CancellationToken stop)
{
    public Result<bool> Add(OrderId order, byte[] box)
    {
        if (!board.Add(home(), order, box).TryGet(out _, out var refusal)) return refusal;
        if (!desk.Knows(order)) _ = desk.RunAsync(order, box, (number, piece, cancel) => board.Put(home(), order, number, piece, HubWire.MostWait, cancel), stop);
        return true;
    }

    public Task<Result<byte[]?>> Get(OrderId order, int number, int seconds, CancellationToken cancel) => board.Get(home(), order, number, seconds, cancel);

    public void End(OrderId order) => board.End(home(), order);
}
