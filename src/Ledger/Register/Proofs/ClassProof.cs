using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Ledger.Register.Proofs;

/// <summary>That one register leaf is withheld or a dummy, without saying which. Bound to the log, the period, and the leaf with its place.</summary>
internal sealed class ClassProof
{
    public const int Length = EitherProof.Length;

    private const string Domain = "writ.proof/v1/class";

    private static readonly byte[] Withheld = ClassCommitment.Generator(DemandClass.Withheld);

    private static readonly byte[] Dummy = ClassCommitment.Generator(DemandClass.Dummy);

    private readonly Transcript context;

    public ClassProof(string origin, string period) => context = new Transcript(Domain).Add(origin).Add(period).Add(Withheld).Add(Dummy);

    public static Refusal Malformed { get; } = new("ledger-unopened-malformed", "A proof for a leaf that is not opened has a number outside its bounds.");

    public static Refusal False { get; } = new("ledger-unopened-false", "Nothing proves that this leaf is withheld or a dummy.");

    /// <summary>Throws <see cref="ArgumentException"/> for a leaf that is neither withheld nor a dummy: no proof of it can be made.</summary>
    /// <param name="index">Of the leaf in the log.</param>
    public byte[] Prove(long index, ReadOnlySpan<byte> leaf, DemandClass cls, byte[] blind, ScalarSource random)
    {
        var branch = cls switch
        {
            DemandClass.Withheld => 0,
            DemandClass.Dummy => 1,
            DemandClass.Open => throw new ArgumentException("An open leaf is opened", nameof(cls)),
            _ => throw new ArgumentOutOfRangeException(nameof(cls)),
        };
        var commitment = RegisterLeaf.Parse(leaf).Value.Commitment;
        var (x0, x1) = (Sodium.Subtract(commitment, Withheld), Sodium.Subtract(commitment, Dummy));
        return EitherProof.Prove(Statement(index, leaf, commitment), x0, x1, branch, blind, random);
    }

    /// <summary>Null if it holds; else <see cref="Malformed"/> or <see cref="False"/>. The leaf has the form of a register leaf.</summary>
    public Refusal? Check(long index, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> proof)
    {
        if (!EitherProof.IsWellFormed(proof)) return Malformed;
        var commitment = leaf.Slice(2, 32);
        var (x0, x1) = (Sodium.Subtract(commitment, Withheld), Sodium.Subtract(commitment, Dummy));
        return EitherProof.Holds(proof, Statement(index, leaf, commitment), x0, x1) ? null : False;
    }

    private Transcript Statement(long index, ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> commitment) =>
        new Transcript(context).Add(index).Add(Rfc6962.Leaf(leaf)).Add(commitment);
}
