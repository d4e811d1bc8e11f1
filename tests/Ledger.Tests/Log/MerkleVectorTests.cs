using System.Security.Cryptography;
using System.Text.Json;
using Writ.Ledger.Log;
using Writ.Ledger.Tests.Vectors;

namespace Writ.Ledger.Tests.Log;

public sealed class MerkleVectorTests
{
    public static TheoryData<int> Inclusions => Numbers("inclusion");

    public static TheoryData<int> Consistencies => Numbers("consistency");

    [Fact]
    public void Roots_are_those_others_compute()
    {
        var leaves = VectorFiles.Merkle.GetProperty("leaves").EnumerateArray().Select(leaf => Convert.FromHexString(leaf.GetString()!)).ToArray();
        var roots = VectorFiles.Merkle.GetProperty("roots").EnumerateArray().Select(root => root.GetString()!).ToArray();
        for (var size = 0; size <= leaves.Length; size++)
        {
            var tree = new TreeBuilder();
            foreach (var leaf in leaves[..size]) tree.Append(Rfc6962.Leaf(leaf));
            Assert.Equal(roots[size], Convert.ToHexStringLower(tree.Root()));
        }
    }

    [Theory]
    [MemberData(nameof(Inclusions))]
    public void An_inclusion_proof_of_others_holds_or_not_as_they_say(int number)
    {
        var v = VectorFiles.Merkle.GetProperty("inclusion")[number];
        var (index, size) = (Unsigned(v, "index"), Unsigned(v, "size"));
        var held = index <= long.MaxValue && size <= long.MaxValue
            && new InclusionProof((long)index, (long)size, Hashes(v)).Check(Bytes(v, "leaf"), Bytes(v, "root"));
        Assert.Equal(v.GetProperty("good").GetBoolean(), held);
    }

    [Theory]
    [MemberData(nameof(Consistencies))]
    public void A_consistency_proof_of_others_holds_or_not_as_they_say(int number)
    {
        var v = VectorFiles.Merkle.GetProperty("consistency")[number];
        var (older, newer) = (Unsigned(v, "old"), Unsigned(v, "new"));
        var held = older <= long.MaxValue && newer <= long.MaxValue
            && new ConsistencyProof((long)older, (long)newer, Hashes(v)).Check(Bytes(v, "oldRoot"), Bytes(v, "newRoot"));
        Assert.Equal(v.GetProperty("good").GetBoolean(), held);
    }

    [Fact]
    public void From_nothing_every_tree_grew_and_needs_no_proof()
    {
        var root = SHA256.HashData([1]);
        Assert.True(new ConsistencyProof(0, 7, []).Check(Rfc6962.EmptyRoot, root));
        Assert.False(new ConsistencyProof(0, 7, []).Check(root, root));
        Assert.False(new ConsistencyProof(0, 7, [root]).Check(Rfc6962.EmptyRoot, root));
    }

    private static TheoryData<int> Numbers(string list) => [.. Enumerable.Range(0, VectorFiles.Merkle.GetProperty(list).GetArrayLength())];

    private static ulong Unsigned(JsonElement vector, string name) => vector.GetProperty(name).GetUInt64();

    private static byte[] Bytes(JsonElement vector, string name) => Convert.FromBase64String(vector.GetProperty(name).GetString() ?? "");

    private static byte[][] Hashes(JsonElement vector) => [.. vector.GetProperty("proof").EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!))];
}
