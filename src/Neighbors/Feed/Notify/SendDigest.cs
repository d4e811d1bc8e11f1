using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Feed.Mute;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.Neighbors.Feed.Notify;

/// <summary>
/// The mail that somebody asked for: that there is something new, and of what kinds. It repeats no post, so that what its author deletes is gone; and it comes only where
/// there is something new.
/// </summary>
internal sealed class SendDigest(
    IStore store, FeedReader reader, MailKey mails, FeedOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time) : IJobHandler
{
    public const string About = "feed";

    private const string JobKind = "news-mail";

    public string Kind => JobKind;

    public static Task Owe(IWork work, FeedMember member, DateTimeOffset now)
    {
        JobQueue.Again(work, JobKind, member.Account.Text, now + Every(member.Mail));
        return Task.CompletedTask;
    }

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var (account, now) = (AccountId.FromTrusted(subject), time.GetUtcNow());
        var (member, address, kinds) = await store.Look(async work =>
        {
            var there = await FeedBook.Found(work, account);
            if (there is null || there.Mail == DigestRhythm.Off) return (there, (string?)null, (IReadOnlyList<FeedCategory>)[]);
            var since = there.ToldAt ?? now;
            var seen = await reader.Seen(work, there, await MuteItem.Of(work, account), now);
            var mail = services.GetService<IResidentMail>() is { } book ? await book.AddressOf(work, account) : null;
            return (there, mail, [.. seen.Posts.Where(p => p.AnsweredAt >= since && p.Author != account).Select(p => p.Category).Distinct().Order()]);
        }, cancel);
        if (member is null || member.Mail == DigestRhythm.Off) return true;
        var outgoing = address is not null && kinds.Count > 0 ? await To(address, kinds, member) : null;
        return await store.Act<bool>(async work =>
        {
            if (await FeedBook.Found(work, account) is not { } row || row.Mail == DigestRhythm.Off) return true;
            if (outgoing is not null && row.OffToken == member.OffToken) MailQueue.Owe(work, mails, outgoing, now, now + TimeSpan.FromDays(1));
            row.ToldAt = now;
            JobQueue.Again(work, JobKind, subject, now + Every(row.Mail));
            return true;
        }, cancel);
    }

    private static TimeSpan Every(DigestRhythm rhythm) => rhythm switch
    {
        DigestRhythm.Off or DigestRhythm.Daily => TimeSpan.FromDays(1),
        DigestRhythm.Weekly => TimeSpan.FromDays(7),
    };

    private async Task<OutgoingMail> To(string address, IReadOnlyList<FeedCategory> kinds, FeedMember member)
    {
        var origin = options.Origin(services);
        var site = new Uri(origin).Authority;
        var mail = new Mail(
            options.Company,
            "There is something new in your area",
            [
                new MailPart.Words("Neighbours or agencies wrote something near the square that you chose. What it is about:"),
                new MailPart.Points([.. kinds.Select(FeedWords.Words)]),
                new MailPart.Words($"To read it, type {site}/feed into your browser and sign in. Nothing happens if you do not."),
                new MailPart.Heading("No more of these"),
                new MailPart.Words($"Your mail program can end these mails with its own button for it. Or type {site}/feed/settings and choose no mail."),
            ])
        {
            Preview = "What it is about, and nothing else.",
            Foot = $"You get this because you asked for it on {site}/feed/settings. {string.Join(", ", (string[])[options.Company, .. options.Letterhead])}.",
        };
        return new OutgoingMail(address, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), About, $"{origin}/feed/off/{member.OffToken}");
    }
}

/// <summary>Ends somebody's mails by the token that stands in each of them; no sign-in. One that is not known changes nothing, and is answered alike.</summary>
internal sealed class StopMails(IStore store)
{
    private const int TokenLength = 48;

    public Task<Result<bool>> Handle(string token) => token.Length != TokenLength || !token.All(char.IsAsciiHexDigitLower)
        ? Task.FromResult<Result<bool>>(true)
        : store.Act<bool>(async work =>
        {
            if (await work.Db().Set<FeedMember>().SingleOrDefaultAsync(m => m.OffToken == token) is not { } member) return true;
            (member.Mail, member.OffToken) = (DigestRhythm.Off, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
            return true;
        });
}
