using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Published;

/// <summary>One table of a period: one entity, one dimension; rows are categories, columns metrics, as far as published.</summary>
internal sealed record PublishedTable(string Dimension, IReadOnlyList<string> Metrics, IReadOnlyList<PublishedRow> Rows);

/// <param name="Figures">In the order of the table's metrics; null: not reported.</param>
internal sealed record PublishedRow(string Category, string Label, IReadOnlyList<PublishedFigure?> Figures);

/// <summary>The tables of one entity within a period. Entities are never mixed: their numbers count different things.</summary>
internal sealed record PublishedEntity(string Code, string Name, IReadOnlyList<PublishedTable> Tables);

internal static class PublishedTables
{
    private static readonly string[] MetricOrder =
        ["received", "full", "partial", "none", "full_or_partial", "full_pct", "full_or_partial_pct", "processed", "disclosed", "count", "items", "received_pct", "share_pct", "change_pct"];

    public static IReadOnlyList<Period> Periods { get; } = [.. PublishedFigures.Amazon.Select(figure => figure.Period).Distinct().Order()];

    public static IReadOnlyList<PublishedFigure> Of(Period period) => [.. PublishedFigures.Amazon.Where(figure => figure.Period == period)];

    public static IReadOnlyList<PublishedEntity> Entities(Period period) => [.. Of(period)
        .GroupBy(figure => figure.Entity, StringComparer.Ordinal)
        .Select(entity => new PublishedEntity(entity.Key, FigureWords.Of(entity.Key), [.. entity
            .GroupBy(figure => figure.Dimension, StringComparer.Ordinal)
            .Select(dimension => Table(dimension.Key, [.. dimension]))]))];

    /// <summary>Distinct sources of a period, numbered from 1 in order of appearance.</summary>
    public static IReadOnlyList<string> Sources(Period period) => [.. Of(period).Select(figure => figure.Source).Distinct(StringComparer.Ordinal)];

    /// <summary>A share of a row's received, where both are counts: derived here, not published.</summary>
    public static string? Share(PublishedRow row, PublishedFigure figure, PublishedTable table)
    {
        if (figure.Metric == "received" && figure.Dimension == "country")
        {
            var all = table.Rows.FirstOrDefault(line => line.Category == "ALL")?.Figures.FirstOrDefault(other => other?.Metric == "received");
            return row.Category == "ALL" ? null : CellWords.Share(figure.Value, all?.Value);
        }

        if (figure.Metric == "received") return null;
        return CellWords.Share(figure.Value, row.Figures.FirstOrDefault(other => other?.Metric == "received")?.Value);
    }

    public static Chart Chart(Period period)
    {
        var when = PeriodWords.Of(period);
        foreach (var entity in Entities(period))
        {
            foreach (var table in entity.Tables)
            {
                if (table.Dimension == "type" && Answers(entity, table, when) is { } answers) return answers;
                if (table.Dimension == "country") return Bars(entity, table, "by country", when);
            }
        }

        var first = Entities(period)[0];
        return Bars(first, first.Tables[0], FigureWords.Of(first.Tables[0].Dimension).ToLowerInvariant(), when);
    }

    private static PublishedTable Table(string dimension, IReadOnlyList<PublishedFigure> figures)
    {
        List<string> metrics = [.. figures.Select(figure => figure.Metric).Distinct(StringComparer.Ordinal)
            .OrderBy(metric => Array.IndexOf(MetricOrder, metric) is var at && at < 0 ? MetricOrder.Length : at)];
        return new PublishedTable(dimension, metrics, [.. figures.GroupBy(figure => figure.Category, StringComparer.Ordinal)
            .Select(row => new PublishedRow(
                row.Key,
                dimension == "all" ? "All demands" : FigureWords.Row(dimension, row.Key),
                [.. metrics.Select(metric => row.FirstOrDefault(figure => figure.Metric == metric))]))]);
    }

    private static ShareChart? Answers(PublishedEntity entity, PublishedTable table, string when)
    {
        List<ShareBar> bars = [];
        foreach (var row in table.Rows)
        {
            Cell? At(string metric) => row.Figures.FirstOrDefault(figure => figure?.Metric == metric)?.Value;
            if (At("received") is not Cell.Count { Value: > 0 } received || At("full") is not Cell.Count full || At("partial") is not Cell.Count partial || At("none") is not Cell.Count none) continue;
            bars.Add(new ShareBar(row.Label, CellWords.Number(received.Value), [full.Value, partial.Value, none.Value]));
        }

        return bars.Count == 0 ? null : new ShareChart
        {
            Id = "answers",
            Sentence = $"{entity.Name}: how demands were answered, {when}",
            Description = string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Values[0]:N0} in full, {bar.Values[1]:N0} in part, {bar.Values[2]:N0} not, of {bar.Total}")) + ".",
            Parts = ["Full", "Partial", "None"],
            Bars = bars,
        };
    }

    private static BarChart Bars(PublishedEntity entity, PublishedTable table, string what, string when)
    {
        List<ChartBar> bars = [.. table.Rows
            .Where(row => row.Category is not ("ALL" or "all" or "us_total") || table.Rows.Count == 1)
            .Select(row => (row.Label, Figure: row.Figures.OfType<PublishedFigure>().First()))
            .Select(row => new ChartBar(row.Label, Drawn(row.Figure.Value), CellWords.Figure(row.Figure.Value).Text, row.Figure.Value is Cell.Count))];
        return new BarChart
        {
            Id = "counts",
            Sentence = $"{entity.Name}: {what}, {when}",
            Description = string.Join("; ", bars.Select(bar => $"{bar.Label}: {bar.Text}")) + ".",
            Bars = bars,
        };
    }

    /// <summary>A band, a share or a nothing has no length.</summary>
    private static double? Drawn(Cell cell) => cell switch
    {
        Cell.Count count => count.Value,
        Cell.Approximate about => about.Value,
        Cell.Bound bound => bound.Value,
        _ => null,
    };
}
