using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Published;

/// <summary>
/// The one number a period is charted by: all demands, without removal and national security requests. The published
/// total where there is one; else the sum of the four published counts; else nothing.
/// </summary>
/// <param name="Summed">True where the total is ours.</param>
internal sealed record PeriodTotal(string Entity, Period Period, Cell Value, bool Summed);

/// <summary>Amazon's series since 2015 and its breaks.</summary>
internal static class SeriesOfAll
{
    private static readonly string[] Parts = ["subpoena", "search_warrant", "other_court_order", "non_us"];

    public static IReadOnlyList<PeriodTotal> Totals { get; } = [.. PublishedFigures.Amazon
        .Where(figure => figure.Entity is "Amazon" or "Amazon(AWS split not reported)" or "Amazon(ex-AWS)")
        .GroupBy(figure => (figure.Entity, figure.Period))
        .Select(group => Total(group.Key.Entity, group.Key.Period, [.. group]))
        .OfType<PeriodTotal>()
        .OrderBy(total => total.Period)];

    public static SeriesChart Chart => new()
    {
        Id = "series",
        Sentence = "Demands for Amazon customers’ data, by the period each report covers",
        Description = string.Join("; ", Totals.Select(total => $"{PeriodWords.Title(total.Period)}: {CellWords.Figure(total.Value).Text}"))
            + ". The series breaks in July 2018, when AWS is no longer counted in, and in July 2020, when the form changes from instruments received to countries processed.",
        Gap = "no total in this copy",
        Stretches =
        [
            Stretch(new(2015, 1, 1), new(2018, 6, 30), ""),
            Stretch(new(2018, 7, 1), new(2020, 6, 30), "AWS no longer counted in"),
            Stretch(new(2020, 7, 1), new(2020, 12, 31), "new form: by country, “processed”"),
        ],
    };

    private static SeriesStretch Stretch(DateOnly first, DateOnly last, string why) => new(first, last, why, [.. Totals
        .Where(total => total.Period.First >= first && total.Period.Last <= last)
        .Select(total => new SeriesPoint(
            total.Period.First,
            total.Period.Last,
            PeriodWords.Title(total.Period),
            total.Value switch
            {
                Cell.Count count => count.Value,
                Cell.Approximate about => about.Value,
                _ => 0,
            },
            CellWords.Figure(total.Value).Text.Replace("about ", "~", StringComparison.Ordinal),
            total.Value is Cell.Count))]);

    private static PeriodTotal? Total(string entity, Period period, IReadOnlyList<PublishedFigure> figures)
    {
        var published = figures.FirstOrDefault(figure => (figure.Dimension, figure.Category, figure.Metric) is ("type", "all", "received") or ("country", "ALL", "received"));
        if (published is { Value: Cell.Count or Cell.Approximate }) return new PeriodTotal(entity, period, published.Value, false);
        List<Cell?> parts = [.. Parts.Select(part => figures.FirstOrDefault(figure => (figure.Dimension, figure.Category, figure.Metric) == ("type", part, "received"))?.Value)];
        return parts.All(part => part is Cell.Count)
            ? new PeriodTotal(entity, period, new Cell.Count(parts.Sum(part => ((Cell.Count)part!).Value)), true)
            : null;
    }
}
