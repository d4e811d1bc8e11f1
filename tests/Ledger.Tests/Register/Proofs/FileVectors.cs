using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Proofs;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>The parts <c>file</c> and <c>ranges</c> of docs/spec/proof-vectors.json.</summary>
internal static class FileVectors
{
    private const int Header = 25;

    private static readonly BandRange Band = new(0, 3);

    public static IEnumerable<JsonObject> All()
    {
        var made = new Fixed("writ.proof-vectors/file");
        FixedLeaf[] leaves = [made.Leaf(5, DemandClass.Dummy), made.Leaf(6, DemandClass.Withheld), made.Leaf(9, DemandClass.Withheld), made.Leaf(20, DemandClass.Dummy)];
        var s = new UnopenedStatement(ClassVectors.Origin, ClassVectors.Period, 2, 10, 4, Band);
        var file = File(made, s, leaves);
        yield return One("four leaves and a band", s, leaves, file);
        yield return One("four leaves, and nothing said of a band", s with { Band = null }, leaves, File(made, s with { Band = null }, leaves));
        yield return One("no leaf is closed", s with { Count = 0 }, [], File(made, s with { Count = 0 }, []));
        yield return One("no leaf is closed, and nothing said of a band", s with { Count = 0, Band = null }, [], File(made, s with { Count = 0, Band = null }, []));

        yield return One("a band that begins at one, and no leaf is closed", s with { Count = 0, Band = new BandRange(1, 3) }, [], File(made, s with { Count = 0 }, []), "ledger-unopened-numbers");
        yield return One("a band that begins above all leaves closed", s with { Band = new BandRange(5, 8) }, leaves, file, "ledger-unopened-numbers");
        yield return One("more leaves closed than the range has", s with { From = 7 }, leaves, file, "ledger-unopened-numbers");
        yield return One("a range turned round", s with { From = 10, To = 2 }, leaves, file, "ledger-unopened-numbers");
        yield return One("a band turned round", s with { Band = new BandRange(3, 0) }, leaves, file, "ledger-unopened-numbers");

        yield return One("one byte short", s, leaves, file[..^1], "ledger-unopened-file");
        yield return One("one byte long", s, leaves, [.. file, 0], "ledger-unopened-file");
        yield return One("nothing", s, leaves, [], "ledger-unopened-file");
        yield return One("another first line", s, leaves, Fixed.With(file, 15, "2"u8), "ledger-unopened-file");
        yield return One("another count", s, leaves, Fixed.With(file, Header - 1, [5]), "ledger-unopened-file");
        yield return One("a count below zero", s, leaves, Fixed.With(file, Header - 8, [255]), "ledger-unopened-file");
        yield return One("cut after the first leaf", s, leaves, file[..(Header + 168)], "ledger-unopened-file");
        yield return One("without its band", s, leaves, file[..(Header + (4 * 168))], "ledger-unopened-file");
        yield return One("a band that nobody spoke of", s with { Band = null }, leaves, file, "ledger-unopened-file");

        yield return One("a leaf that has no proof", s, [.. leaves, made.Leaf(21, DemandClass.Dummy)], file, "ledger-unopened-leaves");
        yield return One("a proof of a leaf that is opened", s, leaves[..3], file, "ledger-unopened-leaves");
        yield return One("a proof of a leaf elsewhere", s, [leaves[0], leaves[1], leaves[2], made.Leaf(19, DemandClass.Dummy)], file, "ledger-unopened-leaves");
        yield return One("two proofs exchanged", s, leaves, [.. file[..Header], .. file[(Header + 168)..(Header + 336)], .. file[Header..(Header + 168)], .. file[(Header + 336)..]], "ledger-unopened-leaves");
        yield return One("an index below zero", s, leaves, Fixed.With(file, Header, [128]), "ledger-unopened-leaves");

        yield return One("the second proof false", s, leaves, Fixed.With(file, Header + 168 + 8 + 128, made.Scalar()), "ledger-unopened-false");
        yield return One("the third proof malformed", s, leaves, Fixed.With(file, Header + 336 + 8 + 128, new byte[32]), "ledger-unopened-malformed");
        yield return One("the band false", s, leaves, Fixed.With(file, file.Length - 32, made.Scalar()), "ledger-band-false");
        yield return One("two proofs and the band wrong, each in its way", s, leaves, Fixed.With(
            Fixed.With(Fixed.With(file, Header + 8 + 128, made.Scalar()), Header + 168 + 8 + 128, new byte[32]), file.Length - 32, new byte[32]), "ledger-unopened-false", "ledger-unopened-malformed", "ledger-band-malformed");
        FixedLeaf[] other = [leaves[0], leaves[1] with { Bytes = made.Leaf(6, DemandClass.Withheld).Bytes }, leaves[2], leaves[3]];
        yield return One("another leaf in the log", s, other, file, "ledger-unopened-false", "ledger-band-false");
    }

