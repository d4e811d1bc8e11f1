using System.Collections.Concurrent;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Vault.Keeping;

/// <summary>How an attempt to spend an authorisation ended.</summary>
internal enum Spending
{
    /// <summary>Spent now, or spent before for exactly these records: the keys may be given once the journal is durable.</summary>
    Allowed,

    /// <summary>Spent before, for other records.</summary>
    OtherRecords,

    /// <summary>Its nonce was used by another authorisation.</summary>
    NonceUsed,
}

/// <summary>
/// What the vault knows, all in memory. Every change is decided and appended to the journal under one lock: the order
/// in the journal is the order in which things became true. Nobody is told before it is durable.
/// </summary>
internal sealed class VaultState
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<AccountId, Entry.AccountKeyMade> accounts = new();
    private readonly Dictionary<string, long> nonces = [];
    private readonly Dictionary<string, string> nonceUsedBy = [];
    private readonly Dictionary<string, byte[]> spent = [];
    private VaultFolder? folder;
    private Entry.CheckpointSeen known = new(0, []);

    internal string Vault => Folder.Id;

    internal string? Cut => Folder.Journal.Cut;

    /// <summary>The newest checkpoint seen; size 0 and no root before the first.</summary>
    internal Entry.CheckpointSeen Known
    {
        get
        {
            lock (gate) return known;
        }
    }

    private VaultFolder Folder => folder ?? throw new InvalidOperationException("The vault is not open");

    internal static Result<VaultState> Open(string path)
    {
        var state = new VaultState();
        if (!VaultFolder.Open(path, state.Apply).TryGet(out var opened, out var refusal)) return refusal;
        state.folder = opened;
        return state;
    }

    internal ValueTask DisposeAsync() => Folder.DisposeAsync();

    /// <summary>Completes when everything decided so far is durable; <see cref="IOException"/> if it never will be.</summary>
    internal Task Durable() => Folder.Journal.Durable();

    internal byte[] PublicKeyOf(AccountId account)
    {
        if (accounts.TryGetValue(account, out var made)) return made.Spki;
        using var owned = PrivateKey.Generate();
        var entry = new Entry.AccountKeyMade(account, owned.Public.Spki.ToArray(), Folder.Master.Wrap(account, owned));
        lock (gate)
        {
            // Somebody else may have been quicker: an account has one key for ever.
            if (accounts.TryGetValue(account, out made)) return made.Spki;
            Decide(entry);
            return entry.Spki;
        }
    }

    /// <summary>Null if the account has no key here. The caller disposes of it.</summary>
    internal PrivateKey? KeyOf(AccountId account) =>
        accounts.TryGetValue(account, out var made) ? Folder.Master.Unwrap(account, made.Spki, made.Wrapped) : null;

    internal void Issue(byte[] nonce)
    {
        lock (gate) Decide(new Entry.NonceIssued(nonce, known.Size));
    }

    /// <summary>How large the log was known to be when this nonce was issued; null if it never was.</summary>
    internal long? SizeAtIssue(string nonce)
    {
        lock (gate) return nonces.TryGetValue(nonce, out var size) ? size : null;
    }

    internal bool UsedByAnother(string nonce, byte[] leaf)
    {
        lock (gate) return nonceUsedBy.TryGetValue(nonce, out var user) && user != Key(leaf);
    }

    /// <summary>Takes a newer checkpoint if the one it was judged against is still the newest; false means: judge again.</summary>
    internal bool Advance(Entry.CheckpointSeen judgedAgainst, Entry.CheckpointSeen seen)
    {
        lock (gate)
        {
            if (!ReferenceEquals(known, judgedAgainst)) return false;
            Decide(seen);
            return true;
        }
    }

    /// <summary>Decides in one go whether this authorisation may be used for these records, so that two at once are safe.</summary>
    internal Spending Spend(byte[] leaf, byte[] nonce, byte[] records)
    {
        lock (gate)
        {
            if (spent.TryGetValue(Key(leaf), out var before))
                return before.AsSpan().SequenceEqual(records) ? Spending.Allowed : Spending.OtherRecords;
            if (nonceUsedBy.ContainsKey(Key(nonce))) return Spending.NonceUsed;
            Decide(new Entry.Spent(leaf, nonce, records));
            return Spending.Allowed;
        }
    }

    private static string Key(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private void Decide(Entry entry)
    {
        Folder.Journal.Append(entry);
        Apply(entry);
    }

    private void Apply(Entry entry)
    {
        switch (entry)
        {
            case Entry.AccountKeyMade made:
                accounts[made.Account] = made;
                break;
            case Entry.NonceIssued issued:
                nonces[Key(issued.Nonce)] = issued.Size;
                break;
            case Entry.CheckpointSeen seen:
                known = seen;
                break;
            case Entry.Spent used:
                spent[Key(used.Leaf)] = used.Records;
                nonceUsedBy[Key(used.Nonce)] = Key(used.Leaf);
                break;
            default:
                throw new InvalidOperationException("Not a kind of entry");
        }
    }
}
