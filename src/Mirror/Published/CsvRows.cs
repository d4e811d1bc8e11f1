using CsvHelper;

namespace Writ.Mirror.Published;

/// <summary>The project's own copies of published tables: embedded CSV with a header, every row of the header's width.</summary>
internal static class CsvRows
{
    private static readonly CsvReaderOptions Strict = new() { FieldCountMismatch = CsvFieldCountHandling.Throw };

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Embedded(string name)
    {
        using var stream = typeof(CsvRows).Assembly.GetManifestResourceStream($"published/{name}")
            ?? throw new InvalidOperationException($"No embedded table {name}");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        using var csv = CsvReader.FromText(text, Strict);
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.Headers.Select((column, at) => (column, Text: csv.GetString(at)))
                .ToDictionary(field => field.column, field => field.Text, StringComparer.Ordinal));
        }

        return rows;
    }
}
