using Writ.Ledger.Facts;
using Writ.Ledger.Log;

namespace Writ.Vault.Keeping;

/// <summary>
/// What the vault has read in the log by itself: the tree so far, and whom the open facts enrol. Nobody can hide a revocation from it, for a
/// release needs the whole log read, and what was read hashes to the signed root. Guarded by the state's lock.
/// </summary>
internal sealed class LogRead
{
    private readonly Dictionary<string, long> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Since, string Key)> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> orders = new(StringComparer.Ordinal);
    private readonly HashSet<string> glass = new(StringComparer.Ordinal);
    private long lastFact = -1;

    internal TreeBuilder Tree { get; set; } = new();

    /// <summary>Entries that a vault knew before it could read: they count from their own time, for nobody could date them back any more.</summary>
    internal long KnownBefore { get; set; }

    /// <summary>Verifier key of promises, as entry 0 names it; null before it was read.</summary>
    internal string? PromiseKey { get; private set; }

    /// <summary>From when on this recipient's key counts; null where it is not enrolled, or not any more.</summary>
    internal long? KeySince(string thumbprint) => keys.TryGetValue(thumbprint, out var since) ? since : null;

    /// <summary>From when on this person counts in this role, and with which key; null where they are not enrolled, or not any more.</summary>
    internal (long Since, string Key)? PersonSince(string role, string person) => people.TryGetValue($"{role} {person}", out var found) ? found : null;

    /// <summary>Who is enrolled in this role with this key, and from when on; null where nobody is.</summary>
    internal (string Person, long Since)? HolderSince(string role, string thumbprint)
    {
        foreach (var (name, found) in people)
        {
            if (found.Key == thumbprint && name.StartsWith(role + " ", StringComparison.Ordinal)) return (name[(role.Length + 1)..], found.Since);
        }

        return null;
    }

    /// <summary>From when on this order to destroy counts.</summary>
    internal long? OrderSince(string what) => orders.TryGetValue(what, out var since) ? since : null;

    internal bool HasGlass(string statement) => glass.Contains(statement);

    /// <summary>The fact in this entry that bears on releases; null for every other entry. What is malformed counts for nothing.</summary>
    internal Entry.FactSeen? Of(long index, ReadOnlySpan<byte> entry, string vault, DateTimeOffset now)
    {
        if (index <= lastFact || entry.IsEmpty || entry[0] != (byte)'{' || !Facts.Parse(entry).TryGet(out var fact, out _)) return null;
        (FactKind Kind, string Subject, string Key)? bears = fact switch
        {
            Fact.LogOpened opened when index == 0 => (FactKind.LogOpened, opened.Origin, opened.PromiseKey),
            Fact.KeyEnrolled enrolled => (FactKind.KeyEnrolled, enrolled.Agency.Text, enrolled.Key),
            Fact.KeyRevoked revoked => (FactKind.KeyRevoked, revoked.Agency.Text, revoked.Key),
            Fact.ApproverEnrolled enrolled => (FactKind.ApproverEnrolled, $"{enrolled.Role} {enrolled.Person}", enrolled.Key),
            Fact.ApproverRemoved removed => (FactKind.ApproverRemoved, $"{removed.Role} {removed.Person}", ""),
            Fact.KeysDestroyed order => (FactKind.KeysDestroyed, order.What, ""),
            Fact.BreakGlassUsed used when used.Vault == vault => (FactKind.BreakGlassUsed, used.Statement, ""),
            _ => null,
        };
        if (bears is not { } found) return null;

        // Whoever writes facts also dates them: one that is new here counts from when it was seen, whatever it says of itself.
        var since = index < KnownBefore || fact.At > now ? fact.At : now;
        return new Entry.FactSeen(index, found.Kind, since.ToUnixTimeSeconds(), found.Subject, found.Key);
    }

    internal void Take(Entry.FactSeen fact)
    {
        if (fact.Index <= lastFact) return;
        lastFact = fact.Index;
        switch (fact.Kind)
        {
            case FactKind.LogOpened:
                PromiseKey = fact.Key;
                break;
            case FactKind.KeyEnrolled:
                // Enrolled once more, it does not become older or newer.
                keys.TryAdd(fact.Key, fact.Since);
                break;
            case FactKind.KeyRevoked:
                keys.Remove(fact.Key);
                break;
            case FactKind.ApproverEnrolled:
                // Another key is another beginning.
                if (!people.TryGetValue(fact.Subject, out var before) || before.Key != fact.Key) people[fact.Subject] = (fact.Since, fact.Key);
                break;
            case FactKind.ApproverRemoved:
                people.Remove(fact.Subject);
                break;
            case FactKind.KeysDestroyed:
                orders.TryAdd(fact.Subject, fact.Since);
                break;
            case FactKind.BreakGlassUsed:
                glass.Add(fact.Subject);
                break;
            default:
                throw new InvalidOperationException("Not a kind of fact");
        }
    }
}
