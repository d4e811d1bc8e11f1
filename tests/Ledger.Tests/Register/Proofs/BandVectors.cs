using System.Text.Json.Nodes;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>The parts <c>leaves</c> and <c>band</c> of docs/spec/proof-vectors.json.</summary>
internal sealed class BandVectors
{
    private const string Malformed = "ledger-band-malformed";

    private const string False = "ledger-band-false";

    private const long From = 40;

    private const long To = 400;

    private static readonly BandRange Lowest = new(0, 249);

    private readonly Fixed made = new("writ.proof-vectors/band");
    private readonly Dictionary<string, FixedLeaf[]> lists = [];

    public BandVectors()
    {
        lists["three of five withheld"] = [.. Enumerable.Range(0, 5).Select(i => made.Leaf(50 + (3 * i), i % 2 == 0 ? DemandClass.Withheld : DemandClass.Dummy))];
        lists["three dummies"] = [.. Enumerable.Range(0, 3).Select(i => made.Leaf(70 + i, DemandClass.Dummy))];
        lists["one withheld"] = [made.Leaf(80, DemandClass.Withheld)];
        lists["250 withheld"] = [.. Enumerable.Range(0, 250).Select(i => made.Leaf(100 + i, DemandClass.Withheld))];
        lists["minus one withheld"] = [made.Over(90, Sodium.Subtract(Sodium.Add(Fixed.D, Fixed.D), Fixed.W), DemandClass.Dummy), made.Leaf(91, DemandClass.Dummy)];
    }

    public JsonObject Leaves() => new(lists.Select(list => KeyValuePair.Create(list.Key, (JsonNode?)new JsonArray(
        [.. list.Value.Select(leaf => (JsonNode)new JsonObject { ["index"] = leaf.Index, ["leaf"] = Convert.ToHexStringLower(leaf.Bytes) })]))));

    public IEnumerable<JsonObject> All()
    {
        const string Five = "three of five withheld";
        foreach (var (name, list, withheld, band) in new[]
        {
            ("the lowest band of the law", Five, 3, Lowest), ("at the low edge", Five, 3, new BandRange(3, 10)), ("at the high edge", Five, 3, new BandRange(0, 3)),
            ("a band of two at its low edge", Five, 3, new BandRange(3, 4)), ("a band of two at its high edge", Five, 3, new BandRange(2, 3)),
            ("nothing withheld", "three dummies", 0, Lowest), ("everything withheld", "one withheld", 1, Lowest),
            ("250 in the second band", "250 withheld", 250, new BandRange(250, 499)), ("250 in a band of 500", "250 withheld", 250, new BandRange(0, 499)),
            ("250 in a band of 1000", "250 withheld", 250, new BandRange(0, 999)),
        })
        {
            yield return One(name, list, band, Proof(list, band, withheld), "ok");
        }

        // Whoever forges knows every blind, and lies about the number only.
        yield return One("one below the band", Five, new BandRange(4, 11), Proof(Five, new BandRange(4, 11), 4), False);
        yield return One("one above the band", Five, new BandRange(0, 2), Proof(Five, new BandRange(0, 2), 2), False);
        yield return One("250 in the first band", "250 withheld", Lowest, Proof("250 withheld", Lowest, 249), False);
        yield return One("minus one", "minus one withheld", Lowest, Proof("minus one withheld", Lowest, 0), False);
        yield return One("a weight taken twice", Five, new BandRange(0, 7), Over(Sodium.Add(Unit, Unit)), False);
        yield return One("a weight taken minus once", Five, new BandRange(0, 7), Over(Sodium.Subtract(Fixed.D, Fixed.W)), False);

        var proof = Proof(Five, Lowest, 3);
        yield return One("another log", Five, Lowest, proof, False, origin: "record.example/other");
        yield return One("another period", Five, Lowest, proof, False, period: "2026-h2");
        yield return One("another range of the register", Five, Lowest, proof, False, from: From + 1);
        yield return One("another end of the range", Five, Lowest, proof, False, to: To + 1);
        yield return One("another band as wide", Five, new BandRange(1, 250), proof, False);
        yield return One("another band almost as wide", Five, new BandRange(0, 248), proof, False);
        yield return One("another list of leaves", "one withheld", Lowest, proof, False);
        yield return One("a total that was changed: one withheld leaf more", Five, Lowest, Tampered(), False);
        yield return One("made with the generator of open leaves", Five, new BandRange(0, 7), Over(Sodium.Subtract(Fixed.O, Fixed.D)), False);

        var points = 7 * 32;
        yield return One("an answer plus the order", Five, Lowest, Fixed.With(proof, points + 96, Fixed.Malleated(proof.AsSpan(points + 96, 32))), Malformed);
        yield return One("the last answer plus the order", Five, Lowest, Fixed.With(proof, proof.Length - 32, Fixed.Malleated(proof.AsSpan(proof.Length - 32))), Malformed);
        yield return One("a challenge zero", Five, Lowest, Fixed.With(proof, points + 64, new byte[32]), Malformed);
        yield return One("a commitment to a weight the identity", Five, Lowest, Fixed.With(proof, 0, new byte[32]), Malformed);
        yield return One("a commitment to a weight with the highest bit set", Five, Lowest, Fixed.With(proof, 31, [(byte)(proof[31] | 0x80)]), Malformed);
        yield return One("a commitment to a weight that is no point", Five, Lowest, Fixed.With(proof, 0, Enumerable.Repeat((byte)255, 32).ToArray()), Malformed);
        yield return One("a commitment to a weight another", Five, Lowest, Fixed.With(proof, 0, Sodium.BaseTimes(made.Scalar())), False);
        yield return One("a first message the identity", Five, Lowest, Fixed.With(proof, points, new byte[32]), False);
        yield return One("two weights exchanged", Five, Lowest, [.. proof[32..64], .. proof[..32], .. proof[64..]], False);
        yield return One("one byte short", Five, Lowest, proof[..^1], Malformed);
        yield return One("one byte long", Five, Lowest, [.. proof, 0], Malformed);
        yield return One("a proof of a wider band", Five, Lowest, Proof(Five, new BandRange(0, 499), 3), Malformed);
        yield return One("a band of one number", Five, new BandRange(3, 3), [], Malformed);
        yield return One("a band turned round", Five, new BandRange(4, 3), [], Malformed);
        yield return One("a band below zero", Five, new BandRange(-1, 6), Proof(Five, new BandRange(0, 7), 3), Malformed);
    }

