using System.Globalization;
using Writ.Base;

namespace Writ.Mirror.Published;

/// <summary>A number that others printed for a cell, and that the published parts contradict.</summary>
/// <param name="Printed">As printed; all of these are plain numbers.</param>
internal sealed record DisputedFigure(
    string Entity, Period Period, string Dimension, string Category, string Metric, long Printed, string By, string Source);

internal static class DisputedFigures
{
    private static readonly Lazy<IReadOnlyList<DisputedFigure>> Read = new(() =>
        [.. CsvRows.Embedded("disputed.csv").Select(row => new DisputedFigure(
            row["entity"],
            Period.Of(DateOnly.ParseExact(row["period_start"], "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(row["period_end"], "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            row["dimension"],
            row["category"],
            row["metric"],
            long.Parse(row["printed"], NumberStyles.None, CultureInfo.InvariantCulture),
            row["by"],
            row["source"]))]);

    public static IReadOnlyList<DisputedFigure> All => Read.Value;
}
