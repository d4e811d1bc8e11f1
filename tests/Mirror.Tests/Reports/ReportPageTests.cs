using System.Net;
using AngleSharp.Html.Parser;

namespace Writ.Mirror.Tests.Reports;

public sealed class ReportPageTests(MirrorHost host) : IClassFixture<MirrorHost>
{
    [Fact]
    public async Task The_tables_of_a_report_read_as_approved()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/reports/2026-h1"));
        var text = page.QuerySelectorAll("main table").Select(table => string.Join('\n', table.QuerySelectorAll("caption, tr").Select(row =>
            row.LocalName == "caption" ? $"== {row.TextContent.Trim()}" : string.Join(" | ", row.QuerySelectorAll("th, td").Select(Text)))));
        Approved.Same("report-2026-h1.txt", string.Join("\n\n", text) + "\n");
    }

    [Fact]
    public async Task The_cells_of_a_report_as_csv_are_as_approved() =>
        Approved.Same("report-2026-h1.csv", await host.Client.GetStringAsync("/reports/2026-h1.csv"));

    [Fact]
    public async Task The_json_is_the_published_document_byte_for_byte()
    {
        var published = await File.ReadAllBytesAsync(host.Folder.PathOf("2025-h2", 2));
        Assert.Equal(published, await host.Client.GetByteArrayAsync("/reports/2025-h2.json"));
        Assert.Equal(published, await host.Client.GetByteArrayAsync("/reports/2025-h2/v2.json"));
    }

    [Fact]
    public async Task What_writ_verify_reads_is_served_under_its_own_path()
    {
        Assert.Equal("{\"leaf\":1}\n", await host.Client.GetStringAsync("/reports/2025-h2/v1-openings.jsonl"));
        Assert.StartsWith("[", await host.Client.GetStringAsync("/reports/index.json"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/reports/2025-h2/v3.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/reports/2025-h2/v1.txt")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/reports/2025-h2/..%2Findex.json")).StatusCode);
    }

    [Fact]
    public async Task A_correction_a_provisional_report_and_a_replay_say_so()
    {
        Assert.Contains("This is version 2, a correction", await host.Client.GetStringAsync("/reports/2025-h2"), StringComparison.Ordinal);
        Assert.Contains("Provisional.", await host.Client.GetStringAsync("/reports/2026-h1"), StringComparison.Ordinal);
        Assert.Contains("This is a replay.", await host.Client.GetStringAsync("/reports/2015-01-01--2015-05-31"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_change_on_a_period_that_is_not_right_before()
    {
        Assert.Contains("Change on second half of 2025", await host.Client.GetStringAsync("/reports/2026-h1"), StringComparison.Ordinal);
        Assert.DoesNotContain("Change on", await host.Client.GetStringAsync("/reports/2025-h2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_reports_what_was_published_and_says_not_reported_of_the_rest()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await host.Client.GetStringAsync("/reports/2015-01-01--2015-05-31"));
        var row = page.QuerySelectorAll("tbody tr").First(line => line.QuerySelector("th")!.TextContent.Trim() == "Subpoenas");
        Assert.Equal(["813", "542", "126", "145"], row.QuerySelectorAll(".figure").Select(figure => figure.TextContent));
        Assert.Contains("Not reported in this period: Full or partial, Pending", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("p").Count(line => line.TextContent.StartsWith("Not reported in this period. That is not zero", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_drawing_stands_alone_with_title_and_description()
    {
        var answer = await host.Client.GetAsync("/reports/2026-h1.svg");
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        var svg = System.Xml.Linq.XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal("How demands were answered, first half of 2026", svg.Elements().First(part => part.Name.LocalName == "title").Value);
        Assert.Contains("Subpoenas: 1,310 in full, 195 in part, 390 not, 60 pending, of 1,955", svg.Elements().First(part => part.Name.LocalName == "desc").Value, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private static string Text(AngleSharp.Dom.IElement cell)
    {
        var copy = (AngleSharp.Dom.IElement)cell.Clone();
        foreach (var label in copy.QuerySelectorAll(".table__label")) label.Remove();
        return string.Join(' ', copy.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
