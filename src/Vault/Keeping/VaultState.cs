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
internal sealed partial class VaultState
{
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<AccountId, Entry.AccountKeyMade[]> accounts = new();
    private readonly Dictionary<string, long> nonces = [];
    private readonly Dictionary<string, string> nonceUsedBy = [];
    private readonly Dictionary<string, byte[]> spent = [];
    private VaultFolder? folder;
    private Entry.CheckpointSeen known = new(0, []);
    private Entry.Began? began;

    internal string Vault => Folder.Id;

    internal string? Cut => Folder.Journal.Cut;

    internal VaultSigner Signer => Folder.Signer;

    /// <summary>The newest checkpoint seen; size 0 and no root before the first.</summary>
    internal Entry.CheckpointSeen Known
    {
        get
        {
            lock (gate) return known;
        }
    }

    private VaultFolder Folder => folder ?? throw new InvalidOperationException("The vault is not open");

    /// <param name="probe">Where a test breaks the journal.</param>
    internal static Result<VaultState> Open(string path, Action<JournalStep>? probe = null)
    {
        var state = new VaultState();
        if (!VaultFolder.Open(path, state.Apply, probe).TryGet(out var opened, out var refusal)) return refusal;
        state.folder = opened;
        if (state.began is { } began && !began.Signer.AsSpan().SequenceEqual(opened.Signer.PublicKey))
        {
            opened.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return VaultRefusals.FolderIncomplete;
        }

        state.read.KnownBefore = state.began?.Size ?? state.known.Size;
        return state.Unerased && !state.Erased() ? VaultRefusals.JournalStopped : state;
    }

    internal ValueTask DisposeAsync() => Folder.DisposeAsync();

    /// <summary>Completes when everything decided so far is durable; <see cref="IOException"/> if it never will be.</summary>
    internal Task Durable() => Folder.Journal.WhenDurable();

    /// <summary>The newest key of the account, made if it has none; null where its keys were destroyed.</summary>
    internal byte[]? PublicKeyOf(AccountId account) => accounts.TryGetValue(account, out var made) ? made[^1].Spki : MakeKey(account, anew: false);

    /// <summary>A newer key of the account; null where its keys were destroyed.</summary>
    internal byte[]? Rotate(AccountId account) => MakeKey(account, anew: true);

    /// <summary>Null if the account has no key here. The caller disposes of it.</summary>
    internal PrivateKey? KeyOf(AccountId account) => KeysOf(account).FirstOrDefault();

    /// <summary>All that the account ever had, the newest first. The caller disposes of them.</summary>
    internal IReadOnlyList<PrivateKey> KeysOf(AccountId account) => accounts.TryGetValue(account, out var made)
        ? [.. made.Reverse().Select(one => Folder.Master.Unwrap(account, one.Spki, one.Wrapped))]
        : [];

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
    internal Spending Spend(byte[] leaf, byte[] nonce, byte[] records, long count, DateTimeOffset now)
    {
        lock (gate)
        {
            if (spent.TryGetValue(Key(leaf), out var before))
            {
                if (!before.AsSpan().SequenceEqual(records)) return Spending.OtherRecords;
            }
            else
            {
                if (nonceUsedBy.ContainsKey(Key(nonce))) return Spending.NonceUsed;
                Decide(new Entry.Spent(leaf, nonce, records));
            }

            Give(leaf, count, now);
            return Spending.Allowed;
        }
    }

    private static string Key(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private byte[]? MakeKey(AccountId account, bool anew)
    {
        using var owned = PrivateKey.Generate();
        var entry = new Entry.AccountKeyMade(account, owned.Public.Spki.ToArray(), Folder.Master.Wrap(account, owned));
        lock (gate)
        {
            if (goneAccounts.Contains(account)) return null;

            // Somebody else may have been quicker: an account has one key until it is told to have another.
            if (!anew && accounts.TryGetValue(account, out var made)) return made[^1].Spki;
            if (anew && accounts.TryGetValue(account, out made) && made.Length == MostKeys) return made[^1].Spki;
            Decide(entry);
            return entry.Spki;
        }
    }

    private void Decide(Entry entry)
    {
        if (began is null) Write(new Entry.Began(known.Size, Folder.Signer.PublicKey));
        if (first is { } policy && pinned?.Policy != policy.Policy) Write(policy);
        Write(entry);

        void Write(Entry one)
        {
            Folder.Journal.Append(one);
            Apply(one);
        }
    }

    private void Apply(Entry entry)
    {
        changed = entry is not Entry.StandingGiven;
        switch (entry)
        {
            case Entry.AccountKeyMade made:
                accounts.AddOrUpdate(made.Account, [made], (_, before) => [.. before, made]);
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
            case Entry.Began beginning:
                began = beginning;
                break;
            case Entry.PolicyPinned policy:
                pinned = policy;
                break;
            default:
                if (!ApplyLog(entry) && !ApplyStanding(entry) && !ApplyEnding(entry) && !ApplyGiven(entry)) throw new InvalidOperationException("Not a kind of entry");
                break;
        }
    }
}
