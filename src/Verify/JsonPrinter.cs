using System.Text.Json;
using System.Text.Json.Nodes;

namespace Writ.Verify;

internal static class JsonPrinter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(Verdict verdict, TextWriter output)
    {
        var findings = verdict.Findings;
        output.WriteLine(new JsonObject
        {
            ["schema"] = "writ.verify/v1",
            ["exit"] = findings.ExitCode,
            ["keyFromSite"] = verdict.KeyFromSite,
            ["vkey"] = verdict.Key?.ToString(),
            ["log"] = verdict.Checkpoint is { } c
                ? new JsonObject { ["origin"] = c.Origin, ["size"] = c.Size, ["root"] = Convert.ToBase64String(c.Root) }
                : null,
            ["witnesses"] = verdict.Witnesses is { Given: true } w
                ? new JsonObject
                {
                    ["quorum"] = w.Words, ["met"] = w.Met,
                    ["cosigned"] = new JsonArray([.. w.Cosigned.Select(c => (JsonNode)new JsonObject { ["name"] = c.Witness.Name, ["at"] = c.At.ToUnixTimeSeconds() })]),
                }
                : null,
            ["entries"] = verdict.Contents is { } all
                ? new JsonObject { ["facts"] = all.Facts, ["register"] = all.Registers, ["authorisations"] = all.Authorisations }
                : null,
            ["reports"] = new JsonArray([.. verdict.Reports.Select(r => (JsonNode)new JsonObject
            {
                ["period"] = r.Document.Period, ["version"] = r.Document.Version, ["covered"] = r.Covered, ["opened"] = r.Opened, ["cells"] = r.Cells,
                ["replaced"] = r.Replaced,
            })]),
            ["findings"] = new JsonArray([.. findings.Kept.Select(f => (JsonNode)new JsonObject
            {
                ["code"] = f.Code, ["kind"] = f.Kind == FindingKind.False ? "false" : "unchecked", ["place"] = f.Place, ["sentence"] = f.Sentence,
            })]),
            ["more"] = new JsonObject(findings.Dropped.Select(d => KeyValuePair.Create(d.Code, (JsonNode?)d.More))),
            ["resumedAt"] = verdict.ResumedAt,
            ["evidence"] = new JsonArray([.. verdict.Evidence.Select(e => (JsonNode)new JsonObject { ["source"] = e.Source, ["note"] = e.Note })]),
            ["remarks"] = Strings(findings.Remarks),
            ["proves"] = findings.ExitCode == 0 ? Strings(Meaning.Proves(verdict)) : new JsonArray(),
            ["doesNotProve"] = Strings(Meaning.DoesNotProve(verdict)),
        }.ToJsonString(Indented));
    }

    private static JsonArray Strings(IEnumerable<string> lines) => new([.. lines.Select(line => (JsonNode)line)]);
}
