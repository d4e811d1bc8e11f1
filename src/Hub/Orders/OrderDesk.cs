using System.Collections.Concurrent;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Hub.Keeping;

namespace Writ.Hub.Orders;

/// <summary>Does one kind of order.</summary>
/// <param name="progress">Told how much is done, in thousandths.</param>
internal delegate Task<Result<OrderAnswer>> OrderWork(HomeOrder order, Action<int> progress, CancellationToken stop);

/// <summary>Brings one piece, sealed; a refusal ends the order.</summary>
internal delegate Task<Result<bool>> PieceBringer(int number, byte[] box, CancellationToken stop);

/// <summary>
/// Takes orders from wherever they come: opens each, checks that an owner of this home signed it just now and that it is new, does it, and brings the answer
/// in pieces of one size. Any thread.
/// </summary>
/// <remarks>What was seen is forgotten by a restart. Whatever keeps a state compares the order's own time with that of the last one.</remarks>
internal sealed class OrderDesk(Keyring ring, IReadOnlyDictionary<string, OrderWork> works, TimeProvider clock, Action<string> say)
{
    /// <summary>A page knows by it that the hub is still there.</summary>
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(HomeOrder.Minutes);

    private readonly ConcurrentDictionary<OrderId, DateTimeOffset> seen = new();

    /// <summary>Whether it is still worth fetching.</summary>
    public bool Knows(OrderId order) => seen.ContainsKey(order);

    /// <summary>To its end. Nobody hears of a fault but the page.</summary>
    public async Task RunAsync(OrderId id, byte[] box, PieceBringer bring, CancellationToken stop)
    {
        if (!First(id)) return;
        using var over = new CancellationTokenSource(Lives, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        try
        {
            await AnswerAsync(id, box, new Pieces(ring, id, bring), both);
        }
        catch (OperationCanceledException)
        {
            // The page went, ten minutes passed, or the hub stops.
        }
        catch (Exception e)
        {
            // A fault of this program: nobody awaits this, so it is said where somebody can read it.
            say($"An order could not be done: {e}");
        }
    }

    private async Task AnswerAsync(OrderId id, byte[] box, Pieces pieces, CancellationTokenSource life)
    {
        var stop = life.Token;
        if (!HomeOrder.Open(id, box, ring.Of, ring.Chain!, clock.GetUtcNow()).TryGet(out var order, out var refusal))
        {
            await pieces.Bring(OrderAnswer.Refuse(refusal), stop);
            return;
        }

        if (!works.TryGetValue(order.What, out var work))
        {
            await pieces.Bring(OrderAnswer.Refuse(OrderRefusals.Unknown), stop);
            return;
        }

        var done = 0;
        var doing = work(order, thousandths => Volatile.Write(ref done, Math.Clamp(thousandths, 0, 1000)), stop);
        try
        {
            while (await Task.WhenAny(doing, Task.Delay(Sign, clock, stop)) != doing)
            {
                stop.ThrowIfCancellationRequested();
                await pieces.Bring(OrderAnswer.Progress(Volatile.Read(ref done)), stop);
            }
        }
        catch
        {
            // Nothing goes on for nobody.
            await life.CancelAsync();
            await Task.WhenAny(doing);
            throw;
        }

        if (!(await doing).TryGet(out var answer, out refusal)) await pieces.Bring(OrderAnswer.Refuse(refusal), stop);
        else foreach (var content in answer.Pieces()) await pieces.Bring(content, stop);
    }

    /// <summary>Orders are good for ten minutes either side of the hub's clock, so what came before that need not be remembered.</summary>
    private bool First(OrderId id)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, at) in seen)
        {
            if (now - at > 2 * Lives) seen.TryRemove(old, out _);
        }

        return seen.TryAdd(id, now);
    }

    private sealed class Pieces(Keyring ring, OrderId id, PieceBringer bring)
    {
        private int next;

        /// <summary>Throws <see cref="OperationCanceledException"/> where nobody takes it.</summary>
        public async Task Bring(byte[] content, CancellationToken stop)
        {
            var box = HomeOrder.SealPiece(ring.Current(), id, next, content);
            while ((await bring(next, box, stop)).Refusal is { } refusal)
            {
                if (refusal.Code != HubWire.OrderWaits) throw new OperationCanceledException(refusal.Code);
                stop.ThrowIfCancellationRequested();
            }

            next++;
        }
    }
}
