using System.Globalization;
using Writ.Kit;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Words;

/// <summary>Published cells as they are read: on pages, in downloads, and in percent of one another.</summary>
internal static class CellWords
{
    public static Figure Figure(Cell cell) => cell switch
    {
        Cell.Count { Value: 0 } => new Figure(FigureKind.Zero, "0"),
        Cell.Count count => new Figure(FigureKind.Count, Number(count.Value)),
        Cell.Approximate about => new Figure(FigureKind.Approximate, $"about {Number(about.Value)}"),
        Cell.Bound bound => new Figure(FigureKind.Bound, $"{(bound.AtLeast ? "over" : "under")} {(bound.About ? "about " : "")}{Number(bound.Value)}"),
        Cell.Percent share => new Figure(FigureKind.Share, ShareWords(share.Value)),
        Cell.Band band => new Figure(FigureKind.Band, $"{Number(band.Low)}–{Number(band.High)}"),
        Cell.NotReported => new Figure(FigureKind.NotReported, "not reported"),
        Cell.Withheld => new Figure(FigureKind.Withheld, "withheld by law"),
        _ => throw new InvalidOperationException("A cell of no known kind"),
    };

    /// <summary>The kind in downloads. Zero has a name of its own, so that no reader takes an empty field for it.</summary>
    public static string Kind(Cell cell) => Figure(cell) switch
    {
        { Kind: FigureKind.Share } => "percent",
        var figure => figure.KindName,
    };

    /// <summary>The shortest exact notation: <c>813</c>, <c>~441</c>, <c>&lt;~950</c>, <c>0-249</c>; empty for the other nothings.</summary>
    public static string Notation(Cell cell) => cell switch
    {
        Cell.Count count => Plain(count.Value),
        Cell.Approximate about => "~" + Plain(about.Value),
        Cell.Bound bound => (bound.AtLeast ? ">" : "<") + (bound.About ? "~" : "") + Plain(bound.Value),
        Cell.Percent share => share.Value,
        Cell.Band band => $"{Plain(band.Low)}-{Plain(band.High)}",
        Cell.NotReported or Cell.Withheld => "",
        _ => throw new InvalidOperationException("A cell of no known kind"),
    };

    /// <summary>Part of whole in percent, one decimal, halves up; only of counts, and never of nothing. For figures read in.</summary>
    public static string? Share(Cell? part, Cell? whole) =>
        part is Cell.Count { Value: >= 0 } some && whole is Cell.Count { Value: > 0 } all && some.Value <= all.Value
            ? Derived.PercentText(Math.Round(100m * some.Value / all.Value, 1, MidpointRounding.AwayFromZero)) + "%"
            : null;

    /// <summary>A share as it is read: <c>77.0%</c>; null where there is none.</summary>
    public static string? Share(DerivedShare share) => share.Percent is { } percent ? $"{Derived.PercentText(percent)}%" : null;

    /// <summary>A change as it is read: <c>+115 (+6.3%)</c>, <c>no change</c>; null where there is none.</summary>
    public static string? Change(DerivedChange change)
    {
        if (change.Step is not { } step) return null;
        if (step == 0) return "no change";
        var sign = step > 0 ? "+" : "−";
        var share = change.Percent is { } percent ? $" ({sign}{Derived.PercentText(Math.Abs(percent))}%)" : "";
        return $"{sign}{Math.Abs(step).ToString("N0", CultureInfo.InvariantCulture)}{share}";
    }

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string ShareWords(string text) => text switch
    {
        ['<', '~', .. var number] => $"under about {number}%",
        ['>', '~', .. var number] => $"over about {number}%",
        ['<', .. var number] => $"under {number}%",
        ['>', .. var number] => $"over {number}%",
        ['~', .. var number] => $"about {number}%",
        _ => $"{text}%",
    };
}
