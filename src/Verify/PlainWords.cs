using System.Globalization;
using Writ.Base;
using Writ.Ledger.Reports;

namespace Writ.Verify;

/// <summary>The words that downloads put beside ids, by docs/mirror.md: labels of rows, and numbers.</summary>
internal static class PlainWords
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Countries = new(() =>
    {
        using var stream = typeof(PlainWords).Assembly.GetManifestResourceStream("countries.csv")!;
        using var reader = new StreamReader(stream);
        return CsvText.Read(reader.ReadToEnd())!.Skip(1).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
    });

    public static string Label(FormTable form, string row)
    {
        if (form.Rows.FirstOrDefault(line => line.Id == row) is { } known) return known.Label;
        if (row == Recount.ClosedField) return "Not opened";
        return form.RowsBy == "country" ? Country(row) : row;
    }

    /// <summary>With commas between thousands.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Plain(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Country(string code) => code switch
    {
        "ALL" => "All countries",
        "ZZ" or "OTHER" => "Other countries, not named",
        _ => Countries.Value.GetValueOrDefault(code) ?? code,
    };
}
