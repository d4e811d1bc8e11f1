using System.Text;
using System.Text.RegularExpressions;
using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Verify.Tests;

/// <summary>The list of reports and the downloads, each false in one way.</summary>
public sealed partial class DownloadTests : VerifierTest
{
    public DownloadTests()
    {
        Site.Draft("2026-q1", 0, 6).Publish();
        Site.Draft("2026-q2", 6, 10).Publish().WriteDownloads("2026-q1", "2026-q2");
    }

    [Fact]
    public void True_downloads_pass()
    {
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.DoesNotContain("holds no downloads", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_downloads_passes_and_says_that_they_were_not_checked()
    {
        foreach (var file in Directory.GetFiles(Site.File("published/reports"), "*.*").Where(file => !file.EndsWith("index.json", StringComparison.Ordinal))) File.Delete(file);
        var (exit, text) = Text();
        Assert.True(exit == 0, text);
        Assert.Contains("holds no downloads", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-q2.csv", ",-2,-50.0,", ",-3,-50.0,", "verify-csv-differs")]
    [InlineData("2026-q2.csv", ",-2,-50.0,", ",-2,-51.0,", "verify-csv-differs")]
    [InlineData("2026-q2.csv", ",25.0,all/received", ",26.0,all/received", "verify-csv-differs")]
    [InlineData("2026-q2.csv", "band,,0,249,", "band,,0,248,", "verify-csv-differs")]
    [InlineData("2026-q2.csv", "US,United States", "US,United Stales", "verify-csv-differs")]
    [InlineData("2026-q2.csv", "zero,0,", "count,0,", "verify-csv-differs")]
    [InlineData("2026-q2.csv", "publisher,entity", "entity,publisher", "verify-csv-malformed")]
    [InlineData("2026-q2.csv", "the publisher's", "\"the publisher's", "verify-csv-malformed")]
    [InlineData("2026-q2.cells.json", "\"change\":-2,", "\"change\":-3,", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "\"change\":-2,", "\"change\":\"-2\",", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "\"value\":2}", "\"value\":3}", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "\"is\":\"count\",\"value\":0}", "\"is\":\"not-reported\"}", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "\"is\":\"band\"", "\"is\":\"guess\"", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "\"shareReason\":\"zero\",", "", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "\"shareReason\":\"zero\",", "\"share\":0,", "verify-cells-differ")]
    [InlineData("2026-q2.cells.json", "writ.cells/v1", "writ.cells/v2", "verify-cells-malformed")]
    [InlineData("2026-q2.cells.json", "\"version\": 1,", "\"version\": 1, \"version\": 1,", "verify-cells-malformed")]
    [InlineData("2026-q2.svg", "1 in full", "2 in full", "verify-svg-differs")]
    [InlineData("2026-q2.svg", ">2</text></g>", ">3</text></g>", "verify-svg-differs")]
    [InlineData("2026-q2.svg", "second quarter of 2026</title>", "second quarter of 2025</title>", "verify-svg-differs")]
    [InlineData("2026-q2.svg", "second quarter of 2026</text>", "second quarter of 2025</text>", "verify-svg-differs")]
    [InlineData("2026-q2.svg", "Sample Company", "Simple Company", "verify-svg-differs")]
    [InlineData("2026-q2.svg", "reports/2026-q2", "reports/2026-q1", "verify-svg-differs")]
    [InlineData("2026-q2.svg", "</desc>", "</desk>", "verify-svg-malformed")]
    [InlineData("2026-q2.svg", "</desc>", "</desc><script>1</script>", "verify-svg-malformed")]
    [InlineData("2026-q2.svg", "</desc>", "</desc><image href=\"http://elsewhere.example\"/>", "verify-svg-malformed")]
    [InlineData("2026-q2.svg", "<g ", "<g onload=\"1\" ", "verify-svg-malformed")]
    [InlineData("2026-q2.svg", "<svg ", "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg ", "verify-svg-malformed")]
    [InlineData("2026-q2.svg", "</desc>", "</desc><desc>something else</desc>", "verify-svg-malformed")]
    [InlineData("index.json", "2026-q2", "2026-q3", "verify-index-stray")]
    [InlineData("index.json", "\"version\":1", "\"version\":2", "verify-index-stray")]
    [InlineData("index.json", "\"version\":1", "\"version\":0", "verify-index-differs")]
    [InlineData("index.json", "\"replay\":false", "\"replay\":true", "verify-index-differs")]
    [InlineData("index.json", "\"provisional\":false", "\"provisional\":true", "verify-index-differs")]
    [InlineData("index.json", "q2/v1.json", "q2/v2.json", "verify-index-differs")]
    [InlineData("index.json", "\"replay\":false", "\"replay\":false,\"more\":1", "verify-index-malformed")]
    [InlineData("index.json", ",\"replay\":false", "", "verify-index-malformed")]
    [InlineData("index.json", "[{", "[null,{", "verify-index-malformed")]
    [InlineData("index.json", "[{", "{{", "verify-index-malformed")]
    public void A_false_part_is_found(string file, string part, string instead, string code)
    {
        var path = Site.File($"published/reports/{file}");
        var text = File.ReadAllText(path);
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(part, instead, StringComparison.Ordinal));
        False(code);
    }

    [Fact]
    public void A_report_left_out_of_the_list_or_named_twice_is_found()
    {
        var all = Site.Index["2026-q2"];
        Site.Index.Remove("2026-q2");
        Site.WriteIndex();
        Assert.Equal((1, "verify-index-omits"), OnlyCode());
        Site.Index["2026-q2"] = $"{all},{all}";
        Site.WriteIndex();
        Assert.Equal((1, "verify-index-malformed"), OnlyCode());
    }

    [Fact]
    public void A_list_that_names_a_replaced_version_is_found()
    {
        var old = Site.Index["2026-q2"];
        Site.Report = Site.Report! with { Version = 2, TreeSize = Site.Entries.Count, Openings = Site.Report!.Openings with { Path = "reports/2026-q2/v2-openings.jsonl" } };
        Site.Publish();
        Site.Index["2026-q2"] = old;
        Site.WriteIndex();
        False("verify-index-differs");
    }

    [Fact]
    public void A_draft_in_a_folder_is_told_and_no_fault()
    {
        Site.Write("published/reports/2026-q2/v2.json", "{}");
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.Contains("a draft, not a report", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("cells.json")]
    public void Any_changed_byte_of_the_cells_is_found(string ending)
    {
        var bytes = File.ReadAllBytes(Site.File($"published/reports/2026-q2.{ending}"));
        Assert.Equal(0, Findings(ending, bytes));
        var missed = new List<int>();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;

            // White space between JSON tokens says nothing, whichever it is.
            if (Findings(ending, changed) == 0 && !(ending == "cells.json" && char.IsWhiteSpace((char)bytes[at]))) missed.Add(at);
        }

        Assert.Empty(missed);
    }

    [Fact]
    public void Any_changed_letter_that_a_reader_of_the_drawing_sees_is_found()
    {
        var text = File.ReadAllText(Site.File("published/reports/2026-q2.svg"));
        Assert.Equal(0, Findings("svg", Encoding.UTF8.GetBytes(text)));
        var free = text.IndexOf("As of checkpoint", StringComparison.Ordinal);
        var seen = Seen().Matches(text).SelectMany(match => Enumerable.Range(match.Groups[2].Index, match.Groups[2].Length))
            .Where(at => at < free || at >= text.IndexOf("/reports/", StringComparison.Ordinal)).ToList();
        Assert.True(seen.Count > 200);
        Assert.DoesNotContain(seen, at => Findings("svg", Encoding.UTF8.GetBytes(text[..at] + (text[at] == '~' ? '|' : '~') + text[(at + 1)..])) == 0);
    }

    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "a|b;c|d")]
    [InlineData("a,b\nc,d", "a|b;c|d")]
    [InlineData("\"a,\"\"b\"\"\",\"\r\n\"\n", "a,\"b\"|\r\n")]
    [InlineData(",\n,\n", "|;|")]
    [InlineData("a,", "a|")]
    [InlineData("\n", "")]
    [InlineData("a\"b\n", null)]
    [InlineData("\"a\"b\n", null)]
    [InlineData("\"a\n", null)]
    [InlineData("a\rb\n", null)]
    [InlineData("a\r", null)]
    public void Csv_is_read_in_one_way(string text, string? read) =>
        Assert.Equal(read, CsvText.Read(text) is { } lines ? string.Join(';', lines.Select(line => string.Join('|', line))) : null);

    /// <summary>How much is found in a download of the second quarter.</summary>
    private long Findings(string ending, byte[] bytes)
    {
        var (findings, period) = (new Findings(), Period.FromTrusted("2026-q2"));
        var later = new Later(new FolderSite(Site.Path), Site.Key.Verifier, new Writ.Ledger.Log.Checkpoint(SampleSite.Origin, long.MaxValue, new byte[32]));
        var report = Site.Report!;
        var expected = new ExpectedCells(report, period, Comparison.With(report, Before));
        var text = Encoding.UTF8.GetString(bytes);
        switch (ending)
        {
            case "csv":
                new CsvCheck(expected, later, findings).Compare("place", text);
                break;
            case "svg":
                new DrawingCheck(report, period, later, findings).Compare("place", text);
                break;
            default:
                new CellsJsonCheck(expected, later, findings).Compare("place", text);
                break;
        }

        return findings.Total;
    }

    private ReportDocument Before => System.Text.Json.JsonSerializer.Deserialize<ReportDocument>(File.ReadAllBytes(Site.File("published/reports/2026-q1/v1.json")), PublishedJson.Options)!;

    [GeneratedRegex("<(text|title|desc)[^>]*>([^<]*)<")]
    private static partial Regex Seen();
}
