using System.Globalization;
using Writ.Base;

namespace Writ.Mirror;

/// <summary>Figures of the past, read in from the project's own copies. Nothing is dropped, repaired or rounded.</summary>
public static class PublishedFigures
{
    private static readonly Lazy<IReadOnlyList<PublishedFigure>> Read = new(
        () => Parse(Published.CsvRows.Embedded("amazon.csv")));

    /// <summary>Amazon, AWS, Ring and the Amazon Store (DSA), in the order of the copy.</summary>
    public static IReadOnlyList<PublishedFigure> Amazon => Read.Value;

    internal static IReadOnlyList<PublishedFigure> Parse(IReadOnlyList<IReadOnlyDictionary<string, string>> rows) =>
        [.. rows.Select(Figure)];

    private static PublishedFigure Figure(IReadOnlyDictionary<string, string> row)
    {
        var cell = Published.CellText.Parse(row["value"], row["metric"]);
        return new PublishedFigure(
            row["entity"],
            Period.Of(Day(row["period_start"]), Day(row["period_end"])),
            row["dimension"],
            row["category"],
            row["metric"],
            cell.Ok ? cell.Value : throw new FormatException(cell.Refusal.Sentence),
            row["value"],
            row["quality"],
            row["source"]);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
