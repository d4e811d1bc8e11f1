using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Promised;

/// <summary>Promises that readers of the published record cannot see kept yet.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Before">By when the oldest has to be kept; null where it cannot be read.</param>
public sealed record OpenPromise(long Count, DateTimeOffset? Before);

/// <summary>Tells the operator of a promise before it is broken. What is told is for them alone: it says that demands came in.</summary>
public sealed class OpenPromises
{
    // A leaf that waits, or waited, for its batch is known by a negative number.
    private const string Open =
        "register_seq > $1 OR (register_seq < 0 AND NOT EXISTS (SELECT 1 FROM record_slot s WHERE s.waiting = -register_seq AND s.entry_seq <= $1))";

    private readonly IStore store;
    private readonly VerifierKey key;

    internal OpenPromises(IStore store, VerifierKey key) => (this.store, this.key) = (store, key);

    /// <summary>Null where all are kept.</summary>
    /// <param name="publishedSize">Entries under the checkpoint that readers see.</param>
    public Task<OpenPromise?> Oldest(long publishedSize, CancellationToken cancel = default) => store.Look(async work =>
    {
        var seen = await LogPlaces.LastSeq(work, publishedSize);
        var count = work.Rows($"SELECT COUNT(*) FROM demand WHERE {Open}", [seen], row => row.GetInt64(0))[0];
        if (count == 0) return null;
        var promise = work.Rows($"SELECT promise FROM demand WHERE {Open} ORDER BY received_at LIMIT 1", [seen], row => row.GetString(0))[0];
        return new OpenPromise(count, Promises.Verify(promise, key).TryGet(out var read, out _) ? read.Before : null);
    }, cancel);
}

public static class PromisedServices
{
    /// <param name="key">The key that the promises are signed with.</param>
    public static IServiceCollection AddOpenPromises(this IServiceCollection services, VerifierKey key) =>
        services.AddSingleton(provider => new OpenPromises(provider.GetRequiredService<IStore>(), key));
}
