using System.Globalization;
using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Mirror.Published;

/// <summary>Published numbers as text: <c>813</c>, <c>~1715</c>, <c>&gt;1900</c>, <c>&lt;~950</c>, <c>0-249</c>, and shares.</summary>
internal static class CellText
{
    /// <summary>A metric that ends in <c>_pct</c> is a share: its text is kept as it is, once it is known to be a number.</summary>
    public static Result<Cell> Parse(string text, string metric)
    {
        if (metric.EndsWith("_pct", StringComparison.Ordinal))
        {
            var side = text is ['<' or '>', ..] ? text[1..] : text;
            return Share(side is ['~', ..] ? side[1..] : side) ? new Cell.Percent(text) : Unreadable(text);
        }

        if (text.Split('-') is [var low, var high])
        {
            return Whole(low, out var from) && Whole(high, out var to) && from <= to ? new Cell.Band(from, to) : Unreadable(text);
        }

        if (text is ['<' or '>', .. var bound])
        {
            var about = bound.StartsWith('~');
            return Whole(about ? bound[1..] : bound, out var edge) ? new Cell.Bound(text[0] == '>', edge, about) : Unreadable(text);
        }

        if (text is ['~', .. var rough])
        {
            return Whole(rough, out var around) ? new Cell.Approximate(around) : Unreadable(text);
        }

        return Whole(text, out var count) ? new Cell.Count(count) : Unreadable(text);
    }

    private static bool Whole(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool Share(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share >= 0;

    private static Refusal Unreadable(string text) => new(
        "mirror-figure-unreadable", $"The published figure “{text}” is neither a number, a bound, a band nor a share; correct the copy.");
}
