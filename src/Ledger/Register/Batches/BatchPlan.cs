using System.Security.Cryptography;
using Writ.Base;

namespace Writ.Ledger.Register.Batches;

/// <summary>A leaf that waits, by its place in its lane.</summary>
/// <param name="Number">From 0, the oldest first.</param>
public readonly record struct QueuedLeaf(LeafLane Lane, int Number);

/// <summary>
/// Which leaves stand where in a batch or an epoch: the oldest that wait in each lane, as many as there is room for, dummies for the rest, in random order. One queue would tell: a leaf
/// that was carried over shows that the batch before was full, and whoever knows some of a full batch knows how many others there were.
/// </summary>
public static class BatchPlan
{
    /// <summary>For each place the leaf, or null for a dummy. The order is random, and says nothing of the lanes'.</summary>
    /// <param name="open">How many wait in each lane. What goes of it follows from its own number alone, but for withheld ones of a batch without a reserve.</param>
    public static QueuedLeaf?[] Places(BatchTime batch, int open, int withheld = 0, int own = 0)
    {
        var places = new QueuedLeaf?[batch.Leaves];
        var taken = 0;
        foreach (var (lane, waiting) in ((LeafLane, int)[])[(LeafLane.Open, open), (LeafLane.Withheld, withheld), (LeafLane.Own, own)])
        {
            ArgumentOutOfRangeException.ThrowIfNegative(waiting);
            var most = Math.Min(Math.Min(waiting, batch.RoomOf(lane)), batch.Leaves - taken);
            for (var number = 0; number < most; number++) places[taken++] = new QueuedLeaf(lane, number);
        }

        RandomNumberGenerator.Shuffle<QueuedLeaf?>(places);
        return places;
    }
}
