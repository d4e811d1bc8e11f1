using System.Security.Cryptography;

namespace Writ.Ledger.Log;

/// <summary>Leaf and node hashes of RFC 6962 section 2.1 (SHA-256, prefixes 0 and 1).</summary>
public static class Rfc6962
{
    /// <summary>SHA-256 of nothing: the root of the tree without entries.</summary>
    public static ReadOnlySpan<byte> EmptyRoot =>
    [
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
        0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ];

    /// <summary>SHA-256(0x00 || data), 32 bytes.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> data)
    {
        var hash = new byte[32];
        Leaf(data, hash);
        return hash;
    }

    public static void Leaf(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        Span<byte> buffer = data.Length < 1024 ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        buffer[0] = 0;
        data.CopyTo(buffer[1..]);
        SHA256.HashData(buffer, hash);
    }

    /// <summary>Leaf hashes of many entries, end to end, faster than one by one.</summary>
    public static byte[] Leaves(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var hashes = new byte[entries.Count * 32];
        Sha256Leaves.Hash(entries, hashes);
        return hashes;
    }

    /// <summary>SHA-256(0x01 || left || right), 32 bytes.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[32];
        Node(left, right, hash);
        return hash;
    }

    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> buffer = stackalloc byte[65];
        buffer[0] = 1;
        left.CopyTo(buffer[1..33]);
        right.CopyTo(buffer[33..]);
        SHA256.HashData(buffer, hash);
    }

    /// <summary>Root over any number of leaf hashes laid end to end (32 bytes each).</summary>
    public static byte[] Root(ReadOnlySpan<byte> leafHashes)
    {
        var tree = new TreeBuilder();
        tree.Append(leafHashes);
        return tree.Root();
    }
}
