using Writ.Kit;

namespace Writ.Gate.Notices.Words;

/// <summary>Categories, countries and days in words that need no lawyer.</summary>
internal static class DataWords
{
    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal)
    {
        ["US"] = "United States", ["DE"] = "Germany", ["ES"] = "Spain", ["GB"] = "United Kingdom", ["FR"] = "France", ["IT"] = "Italy",
        ["IE"] = "Ireland", ["NL"] = "Netherlands", ["AT"] = "Austria", ["CA"] = "Canada", ["IN"] = "India", ["JP"] = "Japan", ["BR"] = "Brazil",
        ["AU"] = "Australia",
    };

    public static string Country(string code) => Countries.GetValueOrDefault(code, code);

    public static string Category(string category) => category switch
    {
        "subscriber" => "who holds the account (name, address, phone, mail, how you pay)",
        "transaction" => "what was ordered and when, and where it was sent",
        "content" => "what you wrote to us or stored with us (messages, photos)",
        "footage" => "what your cameras recorded and we hold a key to (pictures, and sound where it was on)",
        "traffic" => "when and from where the account was used",
        "identification" or "access" => "the network addresses that were used",
        _ => category.Replace('-', ' ') + " data",
    };

    public static string Asked(NoticeItem item) => Category(item.Category) + Days(item.AskedFrom, item.AskedTo);

    public static string Decided(NoticeItem item) => Category(item.Category) + Days(item.From, item.To);

    private static string Days(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        (null, null) => string.Empty,
        ({ } first, null) => $", from {Day(first)} on",
        (null, { } last) => $", up to {Day(last)}",
        ({ } first, { } last) => $", from {Day(first)} to {Day(last)}",
    };

    public static string Day(DateOnly day) => WordsOf.Day(day)[(WordsOf.Day(day).IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
