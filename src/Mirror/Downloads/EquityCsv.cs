using System.Globalization;
using Writ.Ledger.Oversight;

namespace Writ.Mirror.Downloads;

/// <summary>An equity report as CSV (RFC 4180, UTF-8): a neighbourhood, a group or a pair of groups a row. Columns are only ever added, at the end.</summary>
internal static class EquityCsv
{
    public static IReadOnlyList<string> Columns { get; } =
        ["quarter", "row", "id", "name", "group", "dwellings", "requests", "rate", "rate_low", "rate_high", "ratio", "ratio_low", "ratio_high", "ratio_to"];

    public static byte[] Of(EquityDocument document)
    {
        var quarter = document.Quarter.Text;
        return CellsCsv.Write(Columns,
        [
            .. document.Areas.Select(a => (string[])[quarter, "area", a.Id, a.Name, a.Group ?? "", Whole(a.Dwellings), Text(a.Requests), .. Three(a.Rate), .. Three(a.Ratio), "all"]),
            .. document.Groups.Select(g => (string[])[quarter, "group", "", g.Name, g.Name, Whole(g.Dwellings), Text(g.Requests), .. Three(g.Rate), .. Three(g.Ratio), "all"]),
            .. document.Pairs.Select(p => (string[])[quarter, "pair", "", p.Of, p.Of, "", "", "", "", "", .. Three(p.Ratio), p.To]),
        ]);
    }

    private static string[] Three(WithInterval? number) => number is null ? ["", "", ""] : [number.Value is { } value ? Text(value) : "", Text(number.Low), number.High is { } high ? Text(high) : ""];

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
