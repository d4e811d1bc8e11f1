using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>Files of proofs, cut, grown, spliced and scribbled on: never a throw, and never a pass but for the file that was made.</summary>
public sealed class ProofFuzzTests
{
    private static readonly FixedLeaf[] Leaves = [.. new[] { DemandClass.Dummy, DemandClass.Withheld, DemandClass.Dummy }.Select((cls, i) => new Fixed($"fuzz/{i}").Leaf(4 + i, cls))];

    private static readonly UnopenedStatement Statement = new(ClassVectors.Origin, ClassVectors.Period, 0, 20, 3, new BandRange(0, 3));

    private static readonly byte[] Good = Make();

    /// <summary>What was once found worth keeping; each line is a file in hex.</summary>
    public static TheoryData<string> Corpus => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "unopened.txt"))];

    [Fact]
    public void The_file_that_was_made_passes() => Assert.Empty(Said(Good));

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_file_that_was_kept_is_refused(string hex) => Assert.NotEmpty(Said(Convert.FromHexString(hex)));

    [Fact]
    public void No_other_file_passes_and_none_throws() => Prop.ForAll(Mutations().ToArbitrary(), bytes => bytes.AsSpan().SequenceEqual(Good) || Said(bytes).Length > 0)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    private static string[] Said(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return [.. UnopenedCheck.Run(file, Statement, Leaves.Select(leaf => leaf.Unopened)).Select(said => said.Refusal.Code)];
    }

    private static Gen<byte[]> Mutations()
    {
        var place = Gen.Choose(0, Good.Length - 1);
        var some = Gen.Choose(0, 255).Select(b => (byte)b).ListOf().Select(list => list.ToArray());
        return Gen.OneOf(
            place.Select(at => Good[..at]),
            some.Select(more => (byte[])[.. Good, .. more]),
            some,
            some.Select(more => (byte[])[.. Encoding.ASCII.GetBytes("writ.unopened/v1\n"), .. more]),
            place.SelectMany(at => some.Select(more => (byte[])[.. Good[..at], .. more, .. Good[Math.Min(Good.Length, at + more.Length)..]])),
            place.SelectMany(at => place.Select(from => (byte[])[.. Good[..at], .. Good[from..]])),
            place.SelectMany(at => Gen.Elements<byte>(0, 1, 0x7f, 0x80, 0xff).SelectMany(fill => Gen.Choose(1, 40).Select(length =>
                Fixed.With(Good, at, Enumerable.Repeat(fill, Math.Min(length, Good.Length - at)).ToArray())))));
    }

    private static byte[] Make()
    {
        using var file = new MemoryStream();
        var made = new Fixed("fuzz/file");
        file.Write(UnopenedStatement.Magic);
        file.Write([0, 0, 0, 0, 0, 0, 0, 3]);
        foreach (var leaf in Leaves)
        {
            file.Write([0, 0, 0, 0, 0, 0, 0, (byte)leaf.Index]);
            file.Write(made.Prove(leaf, Statement.Origin, Statement.Period));
        }

        file.Write(BandProof.Prove(FixedLeaf.Statement(Leaves, Statement.Origin, Statement.Period, 0, 20, Statement.Band!), 1, FixedLeaf.Blinds(Leaves), made.Scalar));
        return file.ToArray();
    }
}
