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
