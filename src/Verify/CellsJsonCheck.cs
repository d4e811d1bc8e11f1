using System.Globalization;
using System.Text.Json;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>A report's JSON of cells, member by member. Members may have been added since; those known here have to be as they are.</summary>
internal sealed class CellsJsonCheck(ExpectedCells expected, Later later, Findings findings)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public void Compare(string place, string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Strict);
        }
        catch (JsonException)
        {
            Malformed(place);
            return;
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "schema") != "writ.cells/v1" || !root.TryGetProperty("cells", out var list)
                || list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(cell => cell.ValueKind != JsonValueKind.Object))
            {
                Malformed(place);
                return;
            }

            var report = expected.Report;
            if (root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var shown) && shown > report.Version)
            {
                later.Found(findings, "verify-cells-differ", place, $"It is of version {shown}; the log holds versions up to {report.Version}.");
                return;
            }

            Same(place, root, "publisher", report.Publisher);
            Same(place, root, "period", report.Period);
            Same(place, root, "firstDay", $"{expected.Period.First:yyyy-MM-dd}");
            Same(place, root, "lastDay", $"{expected.Period.Last:yyyy-MM-dd}");
            Same(place, root, "version", report.Version);
            Same(place, root, "form", report.Form.Id);
            Same(place, root, "document", $"reports/{report.Period}/v{report.Version}.json");
            var cells = list.EnumerateArray().ToArray();
            if (cells.Length != expected.Cells.Count)
                findings.False("verify-cells-differ", place, $"It has {cells.Length} cells; the report has {expected.Cells.Count}.");
            foreach (var (cell, found) in expected.Cells.Zip(cells)) Compare($"{place} {cell.Place}", cell, found);
        }
    }

    private void Compare(string place, ExpectedCell cell, JsonElement found)
    {
        var (share, change) = (cell.Derived.Share, cell.Derived.Change);
        Same(place, found, "table", cell.Form.Id);
        Same(place, found, "row", cell.Row);
        Same(place, found, "rowLabel", cell.Label);
        Same(place, found, "column", cell.Column.Id);
        Same(place, found, "columnLabel", cell.Column.Label);
        Same(place, found, "source", cell.Derived.Source);
        Same(place, found, "share", share.Percent);
        Same(place, found, "shareOf", share.Of);
        Same(place, found, "shareReason", share.Why is { } noShare ? Derived.Word(noShare) : null);
        Same(place, found, "change", change.Step);
        Same(place, found, "changePercent", change.Percent);
        Same(place, found, "changeOn", change.Step is null ? null : expected.ChangeOn);
        Same(place, found, "changeReason", change.Why is { } noChange ? Derived.Word(noChange) : null);
        if (!found.TryGetProperty("cell", out var value) || Read(value) != cell.Derived.Cell)
            findings.False("verify-cells-differ", $"{place} cell", "The cell in the download is not that of the report.");
    }

    private void Same(string place, JsonElement found, string name, string? value)
    {
        if (Text(found, name) != value) Differs(place, found, name, value);
    }

    private void Same(string place, JsonElement found, string name, decimal? value)
    {
        var given = found.TryGetProperty(name, out var number) ? number : default;
        var same = value is null
            ? given.ValueKind == JsonValueKind.Undefined
            : given.ValueKind == JsonValueKind.Number && given.TryGetDecimal(out var shown) && shown == value;
        if (!same) Differs(place, found, name, value?.ToString(CultureInfo.InvariantCulture));
    }

    private void Differs(string place, JsonElement found, string name, string? value) => findings.False(
        "verify-cells-differ",
        $"{place} {name}",
        $"The download says {(found.TryGetProperty(name, out var given) ? given.GetRawText() : "nothing")}; from the report follows {value ?? "nothing"}.");

    private void Malformed(string place) => findings.False("verify-cells-malformed", place, "This is not JSON of the schema writ.cells/v1.");

    /// <summary>Null where the member is not there; no text at all where it is something else, which is equal to nothing expected.</summary>
    private static string? Text(JsonElement of, string name) =>
        !of.TryGetProperty(name, out var value) ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : "\0";

    private static Cell? Read(JsonElement cell)
    {
        try
        {
            return cell.Deserialize<Cell>(PublishedJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }
}
