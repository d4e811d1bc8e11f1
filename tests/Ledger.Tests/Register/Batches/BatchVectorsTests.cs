using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Batches;

namespace Writ.Ledger.Tests.Register.Batches;

/// <summary>docs/spec/batch-vectors.json, written by hand: this code says of each log what stands beside it. The page's modules are held to the same file.</summary>
public sealed class BatchVectorsTests
{
    private static readonly JsonArray All = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "docs", "spec", "batch-vectors.json")))!["walk"]!.AsArray();

    public static TheoryData<string> Names => new(All.Select(v => v!["name"]!.GetValue<string>()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_log_is_said_to_be_what_stands_beside_it(string name)
    {
        var vector = All.Single(v => v!["name"]!.GetValue<string>() == name)!;
        var walk = new BatchWalk();
        var says = new List<string>();
        foreach (var (index, entry) in vector["entries"]!.AsArray().Index())
        {
            var (kind, fact) = entry!.GetValueKind() == JsonValueKind.String
                ? (entry.GetValue<string>() == "R" ? LogEntryKind.Register : LogEntryKind.Authorisation, null)
                : (LogEntryKind.Fact, Ledger.Facts.Facts.Parse(CanonicalJson.Write(JsonNode.Parse(entry.ToJsonString())!)).Value);
            says.AddRange(walk.Take(index, kind, fact).Select(refusal => $"{index} {refusal.Code}"));
        }

        Assert.Equal(vector["says"]!.AsArray().Select(s => $"{s![0]} {s[1]}"), says);
        Assert.Equal(
            vector["batches"]!.AsArray().Select(b => $"{b!["due"]} {b["closes"]} {b["leaves"]} {b["reserve"]} {b["first"]} {b["count"]}"),
            walk.Batches.Select(b => $"{b.Time.Due:yyyy-MM-dd'T'HH:mm:ss'Z'} {b.Time.Closes:yyyy-MM-dd'T'HH:mm:ss'Z'} {b.Time.Leaves} {b.Time.Reserve} {b.First} {b.Leaves}"));
        Assert.Equal(vector["endsWithin"]!.GetValue<bool>(), walk.EndsWithin);
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Writ.slnx"))) at = at.Parent;
        return at.FullName;
    }
}
