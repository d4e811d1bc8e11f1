using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Words;
using Writ.Kit;
using Writ.Sources.Accounts;

namespace Writ.Gate.Tests.Notices;

/// <summary>Every kind of notice as mail and letter, held by approved files; <c>WRIT_APPROVE=1</c> writes them anew.</summary>
public sealed class NoticePapersTests
{
    private static readonly NoticeOptions Options = new(
        "Sample Company", ["Legal notices", "1 Harbour Street", "12345 Sample Town"], TimeSpan.FromDays(7), TimeZoneInfo.Utc, _ => "requests.example.org");

    private static readonly Contact Person = new("someone@example.org", "Sample customer 1", ["1 Sample Street", "12345 Sample Town"]);

    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("before")]
    [InlineData("before-after-bar")]
    [InlineData("given")]
    [InlineData("given-nothing")]
    [InlineData("refused")]
    [InlineData("withdrawn")]
    [InlineData("delayed")]
    [InlineData("objection-upheld")]
    [InlineData("objection-overruled")]
    public async Task Mail_and_letter_say_what_was_approved(string variant)
    {
        var (kind, content) = Variant(variant);
        var papers = Papers();
        var mail = papers.Mail(kind, content);
        Approve($"{variant}.mail.approved.txt", $"Subject: {mail.SubjectLine}\n\n{MailText.Of(mail)}");
        Approve($"{variant}.mail.approved.html", await papers.Html(mail));
        Approve($"{variant}.letter.approved.html", await papers.Letter(kind, content, Person, new DateOnly(2026, 3, 10)));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\u202Ecilbup eht fo dneirF")]
    [InlineData("Agency\r\nBcc: all@example.org")]
    public async Task Hostile_names_stay_names(string name)
    {
        var (kind, before) = Variant("before");
        var content = before with { Ask = before.Ask with { Agency = name, Authority = name }, Items = [before.Items[0] with { Reason = name }] };
        var papers = Papers();
        var mail = papers.Mail(kind, content);
        var html = await papers.Html(mail) + await papers.Letter(kind, content, new Contact(null, name, [name]), new DateOnly(2026, 3, 10));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', html + MailText.Of(mail));
        Assert.DoesNotContain('\n', mail.SubjectLine);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("delayed")]
    public async Task No_link_and_no_question_for_a_password(string variant)
    {
        var (kind, content) = Variant(variant);
        var html = await Papers().Html(Papers().Mail(kind, content));
        Assert.DoesNotContain("href", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<a ", html, StringComparison.Ordinal);
        Assert.Contains("We never ask for a password", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_characters_stay_lines_of_72()
    {
        var (kind, before) = Variant("before");
        var text = MailText.Of(Papers().Mail(kind, before with { Ask = before.Ask with { Agency = new string('x', 10_000) } }));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, $"{line.Length}"));
    }

    private static (NoticeKind Kind, NoticeContent Content) Variant(string name)
    {
        var ask = new NoticeAsk("Sample Town Police Department", "US", "Search warrant", "Sample County Court", "retail", new DateOnly(2026, 3, 9));
        var (first, last) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 1));
        NoticeItem[] decided =
        [
            new("itm_1", "subscriber", null, null, "produce", null, null, null, null),
            new("itm_2", "transaction", first, last, "narrow", new DateOnly(2026, 2, 1), last, "The paper names February only.", null),
            new("itm_3", "content", first, last, "refuse", first, last, "The paper does not reach what you wrote.", null),
        ];
        NoticeItem[] given = [decided[0] with { Given = 1 }, decided[1] with { Given = 4 }, decided[2]];
        NoticeItem[] refused = [.. decided.Select(i => i with { Decision = "refuse", Reason = "The paper has expired." })];
        var before = new NoticeContent("7K3Q-9M2T-X4WB-6HNC", NoticeKind.Before, ask, decided);
        var timed = before with { Time = ObjectTimes.Count(Noon, Options) };
        var bar = new BarPast(true, new DateOnly(2026, 3, 10));
        return name switch
        {
            "before" => (NoticeKind.Before, timed),
            "before-after-bar" => (NoticeKind.Before, timed with { Bar = bar }),
            "given" => (NoticeKind.Given, before with { Tells = NoticeKind.Given, Items = given }),
            "given-nothing" => (NoticeKind.Given, before with { Tells = NoticeKind.Given, Items = [decided[0] with { Given = 0 }] }),
            "refused" => (NoticeKind.Refused, before with { Tells = NoticeKind.Refused, Items = refused }),
            "withdrawn" => (NoticeKind.Withdrawn, before with { Tells = NoticeKind.Withdrawn, Items = [.. decided.Select(i => i with { Decision = "", Reason = null })] }),
            "delayed" => (NoticeKind.Delayed, before with { Tells = NoticeKind.Given, Items = given, Bar = bar with { ByCourt = false } }),
            "objection-upheld" => (NoticeKind.ObjectionAnswered, before with { Tells = NoticeKind.ObjectionAnswered, Answer = new ObjectionAnswer(true, "The account was not yours then.", Noon) }),
            _ => (NoticeKind.ObjectionAnswered, before with { Tells = NoticeKind.ObjectionAnswered, Answer = new ObjectionAnswer(false, "The warrant is in order.", Noon) }),
        };
    }

    private static NoticePapers Papers()
    {
        var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        return new NoticePapers(services, NullLoggerFactory.Instance, Options);
    }

    private static void Approve(string name, string actual, [CallerFilePath] string here = "")
    {
        // Whose name changes with every change of style.
        actual = System.Text.RegularExpressions.Regex.Replace(actual, @"(/assets/[\w-]+)\.[0-9a-f]{12}\.", "$1.");
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Papers", name);
        if (Environment.GetEnvironmentVariable("WRIT_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
