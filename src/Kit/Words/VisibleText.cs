using System.Globalization;
using System.Text;

namespace Writ.Kit;

/// <summary>
/// Makes visible what a stranger's text could hide: control and format characters, among them those that turn the direction
/// of writing (Unicode UAX 9), and marks piled up on one letter. What a language needs, such as joiners between letters of
/// its script, stays.
/// </summary>
public static class VisibleText
{
    private const int MostMarks = 3;

    private const int LongestCharacter = 32;

    /// <summary>A stretch of text as it stands, or the name of one character that would not be seen.</summary>
    /// <param name="Text">The text, or <c>U+202E</c>.</param>
    /// <param name="Name">Null for text; otherwise what the hidden character does.</param>
    internal readonly record struct Run(string Text, string? Name);

    /// <summary>For titles, subjects and file names: one line in which every hidden character and line break stands as <c>[U+202E]</c>.</summary>
    public static string OneLine(string text) =>
        string.Concat(Runs(text, lines: false).Select(run => run.Name is null ? run.Text : $"[{run.Text}]"));

    /// <summary>As <see cref="OneLine"/>, but line breaks stay. For a text without marks of its own, such as a plain mail.</summary>
    public static string Lines(string text) =>
        string.Concat(Runs(text, lines: true).Select(run => run.Name is null ? run.Text : $"[{run.Text}]"));

    /// <summary>Cut to at most so many characters as a person counts them; whether anything was cut.</summary>
    internal static (string First, string More) Split(string text, int most)
    {
        var at = 0;

        for (var i = 0; i < most && at < text.Length; i++)
        {
            // A letter under thousands of marks counts as one character; what is shown at once stays bounded all the same.
            at += Math.Min(StringInfo.GetNextTextElementLength(text, at), LongestCharacter);
            if (at < text.Length && char.IsSurrogatePair(text, at - 1)) at++;
        }

        return (text[..at], text[at..]);
    }

    internal static IReadOnlyList<Run> Runs(string text, bool lines)
    {
        List<Run> runs = [];
        var plain = new StringBuilder();
        var marks = 0;
        Rune? before = null;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var whole = Rune.DecodeFromUtf16(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            var broken = whole ? null : $"U+{(int)rest[0]:X4}";
            rest = rest[length..];
            marks = whole && IsMark(rune) ? marks + 1 : 0;
            var name = whole ? NameOf(rune, before, Next(rest), lines) : "half a character";
            if (name is null && marks > MostMarks && rune.Value is not (>= 0xFE00 and <= 0xFE0F)) name = "one mark too many on a letter";
            before = whole ? rune : null;
            if (name is null)
            {
                plain.Append(rune.ToString());
                continue;
            }

            if (plain.Length > 0) runs.Add(new Run(plain.ToString(), null));
            plain.Clear();
            runs.Add(new Run(broken ?? $"U+{rune.Value:X4}", name));
        }

        if (plain.Length > 0) runs.Add(new Run(plain.ToString(), null));
        return runs;
    }

    private static Rune? Next(ReadOnlySpan<char> rest) =>
        rest.Length > 0 && Rune.DecodeFromUtf16(rest, out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : null;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static string? NameOf(Rune rune, Rune? before, Rune? after, bool lines) => rune.Value switch
    {
        '\n' => lines ? null : "line break",
        '\r' => lines && after?.Value == '\n' ? null : "carriage return",
        '\t' => lines ? null : "tab",
        0x00AD => "soft hyphen",
        0x061C => "Arabic letter mark",
        0x200B => "space of no width",
        0x200C or 0x200D => Joins(before) && Joins(after) ? null : "joiner of no width",
        0x200E => "left-to-right mark",
        0x200F => "right-to-left mark",
        0x2028 or 0x2029 => "line separator",
        0x202A => "left-to-right embedding",
        0x202B => "right-to-left embedding",
        0x202C => "end of a change of direction",
        0x202D => "left-to-right override",
        0x202E => "right-to-left override",
        0x2060 => "word joiner",
        >= 0x2066 and <= 0x2069 => "isolate of direction",
        0x3164 or 0xFFA0 or 0x115F or 0x1160 or 0x2800 => "letter that looks like nothing",
        0xFEFF => "byte order mark",
        >= 0xE0000 and <= 0xE007F => "tag character",
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => "control character",
            UnicodeCategory.Format => "format character",
            UnicodeCategory.PrivateUse => "character without a public meaning",
            UnicodeCategory.OtherNotAssigned => "unassigned character",
            _ => null,
        },
    };

    /// <summary>Joiners belong between letters of scripts that join, and within emoji; not into ASCII words.</summary>
    private static bool Joins(Rune? rune) => rune is { IsAscii: false } other
        && (Rune.IsLetter(other) || IsMark(other) || Rune.GetUnicodeCategory(other) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.SpacingCombiningMark);
}
