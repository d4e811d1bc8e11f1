using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;

namespace Writ.Vault.Keeping;

/// <summary>Entries as bytes: the number of the kind, then its fields. What has another length than its kind is no entry.</summary>
internal static class EntryBytes
{
    private const int HashLength = 32;

    internal static byte[] Write(Entry entry) => entry switch
    {
        Entry.AccountKeyMade made => [1, .. Prefixed(made.Account.Text), .. Prefixed(made.Spki), .. Prefixed(made.Wrapped)],
        Entry.NonceIssued issued => [2, .. issued.Nonce, .. Number(issued.Size)],
        Entry.CheckpointSeen seen => [3, .. Number(seen.Size), .. seen.Root],
        Entry.Spent spent => [4, .. spent.Leaf, .. spent.Nonce, .. spent.Records],
        Entry.Began began => [5, .. Number(began.Size), .. began.Signer],
        Entry.Followed followed => [6, .. Number(followed.Size), .. Prefixed(followed.Edge)],
        Entry.FactSeen fact => [7, .. Number(fact.Index), (byte)fact.Kind, .. Number(fact.Since), .. Prefixed(fact.Subject), .. Prefixed(fact.Key)],
        Entry.StandingGiven standing => [8, .. Number(standing.Number), .. standing.Token],
        Entry.FoundOlder found => [9, .. Number(found.Number)],
        Entry.OlderAcknowledged known => [10, .. Number(known.Number)],
        Entry.AccountDestroyed gone => [11, .. Prefixed(gone.Account.Text)],
        Entry.RecordDestroyed gone => [12, .. Prefixed(gone.Record.Text)],
        Entry.TokenMade made => [13, .. made.Token, checked((byte)made.Needed), .. Prefixed(made.Officers)],
        Entry.TokenUsed used => [14, .. used.Token, .. used.Statement, .. Number(used.At), .. Number(used.Count)],
        Entry.PolicyPinned pinned => [15, .. Number(pinned.At), .. Hash(pinned.Policy), .. Prefixed(pinned.Policy)],
        Entry.KeysGiven given => [16, .. Number(given.Number), .. given.Leaf, .. Number(given.Count), .. Number(given.At)],
        _ => throw new InvalidOperationException("Not a kind of entry"),
    };

    internal static Entry? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return null;
        var fields = new Fields(bytes[1..]);
        Entry? entry = bytes[0] switch
        {
            1 => AccountId.TryParse(fields.Text(), out var account) ? new Entry.AccountKeyMade(account, fields.Prefixed(), fields.Prefixed()) : null,
            2 => new Entry.NonceIssued(fields.Hash(), fields.Number()),
            3 => new Entry.CheckpointSeen(fields.Number(), fields.Hash()),
            4 => new Entry.Spent(fields.Hash(), fields.Hash(), fields.Hash()),
            5 => new Entry.Began(fields.Number(), fields.Hash()),
            6 => new Entry.Followed(fields.Number(), fields.Prefixed()),
            7 => new Entry.FactSeen(fields.Number(), (FactKind)fields.Byte(), fields.Number(), fields.Text(), fields.Text()),
            8 => new Entry.StandingGiven(fields.Number(), fields.Hash()),
            9 => new Entry.FoundOlder(fields.Number()),
            10 => new Entry.OlderAcknowledged(fields.Number()),
            11 => AccountId.TryParse(fields.Text(), out var destroyed) ? new Entry.AccountDestroyed(destroyed) : null,
            12 => RecordId.TryParse(fields.Text(), out var record) ? new Entry.RecordDestroyed(record) : null,
            13 => new Entry.TokenMade(fields.Hash(), fields.Byte(), fields.Prefixed()),
            14 => new Entry.TokenUsed(fields.Hash(), fields.Hash(), fields.Number(), fields.Number()),
            15 => Pinned(fields.Number(), fields.Hash(), fields.Text()),
            16 => new Entry.KeysGiven(fields.Number(), fields.Hash(), fields.Number(), fields.Number()),
            _ => null,
        };
        return !fields.Whole ? null : entry switch
        {
            Entry.FactSeen fact when !Enum.IsDefined(fact.Kind) => null,
            Entry.TokenMade made when made.Officers.Length % HashLength != 0 => null,
            _ => entry,
        };
    }

    private static Entry.PolicyPinned? Pinned(long at, byte[] hash, string policy) =>
        hash.AsSpan().SequenceEqual(Hash(policy)) ? new Entry.PolicyPinned(at, policy) : null;

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Prefixed(string text) => Prefixed(Encoding.UTF8.GetBytes(text));

    private static byte[] Prefixed(byte[] bytes)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)bytes.Length));
        return [.. length, .. bytes];
    }

    /// <summary>Takes fields off the front; what is not there is empty, and then the entry is none.</summary>
    private ref struct Fields(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> rest = rest;
        private bool broken;

        /// <summary>Every field was there, and nothing is left over.</summary>
        public readonly bool Whole => !broken && rest.IsEmpty;

        public byte Byte() => Take(1) is { Length: 1 } one ? one[0] : (byte)0;

        public long Number() => Take(8) is { Length: 8 } eight ? BinaryPrimitives.ReadInt64BigEndian(eight) : 0;

        public byte[] Hash() => Take(HashLength).ToArray();

        public byte[] Prefixed() => Take(Take(2) is { Length: 2 } two ? BinaryPrimitives.ReadUInt16BigEndian(two) : 0).ToArray();

        public string Text() => Encoding.UTF8.GetString(Prefixed());

        private ReadOnlySpan<byte> Take(int length)
        {
            if (broken || rest.Length < length)
            {
                broken = true;
                return [];
            }

            var taken = rest[..length];
            rest = rest[length..];
            return taken;
        }
    }
}
