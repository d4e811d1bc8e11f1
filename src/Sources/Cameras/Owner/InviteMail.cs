using Microsoft.Extensions.Logging;
using Writ.Kit;
using Writ.Store.Mail;

namespace Writ.Sources.Cameras.Owner;

/// <summary>The mail to whoever was invited to a home. It holds no footage, no name and no place, and no link.</summary>
internal sealed class InviteMail(CameraOptions options, IServiceProvider services, ILoggerFactory loggers)
{
    private const string About = "home-invitation";

    /// <summary>The same for everybody: making it tells nothing of who has an account.</summary>
    public async Task<OutgoingMail> To(string address, DateTimeOffset ends)
    {
        var mail = Of(options.Company, options.Letterhead, options.Site(services), ends);
        return new OutgoingMail(address, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), About);
    }

    private static Mail Of(string company, IReadOnlyList<string> letterhead, string site, DateTimeOffset ends) => new(
        company,
        "You are invited to a home with cameras",
        [
            new MailPart.Words("The owner of a home with cameras invites you to belong to its household. Members can watch what its cameras record; they set and delete nothing."),
            new MailPart.Facts([("The invitation ends", WordsOf.Moment(ends))]),
            new MailPart.Heading("If you want to"),
            new MailPart.Words($"Type {site}/my into your browser, sign in, open Cameras, and accept it there. Then one of the owner’s devices lets your browser in."),
            new MailPart.Heading("If you do not"),
            new MailPart.Words("You need not do anything. The owner is not told whether you read this, declined, or have an account here."),
        ])
    {
        Preview = "Nothing happens if you do not answer.",
        Foot = $"You get this because an account here has your mail address. {string.Join(", ", (string[])[company, .. letterhead])}.",
    };
}
