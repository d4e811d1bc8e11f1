using Writ.Mirror.Published;

namespace Writ.Mirror;

/// <summary>Names of countries and territories in English, by ISO 3166-1 alpha-2 code.</summary>
public static class Countries
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Names = new(() =>
        CsvRows.Embedded("countries.csv").ToDictionary(row => row["code"], row => row["name"], StringComparer.Ordinal));

    /// <summary>The name; <c>ZZ</c> and <c>OTHER</c> are countries that the publisher did not name; another code is its own name.</summary>
    public static string Name(string code) => code switch
    {
        "ALL" => "All countries",
        "ZZ" or "OTHER" => "Other countries, not named",
        _ => Names.Value.GetValueOrDefault(code) ?? code,
    };
}
