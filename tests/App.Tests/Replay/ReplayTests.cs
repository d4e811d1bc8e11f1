using System.Text.Json;
using Writ.App.Replay;
using Writ.App.Tests.Serving;
using Writ.Base;
using Writ.Ledger.Reports;
using Writ.Mirror;

namespace Writ.App.Tests.Replay;

/// <summary>A published period, replayed through real door, gate, vault and record, comes out as it was published.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("2015-01-01--2015-05-31", 984)]
    [InlineData("2019-h1", 2225)]
    [InlineData("2020-h2", 27664)]
    public async Task Each_published_cell_comes_out_as_published_and_every_other_is_not_reported(string text, int demands)
    {
        var period = Period.FromTrusted(text);
        var plan = Plan.Of(period);
        Assert.Equal(demands, plan.Demands.Count);
        var root = Directory.CreateTempSubdirectory("writ-replay-").FullName;
        try
        {
            var published = await ReplayVerb.Replay(root, plan, _ => { }, CancellationToken.None);
            Assert.True(published.Ok, published.Refusal?.ToString());

            var bytes = await File.ReadAllBytesAsync(Path.Combine(root, "published", published.Value.Path));
            var report = JsonSerializer.Deserialize<ReportDocument>(bytes, PublishedJson.Options)!;
            Assert.Equal(demands, report.Openings.Count);
            Assert.Equal(Expected(period), Shown(report));
            Assert.Equal(0, Verifying.Verify(root));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>From the published figures themselves, not from the plan: exact numbers and bands, and nothing else.</summary>
    private static SortedDictionary<string, string> Expected(Period period)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var figure in PublishedFigures.Amazon.Where(f => f.Period == period && f.Entity.StartsWith("Amazon(", StringComparison.Ordinal)))
        {
            var shown = figure.Value switch
            {
                Cell.Count count => $"{count.Value}",
                Cell.Band band => $"{band.Low}-{band.High}",
                _ => null,
            };
            var row = figure.Category == "OTHER" ? "ZZ" : figure.Category;
            if (shown is not null) cells[$"{figure.Dimension}/{row}/{figure.Metric}"] = shown;
        }

        return cells;
    }

    private static SortedDictionary<string, string> Shown(ReportDocument report)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, form) in report.Tables.Zip(report.Form.Tables))
        {
            foreach (var row in table.Rows)
            {
                foreach (var (cell, column) in row.Cells.Zip(form.Columns))
                {
                    var shown = cell switch
                    {
                        Cell.Count count => $"{count.Value}",
                        Cell.Band band => $"{band.Low}-{band.High}",
                        Cell.NotReported => null,
                        _ => "unexpected",
                    };
                    if (shown is not null) cells[$"{(table.Id == "instrument-outcome" ? "type" : table.Id)}/{row.Id}/{column.Id}"] = shown;
                }
            }
        }

        return cells;
    }
}
