using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Writ.Kit.Tests.Letters;

/// <summary>A mail in HTML and in text, from the same words.</summary>
public sealed partial class MailTests
{
    [Fact]
    public void The_text_is_as_approved() => Approved.Same("mail.txt", MailText.Of(Sample.Mail));

    [Fact]
    public async Task Html_and_text_say_the_same()
    {
        var text = Words(MailText.Of(Sample.Mail));
        var page = await new HtmlParser().ParseDocumentAsync(await Html(Sample.Mail));
        page.QuerySelector(".preview")!.Remove();
        foreach (var word in Words(string.Join(' ', page.Body!.Descendants<IText>().Select(words => words.Data)))) Assert.Contains(word, text);
    }

    [Fact]
    public async Task A_mail_links_nowhere_and_loads_nothing()
    {
        var page = await new HtmlParser().ParseDocumentAsync(await Html(Sample.Mail));
        Assert.Empty(page.QuerySelectorAll("a, img, link, script, form, [style], [background], [src]"));
        Assert.DoesNotContain("url(", page.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("http", MailText.Of(Sample.Mail), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\r\nBcc: everyone@example.org")]
    [InlineData("x\nBcc: everyone@example.org")]
    [InlineData("x\u2028y\u0085z")]
    public void A_subject_is_one_line(string subject)
    {
        var line = new Mail("Company", subject, []).SubjectLine;
        Assert.All(line, letter => Assert.False(char.IsControl(letter) || letter is '\u2028' or '\u2029'));
    }

    [Fact]
    public void No_line_of_the_text_is_longer_than_mail_allows_and_none_ends_it()
    {
        var mail = new Mail("Company", HostileText.Everything, [new MailPart.Words(HostileText.Everything), new MailPart.Quoted("x", HostileText.Everything), new MailPart.Points([HostileText.Long]), new MailPart.Words("a\n.\nb")]);
        var lines = MailText.Of(mail).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 78, line));
        Assert.DoesNotContain(".", lines);
        Assert.DoesNotContain('\r', MailText.Of(mail));
    }

    [Fact]
    public void Quoted_words_cannot_pass_for_ours()
    {
        var text = MailText.Of(new Mail("Company", "Subject", [new MailPart.Quoted("the order", "first\nIs this mail real?\nyes")]));
        Assert.Contains("\n> first\n> Is this mail real?\n> yes\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_for_showing_a_mail_allows_its_style_element_and_nothing_else()
    {
        Assert.Contains("default-src 'none'; style-src 'sha256-", MailLooks.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", MailLooks.Policy, StringComparison.Ordinal);
    }

    private static async Task<string> Html(Mail mail)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await KitRender.Html(services, NullLoggerFactory.Instance, mail);
    }

    private static string[] Words(string text) => [.. WordsIn().Matches(text).Select(word => word.Value)];

    [GeneratedRegex(@"[\w’-]+")]
    private static partial Regex WordsIn();
}