    private byte[] Proof(string list, BandRange band, long withheld) =>
        BandProof.Prove(Statement(lists[list], band), band.Taken(withheld - band.Low), FixedLeaf.Blinds(lists[list]), made.Scalar);

    private static BandStatement Statement(IEnumerable<FixedLeaf> leaves, BandRange band, string origin = ClassVectors.Origin, string period = ClassVectors.Period) =>
        FixedLeaf.Statement(leaves, origin, period, From, To, band);

    private static byte[] Unit => Sodium.Subtract(Fixed.W, Fixed.D);

    /// <summary>The weights 1, 2, 4, and three as 1 and 2; but what is committed to beside the 2 is this point, not the unit.</summary>
    private byte[] Over(byte[] point)
    {
        var leaves = lists["three of five withheld"];
        var s = Statement(leaves, new BandRange(0, 7));
        byte[][] blinds = [[], made.Scalar(), made.Scalar()];
        byte[][] carried = [Sodium.Add(Sodium.BaseTimes(blinds[1]), point), Sodium.BaseTimes(blinds[2])];
        blinds[0] = Sodium.SubtractScalars(
            FixedLeaf.Blinds(leaves), Sodium.AddScalars(Sodium.MultiplyScalars(BandProof.Scalar(2), blinds[1]), Sodium.MultiplyScalars(BandProof.Scalar(4), blinds[2])));
        return BandProof.Prove(s, [true, true, false], blinds, carried, made.Scalar);
    }

    private byte[] Tampered()
    {
        var leaves = lists["three of five withheld"];
        var s = Statement(leaves, Lowest);
        return BandProof.Prove(s with { Sum = Sodium.Add(s.Sum, Unit) }, Lowest.Taken(4), FixedLeaf.Blinds(leaves), made.Scalar);
    }

    private static JsonObject One(
        string name, string leaves, BandRange band, byte[] proof, string says, string origin = ClassVectors.Origin, string period = ClassVectors.Period, long from = From, long to = To) => new()
    {
        ["name"] = name,
        ["origin"] = origin,
        ["period"] = period,
        ["from"] = from,
        ["to"] = to,
        ["lo"] = band.Low,
        ["hi"] = band.High,
        ["leaves"] = leaves,
        ["proof"] = Convert.ToHexStringLower(proof),
        ["says"] = says,
    };
}
