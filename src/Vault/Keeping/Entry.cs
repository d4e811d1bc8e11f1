using System.Buffers.Binary;
using System.Text;
using Writ.Base;

namespace Writ.Vault.Keeping;

/// <summary>One line of the vault's journal. A closed set; numbers are never reused. Layouts: <c>docs/spec/vault.md</c>.</summary>
internal abstract record Entry
{
    private const int HashLength = 32;

    /// <summary>1: a key pair was made for an account; the private half is wrapped under the master key.</summary>
    internal sealed record AccountKeyMade(AccountId Account, byte[] Spki, byte[] Wrapped) : Entry;

    /// <summary>2: a nonce was given out while the log was known to hold <paramref name="Size"/> entries.</summary>
    internal sealed record NonceIssued(byte[] Nonce, long Size) : Entry;

    /// <summary>3: this checkpoint was seen, rightly signed and consistent with the one before it.</summary>
    internal sealed record CheckpointSeen(long Size, byte[] Root) : Entry;

    /// <summary>4: this authorisation, by leaf hash, used this nonce for exactly this set of records.</summary>
    internal sealed record Spent(byte[] Leaf, byte[] Nonce, byte[] Records) : Entry;

    internal byte[] ToBytes() => this switch
    {
        AccountKeyMade made => [1, .. Prefixed(Encoding.ASCII.GetBytes(made.Account.Text)), .. Prefixed(made.Spki), .. Prefixed(made.Wrapped)],
        NonceIssued issued => [2, .. issued.Nonce, .. Number(issued.Size)],
        CheckpointSeen seen => [3, .. Number(seen.Size), .. seen.Root],
        Spent spent => [4, .. spent.Leaf, .. spent.Nonce, .. spent.Records],
        _ => throw new InvalidOperationException("Not a kind of entry"),
    };

    /// <summary>Null for anything this version did not write.</summary>
    internal static Entry? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return null;
        var rest = bytes[1..];
        switch (bytes[0])
        {
            case 1:
                return Take(ref rest, out var account) && Take(ref rest, out var spki) && Take(ref rest, out var wrapped) && rest.IsEmpty
                    && AccountId.TryParse(Encoding.ASCII.GetString(account), out var id)
                    ? new AccountKeyMade(id, spki, wrapped)
                    : null;
            case 2 when rest.Length == HashLength + 8:
                return new NonceIssued(rest[..HashLength].ToArray(), BinaryPrimitives.ReadInt64BigEndian(rest[HashLength..]));
            case 3 when rest.Length == 8 + HashLength:
                return new CheckpointSeen(BinaryPrimitives.ReadInt64BigEndian(rest), rest[8..].ToArray());
            case 4 when rest.Length == 3 * HashLength:
                return new Spent(rest[..HashLength].ToArray(), rest.Slice(HashLength, HashLength).ToArray(), rest[(2 * HashLength)..].ToArray());
            default:
                return null;
        }
    }

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Prefixed(byte[] bytes)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)bytes.Length));
        return [.. length, .. bytes];
    }

    private static bool Take(ref ReadOnlySpan<byte> rest, out byte[] value)
    {
        value = [];
        if (rest.Length < 2) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (rest.Length < 2 + length) return false;
        value = rest.Slice(2, length).ToArray();
        rest = rest[(2 + length)..];
        return true;
    }
}
