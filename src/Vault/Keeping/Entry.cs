using Writ.Base;

namespace Writ.Vault.Keeping;

/// <summary>One line of the vault's journal. A closed set; numbers are never reused. Layouts: <c>docs/spec/vault.md</c>.</summary>
internal abstract record Entry
{
    /// <summary>1: a key pair was made for an account; the private half is wrapped under the master key. A later one of the same account is its newest.</summary>
    internal sealed record AccountKeyMade(AccountId Account, byte[] Spki, byte[] Wrapped) : Entry;

    /// <summary>2: a nonce was given out while the log was known to hold <paramref name="Size"/> entries.</summary>
    internal sealed record NonceIssued(byte[] Nonce, long Size) : Entry;

    /// <summary>3: this checkpoint was seen, rightly signed and consistent with the one before it.</summary>
    internal sealed record CheckpointSeen(long Size, byte[] Root) : Entry;

    /// <summary>4: this authorisation, by leaf hash, used this nonce for exactly this set of records.</summary>
    internal sealed record Spent(byte[] Leaf, byte[] Nonce, byte[] Records) : Entry;

    /// <summary>5: what follows was written by a vault that reads the log. Before it <paramref name="Size"/> entries were known, unread; it signs with <paramref name="Signer"/>.</summary>
    internal sealed record Began(long Size, byte[] Signer) : Entry;

    /// <summary>6: the log was read up to here; with the hashes of its right edge the reading can go on.</summary>
    internal sealed record Followed(long Size, byte[] Edge) : Entry;

    /// <summary>7: a fact of the log that bears on releases. <paramref name="Since"/>: seconds since 1970 from which it counts.</summary>
    internal sealed record FactSeen(long Index, FactKind Kind, long Since, string Subject, string Key) : Entry;

    /// <summary>8: this number and token were given to the server to keep.</summary>
    internal sealed record StandingGiven(long Number, byte[] Token) : Entry;

    /// <summary>9: a standing of this number was shown, which this journal does not remember: it is an older copy.</summary>
    internal sealed record FoundOlder(long Number) : Entry;

    /// <summary>10: the operator knows. What was issued before opens nothing any more.</summary>
    internal sealed record OlderAcknowledged(long Number) : Entry;

    /// <summary>11: the keys of this account are destroyed; its entries of kind 1 are gone.</summary>
    internal sealed record AccountDestroyed(AccountId Account) : Entry;

    /// <summary>12: no key of this record is given any more.</summary>
    internal sealed record RecordDestroyed(RecordId Record) : Entry;

    /// <summary>13: a token for break-glass, known by its hash; so many of these officers, by thumbprint, have to sign.</summary>
    internal sealed record TokenMade(byte[] Token, int Needed, byte[] Officers) : Entry
    {
        /// <summary>Whether this thumbprint, in hex, is one of them.</summary>
        internal bool Names(string thumbprint) => Officers.Chunk(32).Any(one => Convert.ToHexStringLower(one) == thumbprint);
    }

    /// <summary>14: it was used for this statement, at this second; so many records' keys were given.</summary>
    internal sealed record TokenUsed(byte[] Token, byte[] Statement, long At, long Count) : Entry;

    /// <summary>15: from this second on, checkpoints are judged by this policy of witnesses, and the vault starts with no other.</summary>
    internal sealed record PolicyPinned(long At, string Policy) : Entry;

    /// <summary>16: keys of so many records were given for this authorisation, by leaf hash, at this second; the number-th time that any were.</summary>
    internal sealed record KeysGiven(long Number, byte[] Leaf, long Count, long At) : Entry;

    internal byte[] ToBytes() => EntryBytes.Write(this);

    /// <summary>Null for anything this version did not write.</summary>
    internal static Entry? Parse(ReadOnlySpan<byte> bytes) => EntryBytes.Parse(bytes);
}

/// <summary>Which facts of the log bear on releases: their numbers.</summary>
internal enum FactKind : byte
{
    LogOpened = 1,
    KeyEnrolled = 5,
    KeyRevoked = 6,
    ApproverEnrolled = 18,
    ApproverRemoved = 19,
    KeysDestroyed = 20,
    BreakGlassUsed = 21,
}
