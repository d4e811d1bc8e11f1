using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Gate.Notices;
using Writ.Kit;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.Gate.Grants.Room;

/// <summary>
/// The mail that an officer asked for: that something awaits them. It says no more, and it comes only of what the public record holds, so that a mail box tells nothing
/// of anybody who looked, declined or did not answer.
/// </summary>
internal sealed class OfficerMails(IStore store, NoticeKey key, NoticeOptions options, IServiceProvider services, ILoggerFactory loggers, TimeProvider time)
{
    public const string About = "evidence-room";

    private const int MostAddress = 254;

    /// <param name="address">Empty: no mails any more.</param>
    public Task<Result<bool>> Set(Caller officer, string address) => address.Length > 0 && !IsMail(address)
        ? Task.FromResult<Result<bool>>(GrantRefusals.Mail)
        : store.Act<bool>(async work =>
        {
            var me = OfficerId.FromTrusted(officer.Subject);
            var row = await work.Db().Set<OfficerMail>().FindAsync(me);
            if (address.Length == 0 && row is not null) work.Db().Remove(row);
            if (address.Length == 0) return true;
            var (bytes, now) = (key.Rows.Seal(Row(me), Encoding.UTF8.GetBytes(address)), time.GetUtcNow());
            if (row is null) work.Db().Add(new OfficerMail { OfficerId = me, Sealed = bytes, At = now });
            else (row.Sealed, row.At) = (bytes, now);
            return true;
        });

    public async Task<string?> Address(IWork work, OfficerId officer)
    {
        var row = await work.Db().Set<OfficerMail>().AsNoTracking().SingleOrDefaultAsync(m => m.OfficerId == officer);
        return row is not null && key.Rows.Open(Row(officer), row.Sealed).TryGet(out var bytes, out _) ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <summary>The same words, whatever was given.</summary>
    public Task<OutgoingMail> Make(string to) => Make(
        to, "Something awaits you in the evidence room", "Sign in to open it.",
        "Something was given to you in answer to a request. It stands in the public record, and you can open it with your key.", EvidencePages.List);

    /// <summary>To an agency's admin; the same words, whoever was enrolled.</summary>
    public Task<OutgoingMail> OfEnrolment(string to) => Make(
        to, "Somebody was enrolled in your agency", "Look whether you know them.",
        "Your list of colleagues has a new name. Look whether you know them; if not, tell your chief and our review team.", "/officer/colleagues");

    private async Task<OutgoingMail> Make(string to, string subject, string preview, string what, string page)
    {
        var mail = new Kit.Mail(
            options.Company, subject,
            [
                new MailPart.Words(what),
                new MailPart.Words($"Type {options.Site(services)}{page} into your browser and sign in. We send no link that signs you in."),
            ])
        {
            Preview = preview,
            Foot = $"You get this because this address was typed in the evidence room. You can take it away in the same place. {string.Join(", ", (string[])[options.Company, .. options.Letterhead])}.",
        };
        return new OutgoingMail(to, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), About);
    }

    private static string Row(OfficerId officer) => $"officer-mail/{officer}";

    private static bool IsMail(string text) =>
        text.Length <= MostAddress && text.All(c => c is > ' ' and < '\u007f' && !"<>()[]\\,;:\"".Contains(c, StringComparison.Ordinal))
        && MailAddress.TryCreate(text, out var address) && address.Address == text && text[(text.LastIndexOf('@') + 1)..].Contains('.', StringComparison.Ordinal);
}

/// <summary>Waits until readers see the grant's leaf in the record, then tells the officer once, where they asked for it. What was withdrawn by then nobody hears of.</summary>
internal sealed class TellOfficer(IStore store, OpenGrant room, OfficerMails mails, NoticeOptions options, MailKey key, TimeProvider time) : IJobHandler
{
    public const string JobKind = "grant-tell";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    public string Kind => JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var (id, now) = (GrantId.FromTrusted(subject), time.GetUtcNow());
        if (!options.Tells) return true;
        var (waits, to) = await store.Look(async work =>
        {
            var row = await work.Db().Set<Grant>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancel);
            if (row is not { State: GrantState.Given } || !row.Lives(now)) return (false, (string?)null);
            return await room.Recorded(work, row, now) ? (false, await mails.Address(work, row.OfficerId)) : (true, null);
        }, cancel);
        var mail = to is null ? null : await mails.Make(to);
        return await store.Act<bool>(work =>
        {
            if (waits) JobQueue.Again(work, JobKind, subject, now + LookEvery);
            if (mail is not null) _ = MailQueue.Owe(work, key, mail, now);
            return Task.FromResult<Result<bool>>(true);
        }, cancel);
    }
}
