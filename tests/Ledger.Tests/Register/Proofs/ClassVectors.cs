using System.Text.Json.Nodes;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>The part <c>class</c> of docs/spec/proof-vectors.json.</summary>
internal static class ClassVectors
{
    public const string Origin = "record.example/writ";

    public const string Period = "2026-h1";

    private const string Malformed = "ledger-unopened-malformed";

    private const string False = "ledger-unopened-false";

    public static IEnumerable<JsonObject> All()
    {
        var made = new Fixed("writ.proof-vectors/class");
        var withheld = made.Leaf(7, DemandClass.Withheld);
        var dummy = made.Leaf(300, DemandClass.Dummy);
        var proof = made.Prove(withheld, Origin, Period);
        yield return One("a withheld leaf", withheld, proof, "ok");
        yield return One("a dummy", dummy, made.Prove(dummy, Origin, Period), "ok");
        yield return One("the same leaf proved again", withheld, made.Prove(withheld, Origin, Period), "ok");

        yield return Forged("an open leaf claimed to be withheld", made, made.Over(8, Fixed.O, DemandClass.Withheld));
        yield return Forged("an open leaf claimed to be a dummy", made, made.Over(8, Fixed.O, DemandClass.Dummy));
        yield return Forged("two classes at once", made, made.Over(9, Sodium.Add(Fixed.W, Fixed.D), DemandClass.Withheld));
        yield return Forged("minus one withheld", made, made.Over(10, Sodium.Subtract(Sodium.Add(Fixed.D, Fixed.D), Fixed.W), DemandClass.Dummy));
        yield return Forged("two withheld", made, made.Over(11, Sodium.Subtract(Sodium.Add(Fixed.W, Fixed.W), Fixed.D), DemandClass.Withheld));
        yield return One("made with the generator of open leaves for that of dummies", made.Leaf(12, DemandClass.Open), made, Fixed.O);
        yield return One("commitment without a blind", made);

        yield return One("another log", withheld, proof, False, origin: "record.example/other");
        yield return One("another period", withheld, proof, False, period: "2026-h2");
        yield return One("another place in the log", withheld with { Index = 8 }, proof, False);
        yield return One("another leaf of the same commitment", withheld with { Bytes = Fixed.With(withheld.Bytes, 34, made.Bytes()) }, proof, False);
        yield return One("the proof of another leaf", dummy, proof, False);
        yield return One("origin and period cut elsewhere", withheld, proof, False, origin: "record.example/writ2", period: "026-h1");

        foreach (var (name, at) in new[] { ("the challenge", 64), ("the first answer", 96), ("the second answer", 128) })
        {
            yield return One($"{name} plus the order", withheld, Fixed.With(proof, at, Fixed.Malleated(proof.AsSpan(at, 32))), Malformed);
            yield return One($"{name} zero", withheld, Fixed.With(proof, at, new byte[32]), Malformed);
            yield return One($"{name} all ones", withheld, Fixed.With(proof, at, Enumerable.Repeat((byte)255, 32).ToArray()), Malformed);
            yield return One($"{name} another", withheld, Fixed.With(proof, at, made.Scalar()), False);
        }

        foreach (var (name, at) in new[] { ("first message", 0), ("second message", 32) })
        {
            yield return One($"{name} the identity", withheld, Fixed.With(proof, at, new byte[32]), False);
            yield return One($"{name} with the highest bit set", withheld, Fixed.With(proof, at + 31, [(byte)(proof[at + 31] | 0x80)]), False);
            yield return One($"{name} another", withheld, Fixed.With(proof, at, Sodium.BaseTimes(made.Scalar())), False);
        }

        yield return One("first messages exchanged", withheld, [.. proof[32..64], .. proof[..32], .. proof[64..]], False);
        yield return One("branches exchanged", withheld, [.. proof[32..64], .. proof[..32], .. proof[64..96], .. proof[128..160], .. proof[96..128]], False);
        yield return One("both branches made up, for a challenge of one's own", withheld, MadeUp(made, withheld), False);
        yield return One("one byte short", withheld, proof[..^1], Malformed);
        yield return One("one byte long", withheld, [.. proof, 0], Malformed);
        yield return One("nothing", withheld, [], Malformed);
    }

    private static JsonObject Forged(string name, Fixed made, FixedLeaf leaf) => One(name, leaf, made.Prove(leaf, Origin, Period), False);

    private static JsonObject One(string name, FixedLeaf leaf, Fixed made, byte[] generator)
    {
        var statement = new Transcript("writ.proof/v1/class").Add(Origin).Add(Period).Add(Fixed.W).Add(generator)
            .Add(leaf.Index).Add(Ledger.Log.Rfc6962.Leaf(leaf.Bytes)).Add(leaf.Bytes.AsSpan(2, 32));
        var commitment = leaf.Bytes.AsSpan(2, 32);
        return One(name, leaf, EitherProof.Prove(statement, Sodium.Subtract(commitment, Fixed.W), Sodium.Subtract(commitment, generator), 1, leaf.Blind, made.Scalar), False);
    }

    // The secret of the identity is zero, and everyone knows it.
    private static JsonObject One(string name, Fixed made)
    {
        var leaf = new FixedLeaf(13, DemandClass.Withheld, new byte[32], RegisterLeaf.Write(Fixed.W, made.Bytes(), made.Bytes()));
        return One(name, leaf, made.Prove(leaf, Origin, Period), False);
    }

    private static byte[] MadeUp(Fixed made, FixedLeaf leaf)
    {
        var commitment = leaf.Bytes.AsSpan(2, 32);
        var (e0, e1, z0, z1) = (made.Scalar(), made.Scalar(), made.Scalar(), made.Scalar());
        var a0 = Sodium.Subtract(Sodium.BaseTimes(z0), Sodium.Times(e0, Sodium.Subtract(commitment, Fixed.W)));
        var a1 = Sodium.Subtract(Sodium.BaseTimes(z1), Sodium.Times(e1, Sodium.Subtract(commitment, Fixed.D)));
        return [.. a0, .. a1, .. e0, .. z0, .. z1];
    }

    private static JsonObject One(string name, FixedLeaf leaf, byte[] proof, string says, string origin = Origin, string period = Period) => new()
    {
        ["name"] = name,
        ["origin"] = origin,
        ["period"] = period,
        ["index"] = leaf.Index,
        ["leaf"] = Convert.ToHexStringLower(leaf.Bytes),
        ["proof"] = Convert.ToHexStringLower(proof),
        ["says"] = says,
    };
}
