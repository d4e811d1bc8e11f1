using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests.Vectors;

/// <summary>The parts openings (lines of a report's file) and register (full openings, which only the program reads) of docs/spec/record-vectors.json.</summary>
internal static class OpeningVectors
{
    private const string Malformed = "ledger-opening-malformed";

    private const string OtherClass = "ledger-opening-class";

    private const string OtherFields = "ledger-opening-fields";

    private static readonly string[] Values =
        ["register/v1", "2026-02-10", "subpoena", "us", "true", "US", "police", "retail", "-", "3", "false", "false", "agy_0123456789abcdef", "dmd_0123456789abcdef"];

    private const string Order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

    public static IEnumerable<JsonObject> Lines()
    {
        var opening = RegisterOpening.FromJson(CanonicalJson.Write(Full())).Value;
        var leaf = Convert.ToHexStringLower(opening.Leaf());
        var outcome = new DemandOutcome("closed", [new ItemOutcome("subscriber", false, "produce", true, true, null), new ItemOutcome("content", true, "refuse", null, false, "outside-reach")]);
        var all = Node(opening.Reveal(7, RegisterSchema.Fields.ToHashSet(), outcome));
        var closed = Node(opening.Reveal(7, new HashSet<string> { "received" }, outcome));
        JsonObject One(string name, JsonNode line, string says, string? of = null) => new() { ["name"] = name, ["leaf"] = of ?? leaf, ["line"] = line.ToJsonString(PublishedJson.Options), ["says"] = says };
        JsonObject Changed(string name, string says, Action<JsonObject> change)
        {
            var line = all.DeepClone().AsObject();
            change(line);
            return One(name, line, says);
        }

        yield return One("every field open", all, "ok");
        yield return One("all but two fields closed", closed, "ok");
        yield return Changed("with no item", "ok", line => line["outcome"]!["items"] = new JsonArray());
        yield return Changed("another index, which the leaf does not hold", "ok", line => line["leaf"] = 8);
        yield return One("of another leaf's fields", all, OtherFields, Convert.ToHexStringLower([.. opening.Leaf()[..34], .. NoteVectors.Fixed("fields"), .. opening.Leaf()[66..]]));

        yield return Changed("another class", Malformed, line => line["class"] = "withheld");
        yield return Changed("a class that is none", Malformed, line => line["class"] = "Open");
        yield return Changed("another blind", OtherClass, line => line["blind"] = Convert.ToBase64String(Blind("other")));
        yield return Changed("a blind of zero", OtherClass, line => line["blind"] = Convert.ToBase64String(new byte[32]));
        yield return Changed("the blind plus the order", OtherClass, line => line["blind"] = Convert.ToBase64String(PlusOrder(Blind("blind"))));
        yield return Changed("a blind of 31 bytes", Malformed, line => line["blind"] = Convert.ToBase64String(new byte[31]));
        yield return Changed("a blind in base64 without padding", Malformed, line => line["blind"] = line["blind"]!.GetValue<string>().TrimEnd('='));
        yield return Changed("another salt", OtherFields, line => line["fields"]![3]!["salt"] = Convert.ToBase64String(NoteVectors.Fixed("other salt")));
        yield return Changed("another value that the field can have", OtherFields, line => line["fields"]![4]!["value"] = "false");
        yield return Changed("two fields exchanged", Malformed, line => Exchange(line["fields"]!.AsArray(), 2, 3));
        yield return Changed("a field too few", Malformed, line => line["fields"]!.AsArray().RemoveAt(13));
        yield return Changed("a field too many", Malformed, line => line["fields"]!.AsArray().Add(line["fields"]![13]!.DeepClone()));
        yield return Changed("a field that is null", Malformed, line => line["fields"]![13] = null);
        yield return Changed("a field with value and hash", Malformed, line => line["fields"]![3]!["hash"] = closed["fields"]![3]!["hash"]!.DeepClone());
        yield return Changed("a field with name and hash", Malformed, line => line["fields"]![3] = new JsonObject { ["name"] = "reporting", ["hash"] = closed["fields"]![3]!["hash"]!.DeepClone() });
        yield return Changed("a field of nothing", Malformed, line => line["fields"]![3] = new JsonObject());
        yield return Changed("a field without salt", Malformed, line => line["fields"]![3]!.AsObject().Remove("salt"));
        yield return Changed("a hash of 31 bytes", Malformed, line => line["fields"]![3] = new JsonObject { ["hash"] = Convert.ToBase64String(new byte[31]) });
        yield return Changed("another hash", OtherFields, line => line["fields"]![3] = new JsonObject { ["hash"] = Convert.ToBase64String(NoteVectors.Fixed("hash")) });
        yield return Changed("the schema closed", Malformed, line => line["fields"]![0] = new JsonObject { ["hash"] = Convert.ToBase64String(NoteVectors.Fixed("hash")) });
        foreach (var (at, value) in Impossible) yield return Changed($"{RegisterSchema.Fields[at]}: {(value.Length > 30 ? $"{value.Length} letters" : value)}", Malformed, line => line["fields"]![at]!["value"] = value);
        foreach (var member in new[] { "leaf", "class", "blind", "fields", "outcome" }) yield return Changed($"without {member}", Malformed, line => line.Remove(member));
        foreach (var member in new[] { "state", "items" }) yield return Changed($"without {member}", Malformed, line => line["outcome"]!.AsObject().Remove(member));
        foreach (var member in new[] { "category", "content", "produced" }) yield return Changed($"an item without {member}", Malformed, line => line["outcome"]!["items"]![0]!.AsObject().Remove(member));
        foreach (var member in new[] { "decision", "found", "ground" }) yield return Changed($"an item without {member}", "ok", line => line["outcome"]!["items"]![0]!.AsObject().Remove(member));
        yield return Changed("an item that is null", Malformed, line => line["outcome"]!["items"]![0] = null);
        yield return Changed("produced in words", Malformed, line => line["outcome"]!["items"]![0]!["produced"] = "true");
        yield return Changed("an item with a member too many", Malformed, line => line["outcome"]!["items"]![0]!["reason"] = "x");
        yield return Changed("a field with a member too many", Malformed, line => line["fields"]![3]!["x"] = "x");
        yield return Changed("a member too many", Malformed, line => line["x"] = 1);
        yield return Changed("an index in words", Malformed, line => line["leaf"] = "7");

        var text = all.ToJsonString(PublishedJson.Options);
        foreach (var (name, line) in new[]
        {
            ("a member twice", text.Replace("{\"leaf\":7,", "{\"leaf\":7,\"leaf\":7,", StringComparison.Ordinal)), ("a member in capitals", text.Replace("\"leaf\"", "\"Leaf\"", StringComparison.Ordinal)),
            ("an index with a fraction", text.Replace("\"leaf\":7", "\"leaf\":7.0", StringComparison.Ordinal)), ("an index with an exponent", text.Replace("\"leaf\":7", "\"leaf\":7e0", StringComparison.Ordinal)),
            ("a comma too many", text.Replace("}]}}", "},]}}", StringComparison.Ordinal)), ("half a character", text.Replace("\"retail\"", "\"\\ud800\"", StringComparison.Ordinal)), ("cut", text[..^1]), ("nothing", ""), ("a list", "[]"), ("null", "null"),
        }) yield return new JsonObject { ["name"] = name, ["leaf"] = leaf, ["line"] = line, ["says"] = Malformed };
        yield return new JsonObject { ["name"] = "spaces between members", ["leaf"] = leaf, ["line"] = text.Replace(",\"", " ,\t\"", StringComparison.Ordinal), ["says"] = "ok" };
        yield return new JsonObject { ["name"] = "letters escaped", ["leaf"] = leaf, ["line"] = text.Replace("\"retail\"", "\"\\u0072etail\"", StringComparison.Ordinal), ["says"] = "ok" };
    }