    public static IEnumerable<JsonObject> Ranges()
    {
        yield return Tiled("one report", [], (0, 10, true));
        yield return Tiled("three that tile", [], (10, 10, false), (0, 10, true), (25, 30, true), (10, 25, false));
        yield return Tiled("nothing yet", []);
        yield return Tiled("a gap before the first", ["verify-ranges-gap"], (1, 10, true));
        yield return Tiled("a gap between", ["verify-ranges-gap"], (0, 10, false), (11, 12, true));
        yield return Tiled("a gap before a report that opens everything is told only", [], (0, 10, true), (11, 12, false));
        yield return Tiled("an overlap", ["verify-ranges-overlap"], (0, 10, false), (9, 12, false));
        yield return Tiled("one within another", ["verify-ranges-overlap"], (0, 10, true), (3, 5, true), (10, 12, true));
        yield return Tiled("the same twice", ["verify-ranges-overlap"], (0, 10, true), (0, 10, true));
        yield return Tiled("an overlap and a gap", ["verify-ranges-overlap", "verify-ranges-gap"], (0, 10, true), (8, 12, true), (13, 14, true));
    }

    private static byte[] File(Fixed made, UnopenedStatement s, FixedLeaf[] leaves)
    {
        using var file = new MemoryStream();
        file.Write(UnopenedStatement.Magic);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, leaves.Length);
        file.Write(number);
        foreach (var leaf in leaves)
        {
            BinaryPrimitives.WriteInt64BigEndian(number, leaf.Index);
            file.Write(number);
            file.Write(made.Prove(leaf, s.Origin, s.Period));
        }

        var withheld = leaves.Count(leaf => leaf.Class == DemandClass.Withheld);
        if (s.Band is not null && leaves.Length > 0)
            file.Write(BandProof.Prove(FixedLeaf.Statement(leaves, s.Origin, s.Period, s.From, s.To, s.Band), withheld, FixedLeaf.Blinds(leaves), made.Scalar));
        return file.ToArray();
    }

    private static JsonObject One(string name, UnopenedStatement s, FixedLeaf[] leaves, byte[] file, params string[] says)
    {
        var json = new JsonObject
        {
            ["name"] = name, ["origin"] = s.Origin, ["period"] = s.Period, ["from"] = s.From, ["to"] = s.To, ["count"] = s.Count,
            ["leaves"] = new JsonArray([.. leaves.Select(leaf => (JsonNode)new JsonObject { ["index"] = leaf.Index, ["leaf"] = Convert.ToHexStringLower(leaf.Bytes) })]),
            ["file"] = Convert.ToHexStringLower(file),
            ["says"] = new JsonArray([.. says.Select(code => (JsonNode)code)]),
        };
        if (s.Band is not null) (json["lo"], json["hi"]) = (s.Band.Low, s.Band.High);
        return json;
    }

    private static JsonObject Tiled(string name, string[] says, params (long From, long To, bool Unopened)[] reports) => new()
    {
        ["name"] = name,
        ["reports"] = new JsonArray([.. reports.Select(r => (JsonNode)new JsonObject { ["from"] = r.From, ["to"] = r.To, ["unopened"] = r.Unopened })]),
        ["says"] = new JsonArray([.. says.Select(code => (JsonNode)code)]),
    };
}
