using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Ledger.Register.Proofs;
using Writ.Ledger.Reports;

namespace Writ.Ledger.Tests.Register.Proofs;

/// <summary>docs/spec/proof-vectors.json: that it is what this code makes, and that this code says of each vector what stands beside it.</summary>
public sealed class ProofVectorsTests
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Path = System.IO.Path.Combine(Root(), "docs", "spec", "proof-vectors.json");

    private static readonly Lazy<JsonObject> Vectors = new(() => JsonNode.Parse(File.ReadAllText(Path))!.AsObject());

    public static TheoryData<string> Classes => Names("class");

    public static TheoryData<string> Bands => Names("band");

    public static TheoryData<string> Files => Names("file");

    public static TheoryData<string> Ranges => Names("ranges");

    /// <summary>Forgeries of every kind that the specification names, and of each part what holds: neither verifier is spared one.</summary>
    [Theory]
    [InlineData("class", "two classes", "two classes at once")]
    [InlineData("class", "negative", "minus one withheld")]
    [InlineData("band", "negative", "minus one")]
    [InlineData("class", "another context", "another log", "another period", "another place in the log", "another leaf of the same commitment")]
    [InlineData("band", "another context", "another log", "another period", "another range of the register", "another list of leaves")]
    [InlineData("class", "a scalar spelt otherwise", "the challenge plus the order", "the first answer plus the order", "the second answer plus the order")]
    [InlineData("band", "a scalar spelt otherwise", "an answer plus the order", "the last answer plus the order")]
    [InlineData("class", "the identity", "first message the identity", "second message the identity", "commitment without a blind")]
    [InlineData("band", "the identity", "a commitment to a weight the identity", "a first message the identity")]
    [InlineData("class", "a wrong generator", "made with the generator of open leaves for that of dummies")]
    [InlineData("band", "a wrong generator", "made with the generator of open leaves")]
    [InlineData("band", "a total that was changed", "a total that was changed: one withheld leaf more", "a weight taken twice")]
    [InlineData("band", "off by one", "one below the band", "one above the band", "250 in the first band")]
    [InlineData("ranges", "gap and overlap", "a gap before the first", "a gap between", "an overlap", "one within another")]
    public void Every_kind_of_forgery_has_its_vectors(string part, string kind, params string[] names)
    {
        var all = Vectors.Value[part]!.AsArray().ToDictionary(v => (string)v!["name"]!, v => v!["says"]!.ToJsonString());
        Assert.All(names, name => Assert.False(all[name] is "\"ok\"" or "[]", $"{kind}: {name}"));
        Assert.Contains(all.Values, says => says is "\"ok\"" or "[]");
    }

    [Fact]
    public void The_vectors_are_those_that_this_code_makes()
    {
        var made = Write();
        if (Environment.GetEnvironmentVariable("WRIT_APPROVE") == "1") File.WriteAllText(Path, made);
        Assert.Equal(made, File.ReadAllText(Path));
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void A_proof_for_one_leaf_is_told_true_or_false(string name)
    {
        var v = Find("class", name);
        var said = new ClassProof(Text(v, "origin"), Text(v, "period")).Check(Number(v, "index"), Hex(v, "leaf"), Hex(v, "proof"));
        Assert.Equal(Text(v, "says"), said?.Code ?? "ok");
    }

    [Theory]
    [MemberData(nameof(Bands))]
    public void A_proof_for_a_band_is_told_true_or_false(string name)
    {
        var v = Find("band", name);
        using var sum = new UnopenedSum();
        foreach (var leaf in Leaves(Vectors.Value["leaves"]![Text(v, "leaves")]!)) sum.Add(leaf.Index, leaf.Leaf);
        var statement = new UnopenedStatement(Text(v, "origin"), Text(v, "period"), Number(v, "from"), Number(v, "to"), sum.Count, new BandRange(Number(v, "lo"), Number(v, "hi")));
        Assert.Equal(Text(v, "says"), BandProof.Check(sum.Statement(statement), Hex(v, "proof"))?.Code ?? "ok");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_of_proofs_is_told_true_or_false(string name)
    {
        var v = Find("file", name);
        var band = v.ContainsKey("lo") ? new BandRange(Number(v, "lo"), Number(v, "hi")) : null;
        var statement = new UnopenedStatement(Text(v, "origin"), Text(v, "period"), Number(v, "from"), Number(v, "to"), Number(v, "count"), band);
        using var file = new MemoryStream(Hex(v, "file"));
        Assert.Equal(Says(v), UnopenedCheck.Run(file, statement, Leaves(v["leaves"]!)).Select(said => said.Refusal.Code));
        if (Says(v).Length == 0) Assert.Equal(statement.FileLength, file.Length);
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Ranges_are_told_to_tile_or_not(string name)
    {
        var v = Find("ranges", name);
        var ranges = v["reports"]!.AsArray().Select(r => new ReportRange(Number(r!, "from"), Number(r!, "to"), r!["unopened"]!.GetValue<bool>()));
        Assert.Equal(Says(v), ReportRanges.Faults(ranges).Select(fault => fault.Refusal.Code));
    }

    private static string Write()
    {
        var bands = new BandVectors();
        var parts = new (string, IEnumerable<JsonObject>)[] { ("class", ClassVectors.All()), ("band", bands.All()), ("file", FileVectors.All()), ("ranges", FileVectors.Ranges()) };
        var text = string.Join(",\n", parts.Select(part => $"\"{part.Item1}\": [\n{string.Join(",\n", part.Item2.Select(Line))}\n]"));
        return $"{{\n\"leaves\": {Line(bands.Leaves())},\n{text}\n}}\n";
    }

    private static string Line(JsonNode node) => node.ToJsonString(Lines);

    private static TheoryData<string> Names(string part) => [.. Vectors.Value[part]!.AsArray().Select(v => Text(v!, "name"))];

    private static JsonObject Find(string part, string name) => Vectors.Value[part]!.AsArray().Single(v => Text(v!, "name") == name)!.AsObject();

    private static string[] Says(JsonObject v) => [.. v["says"]!.AsArray().Select(code => code!.GetValue<string>())];

    private static IEnumerable<UnopenedLeaf> Leaves(JsonNode list) => list.AsArray().Select(leaf => new UnopenedLeaf(Number(leaf!, "index"), Hex(leaf!, "leaf")));

    private static string Text(JsonNode v, string member) => v[member]!.GetValue<string>();

    private static long Number(JsonNode v, string member) => v[member]!.GetValue<long>();

    private static byte[] Hex(JsonNode v, string member) => Convert.FromHexString(Text(v, member));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Writ.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
