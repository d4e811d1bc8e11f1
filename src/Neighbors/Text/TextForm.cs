using System.Globalization;
using System.Text.RegularExpressions;
using Writ.Base;

namespace Writ.Neighbors.Text;

/// <summary>
/// What no text of a request may hold, whatever it says: links, hidden or turning characters, markup. Strangers read these words as they stand, so
/// nothing may lead elsewhere or read otherwise than it is written.
/// </summary>
internal static partial class TextForm
{
    /// <summary>Text of several lines.</summary>
    public static void Check(Checks checks, string text, int most, string field)
    {
        checks.Require(!string.IsNullOrWhiteSpace(text), "input-missing", "Fill this in; it may not be empty.", field);
        checks.Require(text.Length <= most, "input-too-long", $"Shorten this to at most {most} characters.", field);
        Common(checks, text, field, lines: true);
    }

    /// <summary>One line.</summary>
    public static void Line(Checks checks, string text, int most, string field)
    {
        checks.Line(text, most, field);
        Common(checks, text, field, lines: false);
    }

    private static void Common(Checks checks, string text, string field, bool lines)
    {
        checks.Require(
            !HasHidden(text, lines), "requests-text-hidden", "Remove what cannot be seen: control characters, marks that turn the direction, blanks without width.", field);
        checks.Require(!Link().IsMatch(text), "requests-text-link", "Remove the link or address; people must find everything in these words.", field);
        checks.Require(!Markup().IsMatch(text), "requests-text-markup", "Write plain words; no tags, no markup.", field);
    }

    private static bool HasHidden(string text, bool lines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (lines && text[i] is '\n') continue;
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;

                // Tags, variation selectors and private planes: nothing that a reader sees.
                if (CharUnicodeInfo.GetUnicodeCategory(text, i++) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark) return true;
                continue;
            }

            if (CharUnicodeInfo.GetUnicodeCategory(text[i]) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned || IsBlankLetter(text[i])) return true;
        }

        return false;
    }

    // Letters by their category, and nothing on the screen.
    private static bool IsBlankLetter(char c) => c is '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u2800' or '\u034F' or '\u17B4' or '\u17B5' or (>= '\uFE00' and <= '\uFE0F');

    // Schemes, www, names that end as host names do, and "dot com" written out. A mail address is a host name too; contact goes by telephone or by a reference.
    [GeneratedRegex(@"[a-z][a-z0-9+.-]{1,15}:/|\bwww\s*\.|(?<![\d.])\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|info|io|ly|me|co|us|uk|de|eu|app|dev|link|xyz|site|online|gl|be)\b|\b(?:dot|\[\.\]|\(dot\))\s*(?:com|org|net|gov|ly|link)\b|[\w.+-]+@[\w-]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"<\s*[/!?a-z]|&(?:#\d|#x[0-9a-f]|[a-z]{2,8};)|\]\s*\(|\[\[|```|javascript:|data:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
