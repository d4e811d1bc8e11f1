using System.Text.Json.Nodes;

namespace Writ.Verify.Tests.Vectors;

/// <summary>The part reports of docs/spec/record-vectors.json: documents and their forms, as they are before anything is counted.</summary>
internal static class ReportVectors
{
    private const string Malformed = "verify-report-malformed";

    private const string Good = """
        {"schema":"writ.report/v1","publisher":"Sample Company","origin":"record.example/writ","period":"2026-h1","version":1,"provisional":false,"replay":false,"from":0,"to":3,"treeSize":9,
        "form":{"id":"sample","title":"Sample","vocabulary":"Sample","tables":[{"id":"t","title":"T","rows":[{"id":"all","label":"All","where":{}}],"columns":[{"id":"full","label":"Full","where":{"outcome":["full"],"!country":["US","withheld"]}}]}]},
        "tables":[{"id":"t","rows":[{"id":"all","cells":[{"is":"count","value":3}]}]}],"readIn":[],"notes":["A note."],"openings":{"path":"reports/2026-h1/v1-openings.jsonl","sha256":"00","count":3}}
        """;

    /// <summary>Where and what; null: it is taken away.</summary>
    private static readonly (string Name, string Path, string? Value, bool Fits)[] Changes =
    [
        ("every kind of cell", "tables.0.rows.0.cells", """[{"is":"count","value":0},{"is":"approximate","value":7},{"is":"bound","atLeast":true,"value":7,"about":false},{"is":"percent","value":"77"},{"is":"band","low":0,"high":249},{"is":"not-reported"},{"is":"withheld"}]""", true),
        ("a cell read in", "readIn", """[{"row":"all","column":"full","cell":{"is":"band","low":0,"high":249},"source":"elsewhere"}]""", true),
        ("leaves not opened", "unopened", """{"count":2,"band":{"lo":0,"hi":249,"structure":"us/250"},"proofs":{"path":"reports/2026-h1/v1-unopened.bin","sha256":"00"}}""", true),
        ("leaves not opened, without a band", "unopened", """{"count":2,"proofs":{"path":"a","sha256":"00"}}""", true),
        ("rows by a field, and cells reported", "form.tables.0", """{"id":"t","title":"T","rows":[],"rowsBy":"country","columns":[{"id":"full","label":"Full","where":{"disclosed":["nothing","content"]}}],"reported":["US/full"]}""", true),
        ("rows by a derived field", "form.tables.0.rowsBy", "\"outcome\"", true),
        ("outcomes of its own", "form.outcomes", """[{"id":"full","final":true,"produced":["all","some"]},{"id":"x-1_a","final":true,"produced":["none"]},{"id":"open","final":false,"produced":["none","some","all"]}]""", true),
        ("an empty condition", "form.tables.0.columns.0.where", """{"country":[]}""", true),

        ("a condition on an outcome that is none", "form.tables.0.columns.0.where", """{"outcome":["nonsense"]}""", false),
        ("a negated condition on an outcome that is none", "form.tables.0.columns.0.where", """{"!outcome":["nonsense"]}""", false),
        ("a condition on a disclosure that is none", "form.tables.0.columns.0.where", """{"disclosed":["something"]}""", false),
        ("a condition on the outcome withheld", "form.tables.0.columns.0.where", """{"outcome":["withheld"]}""", false),
        ("a condition on a field that is none", "form.tables.0.columns.0.where", """{"colour":["red"]}""", false),
        ("a condition on what every object has", "form.tables.0.columns.0.where", """{"constructor":["x"]}""", false),
        ("a condition negated twice", "form.tables.0.columns.0.where", """{"!!country":["US"]}""", false),
        ("a condition of one word, not a list", "form.tables.0.columns.0.where", """{"country":"US"}""", false),
        ("a condition with null", "form.tables.0.columns.0.where", """{"country":[null]}""", false),
        ("a condition of a row on an outcome that is none", "form.tables.0.rows.0.where", """{"outcome":["nonsense"]}""", false),
        ("outcomes with the word withheld", "form.outcomes", """[{"id":"withheld","final":true,"produced":["all","some","none"]},{"id":"full","final":false,"produced":["none","some","all"]}]""", false),
        ("one word twice", "form.outcomes", """[{"id":"full","final":true,"produced":["all","some","none"]},{"id":"full","final":false,"produced":["none","some","all"]}]""", false),
        ("the word withheld, twice", "form.outcomes", """[{"id":"withheld","final":true,"produced":["all","some","none"]},{"id":"withheld","final":false,"produced":["none","some","all"]}]""", false),
        ("a gap", "form.outcomes", """[{"id":"full","final":true,"produced":["all","some","none"]},{"id":"open","final":false,"produced":["none","some"]}]""", false),
        ("an overlap", "form.outcomes", """[{"id":"full","final":true,"produced":["all","some","none"]},{"id":"open","final":false,"produced":["none","some","all"]},{"id":"x","final":true,"produced":["all"]}]""", false),
        ("one situation twice in one word", "form.outcomes", """[{"id":"full","final":true,"produced":["all","all","some","none"]},{"id":"open","final":false,"produced":["none","some","all"]}]""", false),
        ("a word for nothing", "form.outcomes", """[{"id":"full","final":true,"produced":["all","some","none"]},{"id":"open","final":false,"produced":["none","some","all"]},{"id":"x","final":true,"produced":[]}]""", false),
        ("an extent that is none", "form.outcomes", """[{"id":"full","final":true,"produced":["all","some","most"]},{"id":"open","final":false,"produced":["none","some","all"]}]""", false),
        ("a word in capitals", "form.outcomes", """[{"id":"Full","final":true,"produced":["all","some","none"]},{"id":"open","final":false,"produced":["none","some","all"]}]""", false),
        ("a word of 41 letters", "form.outcomes", """[{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","final":true,"produced":["all","some","none"]},{"id":"open","final":false,"produced":["none","some","all"]}]""", false),
        ("a word that does not say whether it is final", "form.outcomes", """[{"id":"full","produced":["all","some","none"]},{"id":"open","final":true,"produced":["none","some","all"]}]""", false),
        ("no outcomes", "form.outcomes", "[]", false),
        ("no tables in the form", "form.tables", "[]", false),
        ("a table twice in the form", "form.tables", """[{"id":"t","title":"T","rows":[],"columns":[]},{"id":"t","title":"T","rows":[],"columns":[]}]""", false),
        ("a row twice", "form.tables.0.rows", """[{"id":"all","label":"All","where":{}},{"id":"all","label":"All","where":{}}]""", false),
        ("a column twice", "form.tables.0.columns", """[{"id":"all","label":"All","where":{}},{"id":"all","label":"All","where":{}}]""", false),
        ("rows by a field that is none", "form.tables.0.rowsBy", "\"colour\"", false),
        ("rows by nothing", "form.tables.0.rowsBy", "\"\"", false),
        ("a period that is none", "period", "\"2026-h3\"", false),

        ("another schema", "schema", "\"writ.report/v2\"", false),
        ("a version in words", "version", "\"1\"", false),
        ("a version with a fraction", "version", "1.5", false),
        ("a note that is null", "notes", "[null]", false),
        ("tables that are null", "tables", "null", false),
        ("a row without cells", "tables.0.rows.0", """{"id":"all"}""", false),
        ("a cell that is null", "tables.0.rows.0.cells.0", "null", false),
        ("a cell of no kind", "tables.0.rows.0.cells.0", """{"is":"zero"}""", false),
        ("a cell that does not say what it is", "tables.0.rows.0.cells.0", """{"value":3}""", false),
        ("a cell that says last what it is", "tables.0.rows.0.cells.0", """{"value":3,"is":"count"}""", false),
        ("a count without a value", "tables.0.rows.0.cells.0", """{"is":"count"}""", false),
        ("a count in words", "tables.0.rows.0.cells.0", """{"is":"count","value":"3"}""", false),
        ("a count with a member too many", "tables.0.rows.0.cells.0", """{"is":"count","value":3,"about":false}""", false),
        ("a band without its end", "tables.0.rows.0.cells.0", """{"is":"band","low":0}""", false),
        ("a bound that does not say of which side", "tables.0.rows.0.cells.0", """{"is":"bound","value":7,"about":false}""", false),
        ("a bound that does not say whether about", "tables.0.rows.0.cells.0", """{"is":"bound","atLeast":true,"value":7}""", false),
        ("a percentage that is a number", "tables.0.rows.0.cells.0", """{"is":"percent","value":77}""", false),
        ("openings elsewhere", "openings.path", "\"../x\"", false),
        ("openings of no number", "openings.count", null, false),
        ("proofs elsewhere", "unopened", """{"count":2,"proofs":{"path":"/a","sha256":"00"}}""", false),
        ("proofs of no number", "unopened", """{"proofs":{"path":"a","sha256":"00"}}""", false),
        ("a band without a structure", "unopened", """{"count":2,"band":{"lo":0,"hi":249},"proofs":{"path":"a","sha256":"00"}}""", false),
        ("a member too many in the form", "form.x", "1", false),
        ("a member too many in a table of the form", "form.tables.0.x", "1", false),
        ("a member too many in a line of the form", "form.tables.0.rows.0.x", "1", false),
        ("a member too many in openings", "openings.x", "1", false),
        ("a member too many", "reviewed", "true", false),
    ];

