using Writ.Base;

namespace Writ.Vault.Keeping;

/// <summary>Something that the vault gave without the log, and has not seen there since.</summary>
internal sealed record Owed(byte[] Statement, long At, long Count);

/// <summary>Keys that are destroyed, and keys given without the log.</summary>
internal sealed partial class VaultState
{
    /// <summary>Keys that an account has at most: each release derives from all.</summary>
    private const int MostKeys = 16;

    private readonly HashSet<AccountId> goneAccounts = [];
    private readonly HashSet<RecordId> goneRecords = [];
    private readonly Dictionary<string, Entry.TokenMade> tokens = [];
    private readonly List<Entry.TokenUsed> used = [];
    private bool unerased;
    private DateTimeOffset heard;

    /// <summary>What is owed to the log, the oldest first.</summary>
    internal IReadOnlyList<Owed> Owed
    {
        get
        {
            lock (gate) return [.. OwedNow()];
        }
    }

    /// <summary>A key of a destroyed account still stands in the journal: a crash came between.</summary>
    private bool Unerased => unerased;

    /// <summary>Writes the journal anew, and waits; false, and the vault is closed, where it cannot be written.</summary>
    private bool Erased()
    {
        try
        {
            Folder.Journal.Rewrite(Kept).GetAwaiter().GetResult();
            return true;
        }
        catch (IOException)
        {
            Folder.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return false;
        }
    }

    internal bool IsGone(AccountId account, RecordId record)
    {
        lock (gate) return goneAccounts.Contains(account) || goneRecords.Contains(record);
    }

    /// <summary>First what was decided is made durable, then the journal is written anew without the keys. Throws <see cref="IOException"/>; a new start goes on with it.</summary>
    internal Task Destroy(AccountId account)
    {
        lock (gate)
        {
            if (goneAccounts.Contains(account)) return Durable();
            Decide(new Entry.AccountDestroyed(account));
            return Folder.Journal.Rewrite(Kept);
        }
    }

    internal void Destroy(RecordId record)
    {
        lock (gate)
        {
            if (!goneRecords.Contains(record)) Decide(new Entry.RecordDestroyed(record));
        }
    }

    /// <summary>When a checkpoint was last brought that the policy and the clock are content with; at first, when the vault was opened.</summary>
    internal DateTimeOffset LastHeard
    {
        get
        {
            lock (gate) return heard;
        }
    }

    internal void HeardAt(DateTimeOffset now)
    {
        lock (gate) heard = now > heard ? now : heard;
    }

    /// <summary>The token of this hash; null where none was made.</summary>
    internal Entry.TokenMade? TokenOf(byte[] hash)
    {
        lock (gate) return tokens.GetValueOrDefault(Key(hash));
    }

    internal bool IsUsed(byte[] hash)
    {
        lock (gate) return used.Any(one => one.Token.AsSpan().SequenceEqual(hash));
    }

    /// <summary>Whether it was used for exactly this statement before: then the same answer is given again.</summary>
    internal Entry.TokenUsed? UsedFor(byte[] hash, byte[] statement)
    {
        lock (gate) return used.Find(one => one.Token.AsSpan().SequenceEqual(hash) && one.Statement.AsSpan().SequenceEqual(statement));
    }

    internal void MakeToken(Entry.TokenMade made)
    {
        lock (gate) Decide(made);
    }

    /// <summary>False where it was used meanwhile.</summary>
    internal bool Use(Entry.TokenUsed use)
    {
        lock (gate)
        {
            if (used.Any(one => one.Token.AsSpan().SequenceEqual(use.Token))) return false;
            Decide(use);
            return true;
        }
    }

    /// <summary>What stays of the journal when it is written anew.</summary>
    private Entry? Kept(Entry entry) => entry is Entry.AccountKeyMade made && goneAccounts.Contains(made.Account) ? null : entry;

    private IEnumerable<Owed> OwedNow() => used.Where(use => !read.HasGlass(Key(use.Statement))).Select(use => new Owed(use.Statement, use.At, use.Count));

    private bool ApplyEnding(Entry entry)
    {
        switch (entry)
        {
            case Entry.AccountDestroyed gone:
                goneAccounts.Add(gone.Account);
                unerased |= accounts.TryRemove(gone.Account, out _);
                return true;
            case Entry.RecordDestroyed gone:
                goneRecords.Add(gone.Record);
                return true;
            case Entry.TokenMade made:
                tokens[Key(made.Token)] = made;
                return true;
            case Entry.TokenUsed use:
                used.Add(use);
                return true;
            default:
                return false;
        }
    }
}
