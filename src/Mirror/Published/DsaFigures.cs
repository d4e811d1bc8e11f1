using System.Globalization;
using Writ.Base;

namespace Writ.Mirror.Published;

/// <summary>One row of Amazon Store's report under the Digital Services Act (Regulation (EU) 2022/2065, Articles 9, 10 and 15).</summary>
/// <param name="Category">The category a keyword row stands under; equal to <paramref name="Code"/> for a category or total.</param>
/// <param name="Scope">TOTAL, or a member state's code.</param>
internal sealed record DsaRow(string Code, string Category, string Scope, long Orders, long Items, long Informations)
{
    public bool IsKeyword => Code.StartsWith("KEYWORD_", StringComparison.Ordinal);

    public bool IsTotal => Code == "TOTAL";

    public IReadOnlyList<long> Numbers => [Orders, Items, Informations];
}

internal static class DsaFigures
{
    /// <summary>Grade of every number here.</summary>
    public const string Grade = "R";

    public const string Source = "vlop-dsa.json (krMaynard/transparency-report-api), re-extracted";

    private static readonly Lazy<IReadOnlyList<DsaRow>> Read = new(() => Parse(CsvRows.Embedded("amazon-dsa-2025-h2.csv")));

    public static Period Period { get; } = Period.FromTrusted("2025-h2");

    /// <summary>The measures, in the order of <see cref="DsaRow.Numbers"/>.</summary>
    public static IReadOnlyList<string> Measures { get; } =
        ["art9_orders_to_act", "items", "art10_orders_to_provide_info"];

    /// <summary>The measures in words.</summary>
    public static IReadOnlyList<string> Names { get; } = ["Orders to act (Art. 9)", "Items in them", "Orders to inform (Art. 10)"];

    public static IReadOnlyList<DsaRow> All => Read.Value;

    private static List<DsaRow> Parse(IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var read = new List<DsaRow>();
        var category = "";
        foreach (var row in rows)
        {
            var code = row["category"];
            // A keyword row belongs to the category row above it; nothing else in the file says so.
            if (!code.StartsWith("KEYWORD_", StringComparison.Ordinal)) category = code;
            read.Add(new DsaRow(
                code, category, row["scope"], Number(row[Measures[0]]), Number(row[Measures[1]]), Number(row[Measures[2]])));
        }

        return read;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
