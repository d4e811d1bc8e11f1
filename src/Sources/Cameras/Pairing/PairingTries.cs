using System.Collections.Concurrent;
using Writ.Base;

namespace Writ.Sources.Cameras.Pairing;

/// <summary>Codes that did not fit, by account: ten in ten minutes. In memory; a restart forgets them, and the network's own bound stays.</summary>
internal sealed class PairingTries(TimeProvider time)
{
    private const int Most = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<AccountId, (int Count, DateTimeOffset Ends)> misses = new();

    public bool TooMany(AccountId account) => misses.TryGetValue(account, out var seen) && seen.Ends > time.GetUtcNow() && seen.Count >= Most;

    public void Miss(AccountId account)
    {
        var now = time.GetUtcNow();
        foreach (var old in misses.Where(m => m.Value.Ends <= now).ToList()) misses.TryRemove(old);
        misses.AddOrUpdate(account, (1, now + Window), (_, seen) => (seen.Count + 1, seen.Ends));
    }
}
