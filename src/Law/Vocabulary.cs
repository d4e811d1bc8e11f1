namespace Writ.Law;

/// <summary>The closed sets of words that data files may use.</summary>
internal static class Vocabulary
{
    public static readonly string[] Flags = ["true", "false"];

    public static readonly string[] FlagsOrUnknown = ["true", "false", "unknown"];

    public static readonly string[] Says = ["within", "outside"];

    /// <summary>P: primary text seen. S: secondary text seen that quotes or restates it. K: from knowledge alone.</summary>
    public static readonly string[] Grades = ["P", "S", "K"];

    public static readonly string[] Reporting =
        ["subpoena", "search_warrant", "other_court_order", "non_us", "removal", "unspecified", "national_security"];

    public static readonly string[] Authorities =
        ["court", "grand-jury", "prosecutor", "police", "agency", "legislature", "party", "foreign", "unspecified"];

    /// <summary>together: one number for all process. each-kind: a number for each of several kinds.</summary>
    public static readonly string[] Counts = ["together", "each-kind"];

    public static readonly string[] Notice = ["before-disclosure", "after-disclosure", "none"];

    public static readonly string[] Deadline = ["return-date", "calendar-days"];

    /// <summary>The one ground on which a door refuses that can fall away: the record does not hide when a demand came in.</summary>
    public const string NeedsSealedRegister = "needs-sealed-register";

    public static bool IsCode(string text) =>
        text.Length is > 0 and <= 60
        && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')
        && !text.StartsWith('-') && !text.EndsWith('-');
}
