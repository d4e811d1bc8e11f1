using System.Security.Cryptography;

namespace Writ.Ledger.Register.Batches;

/// <summary>Which leaves stand where in a batch: the oldest that wait, as many as there is room for, dummies for the rest, in random order.</summary>
public static class BatchPlan
{
    /// <summary>For each place the number of the leaf in the queue, from 0, or null for a dummy. The order is random, and says nothing of the queue's.</summary>
    public static int?[] Places(BatchTime batch, int waiting)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waiting);
        var places = new int?[batch.Leaves];
        for (var i = 0; i < Math.Min(waiting, batch.Room); i++) places[i] = i;
        RandomNumberGenerator.Shuffle<int?>(places);
        return places;
    }
}
