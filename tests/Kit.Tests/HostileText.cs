namespace Writ.Kit.Tests;

/// <summary>What people with bad intent, and people with long names, put into fields.</summary>
internal static class HostileText
{
    public const string Html = "\"'><img src=x onerror=alert(1)><script>alert(2)</script></p></table><style>*{display:none}</style><!--";

    public const string Turned = "invoice\u202Efdp.exe\u2066\u2067x";

    public static string Long { get; } = new('W', 10_000);

    public const string Emoji = "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿👍🏿";

    public static string Everything { get; } = Together(10_000);

    /// <summary>The same with a shorter word, for a real browser: one that breaks ten thousand letters takes seconds for each part.</summary>
    public static string ForABrowser { get; } = Together(600);

    private static string Together(int letters) => Html + Turned + Emoji + "\u0000\u200B\uFEFF\r\n&amp;%s{{7*7}}" + new string('W', letters);

    public static string[] All => [Html, Turned, Long, Emoji, Everything, "\uD800", "", " "];
}
