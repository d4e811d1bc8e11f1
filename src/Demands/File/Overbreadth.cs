using Writ.Gate.Authorise;

namespace Writ.Demands.File;

/// <summary>Tells an identifier that means one account from words or patterns that mean many: every device in a city.</summary>
internal static class Overbreadth
{
    private static readonly HashSet<string> Wide = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "any", "anybody", "anyone", "each", "every", "everybody", "everyone", "whoever", "various", "unknown", "multiple", "several",
    };

    public static bool Finds(string? kind, string? value)
    {
        if (value is null or { Length: > 400 } || value.Any(char.IsControl)) return false;
        if (value.LastIndexOf('@') is > 0 and var at && value[..at].Trim().All(c => c is '*' or '%' or '?')) return true;

        // What has the form of an identifier is one, whatever it spells.
        if (IdentifierLookup.FaultOf(kind, value) is null) return false;
        var words = value.Split([' ', ',', ';', '@', '.', '-', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return value.Contains('*', StringComparison.Ordinal) || (words.Length > 1 && words.Any(Wide.Contains));
    }
}
