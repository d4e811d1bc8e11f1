using Writ.Base.Footage;

namespace Writ.Sources.Cameras.Orders;

/// <summary>Orders of owners' pages to their hubs, in memory only: nothing of one is in the database, in a log or in a backup.</summary>
internal sealed class OrderRelay : IDisposable
{
    // With sixteen pieces of each that is a quarter of a gibibyte.
    private const int Most = 256;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5);

    private readonly ITimer timer;

    public OrderRelay(Bells bells, TimeProvider time)
    {
        Board = new OrderBoard(time, Most, home => bells.Ring(Bells.Of(home)));
        timer = time.CreateTimer(_ => Board.Tidy(), null, Round, Round);
    }

    public OrderBoard Board { get; }

    public void Dispose() => timer.Dispose();
}
