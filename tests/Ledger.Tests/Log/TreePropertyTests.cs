using FsCheck;
using FsCheck.Fluent;
using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

/// <summary>Tiles and proofs against the recursive definition, for trees of 0 to 2000 entries.</summary>
public sealed class TreePropertyTests(EverySize log) : IClassFixture<EverySize>
{
    private readonly LogFolder folder = log.Folder;

    private static byte[][] Entries => EverySize.Entries;

    [Fact]
    public void A_tree_of_any_size_has_the_root_of_the_definition() =>
        Check(Sizes(0), size => folder.RootAt(size).AsSpan().SequenceEqual(NaiveTree.Root(Entries.AsSpan(0, size))));

    [Fact]
    public void An_inclusion_proof_is_that_of_the_definition_holds_and_holds_for_nothing_else() =>
        Check(Pairs(), pair =>
        {
            var (index, size) = (pair.Item1 % pair.Item2, pair.Item2);
            var proof = folder.Prove(index, size);
            var root = folder.RootAt(size);
            var leaf = Rfc6962.Leaf(Entries[index]);
            return Same(proof.Hashes, NaiveTree.Path(index, Entries.AsSpan(0, size)))
                && proof.Check(leaf, root)
                && !proof.Check(Rfc6962.Leaf(Entries[(index + 1) % EverySize.Largest]), root)
                && !(proof with { Index = index + 1 }).Check(leaf, root)
                && !(proof with { Hashes = [.. proof.Hashes, leaf] }).Check(leaf, root)
                && (proof.Hashes.Count == 0 || !(proof with { Hashes = [.. proof.Hashes.Skip(1)] }).Check(leaf, root));
        });

    [Fact]
    public void A_consistency_proof_is_that_of_the_definition_holds_and_holds_for_nothing_else() =>
        Check(Pairs(), pair =>
        {
            var (older, newer) = (pair.Item1 % (pair.Item2 + 1), pair.Item2);
            var proof = folder.ProveConsistency(older, newer);
            var (oldRoot, newRoot) = (folder.RootAt(older), folder.RootAt(newer));
            var wrong = Rfc6962.Leaf([1]);
            return Same(proof.Hashes, NaiveTree.Consistency(older, Entries.AsSpan(0, newer)))
                && proof.Check(oldRoot, newRoot)
                && !proof.Check(wrong, newRoot)
                && (older == 0 || !proof.Check(oldRoot, wrong))
                && !(proof with { Hashes = [.. proof.Hashes, wrong] }).Check(oldRoot, newRoot);
        });

    private static void Check<T>(Gen<T> values, Func<T, bool> holds) => Prop.ForAll(values.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private static Gen<int> Sizes(int least) => Gen.OneOf(Gen.Choose(least, EverySize.Largest), Gen.Elements(1, 2, 255, 256, 257, 511, 512, 513, 1024, 1025));

    private static Gen<(int, int)> Pairs() => Gen.Choose(0, 100_000).SelectMany(index => Sizes(1).Select(size => (index, size)));

    private static bool Same(IReadOnlyList<byte[]> a, List<byte[]> b) => a.Count == b.Count && a.Zip(b).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}

/// <summary>A log that had a checkpoint at every size, so that every partial tile is there.</summary>
public sealed class EverySize : IDisposable
{
    internal const int Largest = 2000;

    private readonly TempFolder temp = new();

    public EverySize()
    {
        Folder = new LogFolder(temp.Path);
        using var key = SigningKey.Generate("log.example");
        var writer = LogWriter.Open(Folder, key, null).Value;
        foreach (var entry in Entries) writer.Accept(writer.Integrate([entry]));
    }

    internal static byte[][] Entries { get; } = [.. LogWriterTests.Entries(0, Largest).Select(entry => entry.ToArray())];

    internal LogFolder Folder { get; }

    public void Dispose() => temp.Dispose();
}
