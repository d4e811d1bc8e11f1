using Writ.App.Mail;
using Writ.Store.Mail;

namespace Writ.App.Tests.Mail;

/// <summary>The headers by which a mail program ends a list (RFC 8058): there where a mail names an address, and nothing but that address in them.</summary>
public sealed class UnsubscribeTests
{
    [Fact]
    public void A_mail_of_a_list_names_where_it_is_ended() =>
        Assert.Contains(
            "\r\nList-Unsubscribe: <https://writ.example.org/feed/off/abc>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", Written("https://writ.example.org/feed/off/abc"), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://writ.example.org/\r\nBcc: <other@mail.example>")]
    [InlineData("https://writ.example.org/>,<mailto:other@mail.example")]
    public void Any_other_has_no_such_header(string? address)
    {
        var text = Written(address);
        Assert.DoesNotContain("List-Unsubscribe", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bcc", text, StringComparison.Ordinal);
    }

    private static string Written(string? address)
    {
        var at = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);
        var mail = new OutgoingMail("reader@mail.example", "News", "Text", "<p>Text</p>", "feed", address);
        return MessageText.Of(new MailFrom("sender@mail.example", "Sample Company"), "reader@mail.example", new MailToSend("mal_0000000000000000", mail, at, at.AddDays(1)));
    }
}
