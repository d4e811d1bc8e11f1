using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Reports;
using Writ.Ledger.Witnesses;
using Writ.Shared;

namespace Writ.Verify.Tests.Vectors;

/// <summary>docs/spec/record-vectors.json: that it is what this code makes, that the program says of each vector what stands beside it, and the page of each that it reads.</summary>
public sealed partial class RecordVectorsTests
{
    private static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Path.Combine(NodeModules.Root, "docs", "spec");

    private static readonly Lazy<JsonObject> Authorisations = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "authorisation-vectors.json")))!.AsObject());

    private static readonly Lazy<(string Part, JsonObject[] Vectors)[]> Made = new(() =>
    {
        using var notes = new NoteVectors();
        return
        [
            ("keys", [.. notes.Keys()]), ("checkpoints", [.. notes.Checkpoints()]), ("proofs", [.. notes.Proofs()]), ("cosignatures", [.. notes.Cosigned()]), ("promises", [.. notes.Promised()]),
            ("facts", [.. FactVectors.All()]), ("openings", [.. OpeningVectors.Lines()]), ("register", [.. OpeningVectors.Fulls()]), ("reports", [.. ReportVectors.All()]), ("authorisations", [.. AuthorisationMixtures.All(Authorisations.Value)]),
        ];
    });

    [Fact]
    public void The_vectors_are_those_that_this_code_makes()
    {
        var path = Path.Combine(Folder, "record-vectors.json");
        var made = $"{{\n{string.Join(",\n", Made.Value.Select(part => $"\"{part.Part}\": [\n{string.Join(",\n", part.Vectors.Select(one => one.ToJsonString(Lines)))}\n]"))}\n}}\n";
        if (Environment.GetEnvironmentVariable("WRIT_APPROVE") == "1") File.WriteAllText(path, made);
        Assert.Equal(made, File.ReadAllText(path));
    }

    [Theory]
    [InlineData("keys")]
    [InlineData("checkpoints")]
    [InlineData("proofs")]
    [InlineData("cosignatures")]
    [InlineData("promises")]
    [InlineData("facts")]
    [InlineData("openings")]
    [InlineData("register")]
    [InlineData("reports")]
    [InlineData("authorisations")]
    public void The_program_says_of_every_vector_what_stands_beside_it(string part)
    {
        var vectors = Made.Value.Single(one => one.Part == part).Vectors;
        Assert.Equal(vectors.Length, vectors.Select(v => Text(v, "name")).Distinct().Count());
        var wrong = vectors.Select(v => (Vector: v, Said: Say(part, v))).Where(one => one.Said != Text(one.Vector, "says"));
        Assert.Equal("", string.Join("\n", wrong.Select(one => $"{Text(one.Vector, "name")}: should say {Text(one.Vector, "says")}, says {one.Said}")));
        Assert.Contains(vectors, v => Text(v, "says") == "ok");
        Assert.Contains(vectors, v => Text(v, "says") != "ok");
    }

    [Fact]
    public void Every_kind_of_fact_in_the_specification_has_a_good_vector()
    {
        var spec = File.ReadAllText(Path.Combine(Folder, "record.md"));
        var named = KindRow().Matches(spec).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}").Order(StringComparer.Ordinal);
        var good = Made.Value.Single(one => one.Part == "facts").Vectors.Where(v => Text(v, "says") == "ok").Select(v => JsonNode.Parse(Text(v, "entry"))!);
        Assert.Equal(named, good.Select(fact => $"{fact["n"]} {fact["kind"]}").Distinct().Order(StringComparer.Ordinal));
    }

    [NodeFact]
    public async Task The_page_says_the_same_of_every_vector_that_it_reads() =>
        Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/record.mjs", Path.Combine(Folder, "record-vectors.json")));

    /// <summary>Beyond the vectors: thousands of others, made from them by exchanging, changing and cutting, the same in every run.</summary>
    [NodeFact]
    public async Task The_page_and_the_program_say_the_same_of_thousands_of_mutations()
    {
        var path = Path.GetTempFileName();
        try
        {
            var made = new JsonObject();
            var mutations = new Mutations();
            foreach (var (part, member, count) in new[] { ("facts", "entry", 6000), ("checkpoints", "note", 600), ("openings", "line", 1200), ("reports", "report", 2500) })
            {
                var from = Made.Value.Single(one => one.Part == part).Vectors;
                var vectors = Enumerable.Range(0, count).Select(i => mutations.Of(from, member, i)).ToArray();
                foreach (var v in vectors) v["says"] = Say(part, v);
                Assert.Contains(vectors, v => Text(v, "says") == "ok");
                made[part] = new JsonArray([.. vectors]);
            }

            await File.WriteAllTextAsync(path, made.ToJsonString(Lines));
            Assert.Equal(string.Empty, await NodeModules.Run("tests/Mirror.Tests/InPage/record.mjs", path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Say(string part, JsonObject v)
    {
        switch (part)
        {
            case "keys":
                return VerifierKey.Parse(Text(v, "vkey")).TryGet(out var key, out var refusal) ? key.Type == VerifierKey.Ed25519 ? "ok" : "ledger-vkey-malformed" : refusal.Code;
            case "checkpoints":
                return Code(SignedNote.Verify(Utf8(v, "note"), [Key(v)], out _).TryGet(out _, out refusal) ? Checkpoint.Open(Text(v, "note"), [Key(v)]) : refusal);
            case "proofs":
                return Code(TlogProof.Verify(Text(v, "proof"), Convert.FromHexString(Text(v, "entry")), [Key(v)], WitnessPolicy.Parse(Text(v, "policy")).Value, out _));
            case "cosignatures":
                var keys = v["vkeys"]!.AsArray().Select(line => VerifierKey.Parse((string)line!).Value).ToArray();
                if (!Checkpoint.Open(Text(v, "note"), keys).TryGet(out _, out refusal)) return refusal.Code;
                var by = Cosignatures.In(Text(v, "note"), keys).Select(c => $"{c.Witness.Name} {c.At.ToUnixTimeSeconds()}");
                return by.SequenceEqual(v["by"]!.AsArray().Select(one => (string)one!)) ? "ok" : string.Join(", ", by);
            case "promises":
                return Code(Promises.Verify(Text(v, "note"), Key(v)));
            case "facts":
                return Code(Facts.Parse(Utf8(v, "entry")));
            case "openings":
                return OpeningsCheck.Parse(Utf8(v, "line")) is { } opening ? Code(OpeningCheck.Check(Convert.FromHexString(Text(v, "leaf")), opening)) : "ledger-opening-malformed";
            case "register":
                return RegisterOpening.FromJson(Utf8(v, "opening")).TryGet(out var full, out refusal) ? Convert.ToHexStringLower(full.Leaf()) == Text(v, "leaf") ? "ok" : "another leaf" : refusal.Code;
            case "reports":
                return ReportCheck.Read(Utf8(v, "report")) is { } report && Period.TryParse(report.Period, out _) && Recount.Wrong(report.Form) is null ? "ok" : "verify-report-malformed";
            case "authorisations":
                var changed = Authorisations.Value[Text(v, "of")]!["opening"]!.DeepClone();
                foreach (var (name, value) in v["with"]!.AsObject()) changed["fields"]!.AsArray().Single(field => (string)field!["name"]! == name)!["value"] = value!.DeepClone();
                return Code(AuthorisationOpening.FromJson(CanonicalJson.Write(changed)));
            default:
                throw new ArgumentException(part, nameof(part));
        }
    }

    private static string Code<T>(Result<T> result) => result.Refusal?.Code ?? "ok";

    private static VerifierKey Key(JsonObject v) => VerifierKey.Parse(Text(v, "vkey")).Value;

    private static string Text(JsonObject v, string member) => v[member]!.GetValue<string>();

    private static byte[] Utf8(JsonObject v, string member) => Encoding.UTF8.GetBytes(Text(v, member));

    [GeneratedRegex(@"^\| (\d+) \| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex KindRow();
}
