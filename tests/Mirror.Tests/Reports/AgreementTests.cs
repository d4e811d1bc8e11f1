using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Writ.Ledger.Reports;
using Writ.Mirror.Published;
using Writ.Mirror.Words;

namespace Writ.Mirror.Tests.Reports;

/// <summary>Page, CSV and JSON of a report say the same of every cell: figure, share and change.</summary>
public sealed class AgreementTests : IAsyncLifetime
{
    private readonly MirrorHost host = new();

    public Task InitializeAsync() => host.InitializeAsync();

    public Task DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("2015-01-01--2015-05-31", 52)]
    [InlineData("2025-h2", 57)]
    [InlineData("2026-h1", 57)]
    public async Task Page_and_downloads_agree_cell_by_cell(string period, int least)
    {
        var rows = CsvRows.Read(await host.Client.GetStringAsync($"/reports/{period}.csv"));
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync($"/reports/{period}.cells.json"));
        var cells = json.RootElement.GetProperty("cells").EnumerateArray().ToList();
        Assert.True(rows.Count >= least);
        Assert.Equal(rows.Select(Flat), cells.Select(Flat));

        var expected = rows.GroupBy(row => row["table"]).SelectMany(Shown).ToList();
        var shown = await OnPage(period);
        Assert.Equal(expected.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_empty_share_and_change_has_its_reason_and_no_other_has_one()
    {
        foreach (var row in CsvRows.Read(await host.Client.GetStringAsync("/reports/2026-h1.csv")))
        {
            Assert.Equal(row["share"].Length == 0, row["share_reason"].Length > 0);
            Assert.Equal(row["change"].Length == 0 || row["change_percent"].Length == 0, row["change_reason"].Length > 0);
            Assert.Equal(row["share"].Length == 0, row["share_of"].Length == 0);
            Assert.Equal(row["change"].Length == 0, row["change_on"].Length == 0);
        }
    }

    [Fact]
    public async Task Why_there_is_no_change_is_told_apart()
    {
        async Task<string> Why(string period) =>
            CsvRows.Read(await host.Client.GetStringAsync($"/reports/{period}.csv")).Single(row => row["row"] == "subpoena" && row["column"] == "received")["change_reason"];

        Assert.Equal("", await Why("2026-h1"));
        Assert.Equal("no-previous", await Why("2025-h2"));

        var replay = host.Folder.Index.Single(entry => entry.Period == "2015-01-01--2015-05-31");
        Assert.True(replay.Replay);
        host.Folder.Put("2025-h1", 1, false, true, SampleFolder.Replay2015);
        host.Folder.WriteIndex();
        Assert.Equal("other-replay", await Why("2025-h2"));

        await File.WriteAllTextAsync(host.Folder.PathOf("2025-h1", 1), "{");
        Assert.Equal("previous-unreadable", await Why("2025-h2"));
    }

    [Fact]
    public async Task A_word_with_another_meaning_is_not_compared()
    {
        var form = ReportForms.Find("amazon-2015")!;
        FormOutcome[] narrower = [new("pending", false, ["all", "some", "none"]), new("full", true, ["all", "some"]), new("partial", true, ["none"]), new("none", false, [])];
        Assert.NotNull(OutcomeWords.Fault(form with { Outcomes = narrower }));
        narrower = [new("pending", false, ["all", "some"]), new("full", true, ["all", "some"]), new("partial", true, ["none"]), new("none", false, ["none"])];
        host.Folder.Put("2025-h2", 3, false, false, (period, version) => SampleFolder.Document(
            period, version, false, false, new Dictionary<string, Cell> { ["instrument-outcome/subpoena/received"] = new Cell.Count(1) }, form with { Outcomes = narrower }));
        host.Folder.WriteIndex();
        var row = CsvRows.Read(await host.Client.GetStringAsync("/reports/2026-h1.csv")).First();
        Assert.Equal(("", "other-form"), (row["change"], row["change_reason"]));
        Assert.DoesNotContain("Change on", await host.Client.GetStringAsync("/reports/2026-h1"), StringComparison.Ordinal);
    }

    /// <summary>What the page has to show of one table, worked out from the CSV alone.</summary>
    private static IEnumerable<string> Shown(IEnumerable<IReadOnlyDictionary<string, string>> table)
    {
        var rows = table.ToList();
        var reported = rows.GroupBy(row => row["column"]).Where(column => column.Any(row => row["kind"] != "not-reported")).Select(column => column.Key).ToHashSet();
        var compared = rows.Any(row => row["change"].Length > 0);
        foreach (var line in rows.GroupBy(row => row["row"]))
        {
            foreach (var row in line.Where(row => reported.Contains(row["column"])))
                yield return $"{row["row_label"]} / {row["column_label"]}: {Figure(row)} {(row["share"].Length > 0 ? row["share"] + "%" : "")}";
            if (compared && reported.Count > 0)
                yield return $"{line.First()["row_label"]}: {Change(line.SingleOrDefault(row => row["column"] == "received"))}";
        }
    }

    private static string Figure(IReadOnlyDictionary<string, string> row) => row["kind"] switch
    {
        "count" or "zero" => CellWords.Number(long.Parse(row["value"])),
        "band" => $"{row["low"]}–{row["high"]}",
        "not-reported" => "not reported",
        "withheld" => "withheld by law",
        var kind => kind,
    };

    private static string Change(IReadOnlyDictionary<string, string>? row) => row?["change"] switch
    {
        null or "" => "—",
        "0" => "no change",
        ['-', .. var less] => $"−{less} {(row["change_percent"].Length > 0 ? $"(−{row["change_percent"][1..]}%)" : "")}".Trim(),
        var more => $"+{more} {(row["change_percent"].Length > 0 ? $"(+{row["change_percent"]}%)" : "")}".Trim(),
    };

    private async Task<List<string>> OnPage(string period)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync($"/reports/{period}"));
        var found = new List<string>();
        foreach (var table in page.QuerySelectorAll("main table"))
        {
            var columns = table.QuerySelectorAll("thead th").Select(head => head.TextContent.Trim()).ToList();
            foreach (var row in table.QuerySelectorAll("tbody tr"))
            {
                var label = row.QuerySelector("th")!.TextContent.Trim();
                var cells = row.QuerySelectorAll("td").ToList();
                var small = columns.IndexOf("Share") is > 0 and var share ? Words(cells[share - 1]) : null;
                foreach (var (cell, column) in cells.Zip(columns.Skip(1)).Where(pair => pair.Second != "Share"))
                {
                    found.Add(column.StartsWith("Change on", StringComparison.Ordinal)
                        ? $"{label}: {Words(cell)}"
                        : $"{label} / {column}: {cell.QuerySelector(".figure")!.FirstChild!.TextContent.Trim()} {small ?? cell.QuerySelectorAll(".under").Select(Words).FirstOrDefault(text => text.EndsWith('%'))}");
                }
            }
        }

        return found;
    }

    private static string Words(IElement cell)
    {
        var copy = (IElement)cell.Clone();
        foreach (var label in copy.QuerySelectorAll(".table__label")) label.Remove();
        return copy.TextContent.Trim();
    }

    private static string Flat(IReadOnlyDictionary<string, string> row) => string.Join(
        '|', row["table"], row["row"], row["row_label"], row["column"], row["column_label"], row["kind"] == "zero" ? "count" : row["kind"], row["value"], row["low"], row["high"],
        row["source"], row["share"], row["share_of"], row["share_reason"], row["change"], row["change_percent"], row["change_on"], row["change_reason"]);

    private static string Flat(JsonElement cell)
    {
        static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value)
            ? name is "share" or "changePercent" ? value.GetDecimal().ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : value.ToString()
            : "";
        var figure = cell.GetProperty("cell");
        return string.Join('|', new[] { "table", "row", "rowLabel", "column", "columnLabel" }.Select(name => Text(cell, name))
            .Concat(new[] { "is", "value", "low", "high" }.Select(name => Text(figure, name)))
            .Concat(new[] { "source", "share", "shareOf", "shareReason", "change", "changePercent", "changeOn", "changeReason" }.Select(name => Text(cell, name))));
    }
}
