namespace Writ.Kit.Tests.Words;

/// <summary>What a text hides is shown; what a language needs is left alone.</summary>
public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("invoice\u202Efdp.exe", "invoice[U+202E]fdp.exe")]
    [InlineData("a\u200Bb", "a[U+200B]b")]
    [InlineData("a\u0000b\u001B[31m", "a[U+0000]b[U+001B][31m")]
    [InlineData("\uFEFFa", "[U+FEFF]a")]
    [InlineData("a\r\nBcc: x", "a[U+000D][U+000A]Bcc: x")]
    [InlineData("a\u2066b\u2069", "a[U+2066]b[U+2069]")]
    [InlineData("pay\u200Dpal", "pay[U+200D]pal")]
    [InlineData("a\u3164b", "a[U+3164]b")]
    [InlineData("\uE000", "[U+E000]")]
    [InlineData("a\u0301\u0301\u0301\u0301\u0301", "a\u0301\u0301\u0301[U+0301][U+0301]")]
    public void What_hides_is_named(string text, string shown) => Assert.Equal(shown, VisibleText.OneLine(text));

    [Fact]
    public void Half_a_character_is_named() => Assert.Equal("x[U+D800]y", VisibleText.OneLine("x\uD800y"));

    [Theory]
    [InlineData("مرحبا בעולם 日本語 ไทย")]
    [InlineData("👩‍👩‍👧 👍🏿 ❤️ 🏳️‍🌈")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("क्\u200Dष")]
    [InlineData("Tiếng Việt, naïve, e\u0301")]
    public void What_a_language_needs_stays(string text) => Assert.Equal(text, VisibleText.OneLine(text));

    [Fact]
    public void Line_breaks_stay_where_lines_are_wanted_and_a_lone_return_does_not() =>
        Assert.Equal("a\r\nb\nc[U+000D]d", VisibleText.Lines("a\r\nb\nc\rd"));

    [Fact]
    public void Nothing_is_lost_between_the_first_part_and_the_rest()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍👩‍👧e\u0301", 50));
        var (first, more) = VisibleText.Split(text, 11);
        Assert.Equal(text, first + more);
        Assert.Equal(11, TextArea.Length(first));
        Assert.StartsWith("e\u0301", more, StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_under_thousands_of_marks_is_not_shown_at_once()
    {
        var text = "a" + new string('\u0301', 10_000);
        var (first, more) = VisibleText.Split(text, 10);
        Assert.Equal(320, first.Length);
        Assert.Equal(text, first + more);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("a\r\nb", 3)]
    [InlineData("👩‍👩‍👧", 1)]
    [InlineData("e\u0301", 1)]
    public void Characters_are_counted_as_a_person_does(string text, int length) => Assert.Equal(length, TextArea.Length(text));
}
