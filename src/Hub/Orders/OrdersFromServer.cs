using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Sync;

namespace Writ.Hub.Orders;

/// <summary>Orders that the server relays: fetched as the inbox names them, answered piece by piece.</summary>
internal sealed class OrdersFromServer(HubServer server, OrderDesk desk)
{
    /// <summary>Begins those that are new; returns at once.</summary>
    public void Take(IReadOnlyList<string> orders, CancellationToken stop)
    {
        foreach (var text in orders.Take(OrderBoard.MostOfHome))
        {
            if (OrderId.TryParse(text, out var order) && !desk.Knows(order)) _ = RunAsync(order, stop);
        }
    }

    private async Task RunAsync(OrderId order, CancellationToken stop)
    {
        try
        {
            if (!(await server.Order(order, stop)).TryGet(out var box, out _)) return;
            await desk.RunAsync(order, box, (number, piece, cancel) => server.SendPiece(order, number, piece, cancel), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub stops.
        }
    }
}