    public static IEnumerable<JsonObject> All()
    {
        var good = Good.ReplaceLineEndings("");
        yield return One("a report", good, true);
        foreach (var (name, path, value, fits) in Changes) yield return One(name, Changed(good, path, value), fits);
        foreach (var member in JsonNode.Parse(good)!.AsObject().Select(member => member.Key)) yield return One($"without {member}", Changed(good, member, null), false);
        foreach (var (name, text) in new[]
        {
            ("a member twice", good.Replace("\"version\":1", "\"version\":1,\"version\":1", StringComparison.Ordinal)), ("a condition's field twice", good.Replace("{\"outcome\":[\"full\"]", "{\"outcome\":[\"full\"],\"outcome\":[\"none\"]", StringComparison.Ordinal)),
            ("a member in capitals", good.Replace("\"publisher\"", "\"Publisher\"", StringComparison.Ordinal)), ("a number with a fraction", good.Replace("\"to\":3", "\"to\":3.0", StringComparison.Ordinal)),
            ("a number with an exponent", good.Replace("\"to\":3", "\"to\":3e0", StringComparison.Ordinal)), ("a leading zero", good.Replace("\"to\":3", "\"to\":03", StringComparison.Ordinal)),
            ("half a character", good.Replace("A note", "\\udc00", StringComparison.Ordinal)), ("a comment", good.Replace("\"to\":3", "/**/\"to\":3", StringComparison.Ordinal)), ("a byte order mark", "\ufeff" + good),
            ("something behind it", good + "x"), ("a list", $"[{good}]"), ("null", "null"), ("nothing", ""),
        }) yield return One(name, text, false);
        yield return One("spaces and line's ends", good.Replace(",\"", ",\r\n\t \"", StringComparison.Ordinal) + "\n", true);
    }

    private static JsonObject One(string name, string report, bool fits) => new() { ["name"] = name, ["report"] = report, ["says"] = fits ? "ok" : Malformed };

    private static string Changed(string good, string path, string? value)
    {
        var root = JsonNode.Parse(good)!;
        var steps = path.Split('.');
        var at = steps[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (at is JsonArray items) items[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(value!);
        else if (value is null) at.AsObject().Remove(steps[^1]);
        else at[steps[^1]] = JsonNode.Parse(value);
        return root.ToJsonString(Ledger.Reports.PublishedJson.Options);
    }
}
