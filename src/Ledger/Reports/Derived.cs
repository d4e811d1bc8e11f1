using System.Globalization;
using Writ.Base;

namespace Writ.Ledger.Reports;

/// <summary>One table of a report with what follows from its cells.</summary>
public sealed record DerivedTable(FormTable Form, IReadOnlyList<DerivedRow> Rows);

/// <param name="Cells">In the order of the form's columns.</param>
public sealed record DerivedRow(string Id, IReadOnlyList<DerivedCell> Cells);

/// <param name="Source">Set where the cell was read in and cannot be recounted.</param>
public sealed record DerivedCell(Cell Cell, DerivedShare Share, DerivedChange Change, string? Source);

/// <summary>
/// Share and change of every cell: the same code for pages, downloads and whoever checks them. They follow from
/// published reports alone, and so are not part of one.
/// </summary>
public static class Derived
{
    /// <summary>Every table of a report whose tables fit its form.</summary>
    public static IReadOnlyList<DerivedTable> Tables(ReportDocument document, Comparison comparison) =>
        [.. document.Tables.Zip(document.Form.Tables).Select((pair, at) => new DerivedTable(
            pair.Second,
            [.. pair.First.Rows.Select(row => new DerivedRow(row.Id, [.. row.Cells.Select((cell, column) => new DerivedCell(
                cell,
                DerivedShare.Take(pair.Second, pair.First, row, column),
                comparison.Of(pair.Second, row.Id, pair.Second.Columns[column].Id, cell),
                Source(document, at, row.Id, pair.Second.Columns[column].Id)))]))]))];

    /// <summary>Of these periods the one that ends on the day before another begins; null if none does.</summary>
    public static Period? RightBefore(Period period, IEnumerable<Period> all) =>
        all.Where(other => other.Last < period.First && other.Last.AddDays(1) == period.First).Order().Select(other => (Period?)other).FirstOrDefault();

    /// <summary>Words of downloads for a share that is not there.</summary>
    public static string Word(NoShare why) => why switch
    {
        NoShare.IsWhole => "is-whole",
        NoShare.Zero => "zero",
        NoShare.NotACount => "not-a-count",
        NoShare.NoWhole => "no-whole",
        NoShare.WholeNotACount => "whole-not-a-count",
        NoShare.AboveWhole => "above-whole",
    };

    /// <summary>Words of downloads for a change that is not there.</summary>
    public static string Word(NoChange why) => why switch
    {
        NoChange.NotCompared => "not-compared",
        NoChange.NoPrevious => "no-previous",
        NoChange.PreviousUnreadable => "previous-unreadable",
        NoChange.OtherForm => "other-form",
        NoChange.Replay => "other-replay",
        NoChange.NotACount => "not-a-count",
        NoChange.NotThereBefore => "not-there-before",
        NoChange.BeforeNotACount => "before-not-a-count",
        NoChange.FromZero => "from-zero",
    };

    /// <summary>As downloads write it: <c>77.0</c>, <c>-7.3</c>.</summary>
    public static string PercentText(decimal percent) => percent.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>As downloads write it: <c>115</c>, <c>-7</c>, <c>0</c>.</summary>
    public static string StepText(decimal step) => step.ToString("0", CultureInfo.InvariantCulture);

    internal static decimal Percent(decimal part, decimal whole) => Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);

    private static string? Source(ReportDocument document, int at, string row, string column) =>
        at > 0 ? null : document.ReadIn.FirstOrDefault(read => read.Row == row && read.Column == column)?.Source;
}
