using Microsoft.Extensions.Logging;
using Writ.Kit;
using Writ.Sources.Accounts;

namespace Writ.Gate.Notices.Words;

/// <summary>Makes the mail and the letter of a notice.</summary>
internal sealed class NoticePapers(IServiceProvider services, ILoggerFactory loggers, NoticeOptions options)
{
    public string Site => options.Site(services);

    public Mail Mail(NoticeKind kind, NoticeContent content)
    {
        var text = NoticeWords.Of(kind, content, Site);
        var parts = text.Lead.Select(MailPart (line) => new MailPart.Words(line)).ToList();
        parts.Add(new MailPart.Facts(text.Facts));
        parts.AddRange([new MailPart.Heading(text.DidTitle), new MailPart.Points(text.Did), new MailPart.Heading("What you can do"), new MailPart.Points(text.CanDo)]);
        parts.Add(new MailPart.Words("We cannot give legal advice."));
        return new Mail(options.Company, text.Title, parts)
        {
            Preview = text.Preview,
            CheckAt = $"{Site}/check",
            Reference = content.Reference,
            Foot = $"You get this because the account is in your name. {string.Join(", ", (string[])[options.Company, .. options.Letterhead])}.",
        };
    }

    public Task<string> Html(Mail mail) => KitRender.Html(services, loggers, mail);

    /// <param name="contact">Null: unknown; the letter then has no name.</param>
    /// <param name="on">The day of the letter.</param>
    /// <param name="back">Where it was opened from.</param>
    /// <param name="stamp">Stands on it, on paper too; null: it is the letter itself.</param>
    /// <param name="note">To who looks at it on a screen.</param>
    public Task<string> Letter(
        NoticeKind kind, NoticeContent content, Contact? contact, DateOnly on, Link? back = null, string? stamp = null, string? note = null)
    {
        var text = NoticeWords.Of(kind, content, Site);
        IReadOnlyList<string> addressee = contact is null ? ["The holder of the account"] : [contact.Name ?? "The holder of the account", .. contact.Address];
        var letter = new Letter([options.Company, .. options.Letterhead], addressee, WordsOf.Day(on), content.Reference, text.Title, $"{Site}/check")
        {
            CanDo = text.CanDo,
            Signed = ["The team that answers requests for data", options.Company],
        };
        return KitRender.Html<NoticeLetter>(services, loggers, new Dictionary<string, object?>
        {
            [nameof(NoticeLetter.Paper)] = letter, [nameof(NoticeLetter.Words)] = text, [nameof(NoticeLetter.Back)] = back,
            [nameof(NoticeLetter.Stamp)] = stamp, [nameof(NoticeLetter.Note)] = note,
        });
    }
}
