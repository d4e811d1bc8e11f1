using System.Text;
using Writ.App.Mail;
using Writ.Store.Mail;

namespace Writ.App.Tests.Mail;

/// <summary>Whatever stands in a mail, it stays one mail to one person.</summary>
public sealed class MessageTextTests
{
    private static readonly MailFrom From = new("notices@example.org", "Harbour & Pine");

    public static TheoryData<string> Hostile => new(
        "Hello\r\nBcc: everyone@example.org", "Hello\nBcc: everyone@example.org", "\u2028Bcc: x", "\u202Egnp.exe", new string('ü', 10_000), "🐈🐈", "=?utf-8?B?SGk=?=", "\0", "");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void No_words_add_a_header_or_break_a_line(string words)
    {
        var text = Of(words, words, words, words);
        var head = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.Equal(
            ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"],
            head.Where(line => !line.StartsWith(' ')).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 100 && line.All(char.IsAscii) && !line.Contains('\n', StringComparison.Ordinal), line));
        Assert.Equal("To: <someone@example.org>", head.Single(line => line.StartsWith("To", StringComparison.Ordinal)));
    }

    [Fact]
    public void Text_and_html_come_out_as_they_went_in()
    {
        var text = Of("Company", "Subject", "Grüße\n.\n", "<p>Grüße</p>");
        var bodies = text.Split("\r\n\r\n").Skip(1).Select(part => part.Split("\r\n--")[0].Replace("\r\n", string.Empty, StringComparison.Ordinal))
            .Where(b => b.Length > 0 && !b.StartsWith("--", StringComparison.Ordinal)).Select(b => Encoding.UTF8.GetString(Convert.FromBase64String(b)));
        Assert.Equal(["Grüße\r\n.\r\n", "<p>Grüße</p>"], bodies);
    }

    [Theory]
    [InlineData("someone@example.org", "someone@example.org")]
    [InlineData("some.one+tag@bücher.example", "some.one+tag@xn--bcher-kva.example")]
    [InlineData("a@b\r\nRCPT TO:<c@d>", null)]
    [InlineData("a@example.org, b@example.org", null)]
    [InlineData("\"A\" <a@example.org>", null)]
    [InlineData("a@b@example.org", null)]
    [InlineData("ünicode@example.org", null)]
    [InlineData("@example.org", null)]
    [InlineData("a@", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void An_address_is_one_bare_address_or_none(string? typed, string? bare) => Assert.Equal(bare, MailAddresses.Bare(typed));

    private static string Of(string name, string subject, string text, string html) => MessageText.Of(
        From with { Name = name }, "someone@example.org",
        new MailToSend("mal_0000000000000000", new OutgoingMail("someone@example.org", subject, text, html, "test"), WritDay, WritDay));

    private static DateTimeOffset WritDay { get; } = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
}
