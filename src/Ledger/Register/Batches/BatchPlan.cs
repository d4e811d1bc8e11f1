using System.Security.Cryptography;

namespace Writ.Ledger.Register.Batches;

/// <summary>A leaf that waits, by its place in its queue.</summary>
/// <param name="Withheld">In the queue of what is withheld.</param>
/// <param name="Number">From 0, the oldest first.</param>
public readonly record struct QueuedLeaf(bool Withheld, int Number);

/// <summary>
/// Which leaves stand where in a batch: the oldest that wait in each of two queues, as many as there is room for, dummies for the rest, in random order. One queue would tell: an open leaf
/// that was carried over shows that the batch before was full, and what is not open of a full batch is withheld.
/// </summary>
public static class BatchPlan
{
    /// <summary>For each place the leaf, or null for a dummy. The order is random, and says nothing of the queues'.</summary>
    /// <param name="waiting">Leaves that wait and are not withheld. What goes of them follows from their number alone.</param>
    public static QueuedLeaf?[] Places(BatchTime batch, int waiting, int withheld = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waiting);
        ArgumentOutOfRangeException.ThrowIfNegative(withheld);
        var places = new QueuedLeaf?[batch.Leaves];
        var open = Math.Min(waiting, batch.Room);
        for (var i = 0; i < open; i++) places[i] = new QueuedLeaf(false, i);
        for (var i = 0; i < Math.Min(withheld, Math.Min(batch.WithheldRoom, batch.Leaves - open)); i++) places[open + i] = new QueuedLeaf(true, i);
        RandomNumberGenerator.Shuffle<QueuedLeaf?>(places);
        return places;
    }
}