    public static IEnumerable<JsonObject> Fulls()
    {
        var leaf = Convert.ToHexStringLower(RegisterOpening.FromJson(CanonicalJson.Write(Full())).Value.Leaf());
        JsonObject One(string name, JsonObject opening, string says) =>
            new() { ["name"] = name, ["leaf"] = leaf, ["opening"] = System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(opening)), ["says"] = says };
        JsonObject Changed(string name, string says, Action<JsonObject> change)
        {
            var opening = Full();
            change(opening);
            return One(name, opening, says);
        }

        yield return One("a full opening", Full(), "ok");
        yield return Changed("of another leaf", "another leaf", opening => opening["audit"] = Convert.ToBase64String(NoteVectors.Fixed("other audit")));
        yield return Changed("of another class", "another leaf", opening => opening["class"] = "dummy");
        yield return Changed("a class that is none", Malformed, opening => opening["class"] = "secret");
        yield return Changed("a blind of zero", Malformed, opening => opening["blind"] = Convert.ToBase64String(new byte[32]));
        yield return Changed("the blind plus the order", Malformed, opening => opening["blind"] = Convert.ToBase64String(PlusOrder(Blind("blind"))));
        yield return Changed("an audit hash of 31 bytes", Malformed, opening => opening["audit"] = Convert.ToBase64String(new byte[31]));
        yield return Changed("another schema", Malformed, opening => opening["schema"] = "writ.register-opening/v2");
        yield return Changed("a member too many", Malformed, opening => opening["x"] = 1);
        yield return Changed("a field too few", Malformed, opening => opening["fields"]!.AsArray().RemoveAt(13));
        yield return Changed("two fields exchanged", Malformed, opening => Exchange(opening["fields"]!.AsArray(), 2, 3));
        yield return Changed("a field with a member too many", Malformed, opening => opening["fields"]![3]!["hash"] = "x");
        yield return Changed("a salt of 31 bytes", Malformed, opening => opening["fields"]![3]!["salt"] = Convert.ToBase64String(new byte[31]));
        foreach (var (at, value) in Impossible) yield return Changed($"{RegisterSchema.Fields[at]}: {(value.Length > 30 ? $"{value.Length} letters" : value)}", Malformed, opening => opening["fields"]![at]!["value"] = value);
        yield return new JsonObject { ["name"] = "not canonical", ["leaf"] = leaf, ["opening"] = System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(Full())) + "\n", ["says"] = Malformed };
    }

    /// <summary>Values that a field cannot have, whatever its leaf says.</summary>
    private static readonly (int At, string Value)[] Impossible =
    [
        (0, "register/v2"), (1, "2026-02-30"), (1, "2026-2-10"), (1, "0000-01-01"), (2, ""), (2, "a\u0085"), (2, new string('a', 201)), (4, "True"), (4, ""), (8, "yes"), (9, "03"), (9, "-1"), (9, "2147483648"), (9, "3.0"), (10, "-"), (11, "1"),
        (12, "agy_0123456789abcde"), (12, "dmd_0123456789abcdef"), (13, "dmd_0123456789abcdeo"),
    ];

    private static JsonObject Full() => new()
    {
        ["schema"] = "writ.register-opening/v1", ["class"] = "open", ["blind"] = Convert.ToBase64String(Blind("blind")), ["audit"] = Convert.ToBase64String(NoteVectors.Fixed("audit")),
        ["fields"] = new JsonArray([.. Values.Select((value, i) => (JsonNode)new JsonObject
        {
            ["name"] = RegisterSchema.Fields[i], ["value"] = value, ["salt"] = Convert.ToBase64String(NoteVectors.Fixed($"salt {i}")),
        })]),
    };

    private static JsonObject Node(DemandOpening opening) => JsonSerializer.SerializeToNode(opening, PublishedJson.Options)!.AsObject();

    private static void Exchange(JsonArray list, int a, int b)
    {
        var (first, second) = (list[a]!.DeepClone(), list[b]!.DeepClone());
        (list[a], list[b]) = (second, first);
    }

    private static byte[] Blind(string label)
    {
        var bytes = NoteVectors.Fixed(label);
        bytes[31] &= 0x0f;
        return bytes;
    }

    private static byte[] PlusOrder(byte[] scalar)
    {
        var order = new System.Numerics.BigInteger(Convert.FromHexString(Order), isUnsigned: true);
        return (new System.Numerics.BigInteger(scalar, isUnsigned: true) + order).ToByteArray(isUnsigned: true);
    }
}
