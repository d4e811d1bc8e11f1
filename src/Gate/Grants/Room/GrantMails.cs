using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Gate.Grants.Room;

/// <summary>Mails that tell an owner of what an officer did with a grant. They hold nothing of film, case or place, and are sent once.</summary>
internal sealed class GrantMails(IStore store, ContactBook contacts, NoticeOptions options, MailKey key, IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>Made before the act, since an act waits for nothing. Null: the owner has no address, or nobody is told here.</summary>
    public async Task<OutgoingMail?> Make(GrantId grant, AccountId owner, string title, string words, IReadOnlyList<(string, string)> facts)
    {
        if (!options.Tells || await store.Look(work => work.Db().Set<GrantMailOff>().AnyAsync(o => o.AccountId == owner))) return null;
        if ((await store.Look(work => contacts.Find(work, owner)))?.Mail is not { Length: > 0 } to) return null;
        var mail = new Mail(
            options.Company, title,
            [
                new MailPart.Words(words),
                .. facts.Count > 0 ? [new MailPart.Facts(facts)] : (MailPart[])[],
                new MailPart.Heading("If you want to see it"),
                new MailPart.Words($"Type {options.Site(services)}/my into your browser, sign in, and open Cameras. There stands what you gave, and what you can do."),
                new MailPart.Words("You need not do anything, and nothing happens if you do not. There you can also say that you want no such mails."),
            ])
        {
            Preview = "You need not do anything.",
            Foot = $"You get this because you gave something through this account. {string.Join(", ", (string[])[options.Company, .. options.Letterhead])}.",
        };
        return new OutgoingMail(to, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), grant.Text);
    }

    public void Owe(IWork work, OutgoingMail? mail, DateTimeOffset now)
    {
        if (mail is not null) _ = MailQueue.Owe(work, key, mail, now);
    }
}
