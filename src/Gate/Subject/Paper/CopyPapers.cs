using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Gate.Notices.Words;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store.Mail;

namespace Writ.Gate.Subject.Paper;

/// <summary>What <c>index.html</c> says.</summary>
internal sealed record CopyIndex(
    CopyFacts Facts, string Service, int Identifiers, Contact? Contact, IReadOnlyList<CopyKind> Kinds, IReadOnlyList<CustomerNotice> Letters, int Unopened);

/// <summary>Before and after the records of one category.</summary>
internal sealed record CopyAround(CopyFacts Facts, CopyKind Kind);

/// <summary>One record for a reader.</summary>
/// <param name="Rows">Its members, or its text under one name.</param>
/// <param name="Note">Where it is not shown whole: why.</param>
internal sealed record CopyCard(string Id, string Title, IReadOnlyList<(string Name, string Value)> Rows, string? Note);

/// <summary>What of a copy is for people, and the mail about it.</summary>
internal sealed class CopyPapers(IServiceProvider services, ILoggerFactory loggers, NoticeOptions options)
{
    // A longer one stands whole in the data file; a page of it would be no use to a reader.
    private const int MostShown = 16 * 1024;

    private const string Place = "<!--records-->";

    public string Company => options.Company;

    public Task<string> Index(CopyIndex index) => KitRender.Html<CopyIndexPage>(services, loggers, new Dictionary<string, object?>
    {
        [nameof(CopyIndexPage.Model)] = index, [nameof(CopyIndexPage.Company)] = Company,
    });

    /// <summary>The page of one category, without its records: what comes before them, and what after.</summary>
    public async Task<(byte[] Head, byte[] Foot)> Around(CopyFacts facts, CopyKind kind)
    {
        var page = await KitRender.Html<CopyRecordsPage>(services, loggers, new Dictionary<string, object?>
        {
            [nameof(CopyRecordsPage.Model)] = new CopyAround(facts, kind), [nameof(CopyRecordsPage.Company)] = Company, [nameof(CopyRecordsPage.Place)] = Place,
        });
        var at = page.IndexOf(Place, StringComparison.Ordinal);
        return (Encoding.UTF8.GetBytes(page[..at]), Encoding.UTF8.GetBytes(page[(at + Place.Length)..]));
    }

    public async Task<byte[]> Card(OpenedRecord opened) => Encoding.UTF8.GetBytes(await KitRender.Html<CopyRecordCard>(
        services, loggers, new Dictionary<string, object?> { [nameof(CopyRecordCard.Model)] = CardOf(opened) }));

    public async Task<OutgoingMail> Mail(string to, string service, SubjectRequestId request, DateTimeOffset at)
    {
        var mail = CopyMail.Of(Company, options.Letterhead, options.Site(services), service, at);
        return new OutgoingMail(to, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), request.Text);
    }

    /// <summary>Title of a category.</summary>
    public static string Title(DataCategory category) => DataWords.Category(category.Text) is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words[1..] : category.Text;

    private static CopyCard CardOf(OpenedRecord opened)
    {
        var (id, title) = (opened.Outline.Record.Text, WordsOf.Day(opened.Outline.On));
        return opened.Plain switch
        {
            null => new CopyCard(id, title, [], "This record could not be opened. Tell us its number, and we look into it."),
            { Length: > MostShown } => new CopyCard(id, title, [], "This record is too long to be shown here. It stands whole in the data file."),
            var plain when CopyJson.IsJson(plain) => new CopyCard(id, title, Rows(plain), null),
            var plain when Utf8.IsValid(plain) => new CopyCard(id, title, [("Text", Encoding.UTF8.GetString(plain))], null),
            var plain => new CopyCard(id, title, [], $"This record is no text: {WordsOf.Count(plain.Length, "byte")}. It stands whole in the data file."),
        };
    }

    private static IReadOnlyList<(string, string)> Rows(byte[] plain)
    {
        using var json = JsonDocument.Parse(plain);
        return json.RootElement.ValueKind == JsonValueKind.Object
            ? [.. json.RootElement.EnumerateObject().Select(member => (Words(member.Name), Text(member.Value)))]
            : [("Text", Text(json.RootElement))];
    }

    private static string Words(string name) => name.Length == 0 ? "(no name)" : VisibleText.OneLine((char.ToUpperInvariant(name[0]) + name[1..]).Replace('-', ' '));

    private static string Text(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped: shown as it is written.
            return value.GetRawText();
        }
    }
}
