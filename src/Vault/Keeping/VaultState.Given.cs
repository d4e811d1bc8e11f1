namespace Writ.Vault.Keeping;

/// <summary>What was given, numbered without a gap: one number for each authorisation that opened something.</summary>
internal sealed partial class VaultState
{
    private readonly List<Entry.KeysGiven> givings = [];
    private readonly Dictionary<string, Entry.KeysGiven> givingOf = [];

    /// <summary>How many authorisations were given keys for, and the log that was known by then.</summary>
    internal (long Count, long Size) GivenUntil
    {
        get
        {
            lock (gate) return (givings.Count, known.Size);
        }
    }

    /// <summary>From this number on, the first of them.</summary>
    internal IReadOnlyList<Entry.KeysGiven> Givings(long from, int most)
    {
        lock (gate) return from > givings.Count ? [] : [.. givings.Skip((int)from - 1).Take(most)];
    }

    /// <summary>That keys were given for this leaf; the same each time it is answered again.</summary>
    internal Entry.KeysGiven GivenFor(byte[] leaf)
    {
        lock (gate) return givingOf[Key(leaf)];
    }

    /// <summary>Under the lock. What was spent before there were numbers gets one when it is asked for again.</summary>
    private void Give(byte[] leaf, long count, DateTimeOffset now)
    {
        if (!givingOf.ContainsKey(Key(leaf))) Decide(new Entry.KeysGiven(givings.Count + 1, leaf, count, now.ToUnixTimeSeconds()));
    }

    private bool ApplyGiven(Entry entry)
    {
        if (entry is not Entry.KeysGiven given) return false;
        if (given.Number != givings.Count + 1) throw new InvalidOperationException("A number was left out");
        givings.Add(given);
        givingOf[Key(given.Leaf)] = given;
        return true;
    }
}
