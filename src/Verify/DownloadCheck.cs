using System.Text;
using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>Holds each report's CSV, JSON of cells and drawing against the verified report: every value, and every number drawn.</summary>
internal sealed class DownloadCheck(Site site, ReportCheck reports, Later later, Findings findings, Action<string> progress)
{
    private const long MaxCells = 64L << 20;
    private const long MaxDrawing = 8L << 20;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public void Run()
    {
        var missing = new List<string>();
        foreach (var (name, report) in reports.Verified.OrderBy(pair => pair.Value.From))
        {
            var period = Period.FromTrusted(name);
            if (Before(period, report) is not { } comparison)
            {
                findings.Remarks.Add($"reports/{name}: the report on the period before did not pass, so changes on it were not compared.");
                continue;
            }

            var expected = new ExpectedCells(report, period, comparison);
            Check($"reports/{name}.csv", MaxCells, missing, (place, text) => new CsvCheck(expected, later, findings).Compare(place, text));
            Check($"reports/{name}.cells.json", MaxCells, missing, (place, text) => new CellsJsonCheck(expected, later, findings).Compare(place, text));
            Check($"reports/{name}.svg", MaxDrawing, missing, (place, text) => new DrawingCheck(report, period, later, findings).Compare(place, text));
        }

        if (missing.Count > 0) findings.Remarks.Add($"The folder holds no downloads of {missing.Count} kinds ({missing[0]} ...): the site makes them. Give its address to have them checked too.");
    }

    /// <summary>Null where there is a report on the period before that did not pass.</summary>
    private Comparison? Before(Period period, ReportDocument report)
    {
        var periods = reports.Latest.Keys.Where(name => Period.TryParse(name, out _)).Select(Period.FromTrusted);
        if (Derived.RightBefore(period, periods) is not { } before) return Comparison.None(NoChange.NoPrevious);
        return reports.Verified.TryGetValue(before.Text, out var previous) ? Comparison.With(report, previous) : null;
    }

    private void Check(string path, long max, List<string> missing, Action<string, string> compare)
    {
        progress(path);
        var bytes = site.Read(path, max).GetAwaiter().GetResult();
        if (bytes is null)
        {
            if (site.MakesDownloads) findings.Unchecked("verify-file-missing", path, "The site does not serve this download of a report it lists.");
            else missing.Add(path);
            return;
        }

        string text;
        try
        {
            text = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            text = "\0";
        }

        compare(path, text);
    }
}
