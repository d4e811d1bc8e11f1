using System.Security.Cryptography;
using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class Sha256NodesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(131)]
    public void Many_at_once_give_what_the_base_library_gives_one_by_one(int count)
    {
        var children = Bytes(count * 64);
        var parents = new byte[count * 32];
        Sha256Nodes.Pairs(children, parents);
        for (var i = 0; i < count; i++)
            Assert.Equal(SHA256.HashData([1, .. children.AsSpan(i * 64, 64)]), parents.AsSpan(i * 32, 32).ToArray());
    }

    [Fact]
    public void The_narrow_way_gives_the_same()
    {
        var children = Bytes(40 * 64);
        var (wide, narrow) = (new byte[40 * 32], new byte[40 * 32]);
        Sha256Nodes.Pairs(children, wide);
        Sha256Nodes.OneByOne(children, narrow);
        Assert.Equal(narrow, wide);
    }

    [Fact]
    public void Hashing_in_place_reads_before_it_writes()
    {
        var children = Bytes(100 * 64);
        var apart = new byte[100 * 32];
        Sha256Nodes.Pairs(children, apart);
        Sha256Nodes.Pairs(children, children);
        Assert.Equal(apart, children[..(100 * 32)]);
    }

    [Fact]
    public void Entries_of_every_length_hash_to_what_the_base_library_gives()
    {
        // Lengths around every block boundary, sixteen and more of each, mixed.
        var lengths = Enumerable.Range(0, 20).SelectMany(_ => new[] { 0, 34, 53, 54, 55, 98, 117, 118, 119, 500, 1013, 1014, 1015, 3000 }).ToArray();
        var entries = lengths.Select((length, i) => new ReadOnlyMemory<byte>([.. Bytes(length + i)[i..]])).ToArray();
        var hashes = Rfc6962.Leaves(entries);
        for (var i = 0; i < entries.Length; i++)
            Assert.Equal(SHA256.HashData([0, .. entries[i].Span]), hashes.AsSpan(i * 32, 32).ToArray());
    }

    /// <summary>Looks random, is always the same.</summary>
    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i += 32) SHA256.HashData(BitConverter.GetBytes(i)).AsSpan(0, Math.Min(32, count - i)).CopyTo(bytes.AsSpan(i));
        return bytes;
    }
}
