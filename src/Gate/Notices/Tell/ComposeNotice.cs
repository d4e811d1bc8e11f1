using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Words;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.Gate.Notices.Tell;

/// <summary>
/// Makes the mail of an owed notice and owes it to the queue, in one act. The words name a day until which one may object, counted
/// from today; so the mail lapses with the day, and is then made anew with another.
/// </summary>
internal sealed class ComposeNotice(IStore store, NoticeKey key, MailKey mails, ContactBook contacts, NoticePapers papers, NoticeOptions options, TimeProvider time)
    : IJobHandler
{
    public const string JobKind = "notice";

    public string Kind => JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var id = NoticeId.FromTrusted(subject);
        var seen = await store.Look(async work =>
        {
            var row = await work.Db().Set<NoticeRow>().SingleAsync(n => n.Id == id);
            return (Row: row, Contact: await contacts.Find(work, row.AccountId));
        }, cancel);
        if (!IsDue(seen.Row)) return true;
        if (seen.Contact?.Mail is not { Length: > 0 } address) return await ToPrint(id, cancel);

        var now = time.GetUtcNow();
        var content = Timed(seen.Row, key.Open(seen.Row), now);
        var mail = papers.Mail(seen.Row.Kind, content);
        var outgoing = new OutgoingMail(address, mail.SubjectLine, MailText.Of(mail), await papers.Html(mail), id.Text);
        return await store.Act<bool>(async work =>
        {
            var row = await work.Db().Set<NoticeRow>().SingleAsync(n => n.Id == id);

            // Taken over by something else since it was looked at: what it said may no longer hold.
            if (!IsDue(row) || row.Kind != seen.Row.Kind) return true;
            if (await BarQueries.Standing(work, row.DemandId, now) != BarStanding.Clear)
            {
                row.State = NoticeState.Held;
                return true;
            }

            (row.Sealed, row.ComposedAt, row.ObjectUntil) = (key.Seal(id.Text, content), now, content.Time?.Until);
            MailQueue.Owe(work, mails, outgoing, now, row.Kind == NoticeKind.Before ? Lapses(now) : null);
            return true;
        }, cancel);
    }

    internal NoticeContent Timed(NoticeRow row, NoticeContent content, DateTimeOffset now) =>
        row.Kind == NoticeKind.Before ? content with { Time = ObjectTimes.Count(now, options) } : content;

    private static bool IsDue(NoticeRow row) => row is { State: NoticeState.Owed, ComposedAt: null };

    private Task<Result<bool>> ToPrint(NoticeId id, CancellationToken cancel) => store.Act<bool>(async work =>
    {
        var row = await work.Db().Set<NoticeRow>().SingleAsync(n => n.Id == id);
        if (IsDue(row)) row.State = NoticeState.ToPrint;
        return true;
    }, cancel);

    // While the day lasts that the words count from; of a short time, half of it.
    private DateTimeOffset Lapses(DateTimeOffset now) => options.TimeToObject switch
    {
        var none when none == TimeSpan.Zero => now + TimeSpan.FromDays(1),
        var days when days >= TimeSpan.FromDays(1) => ObjectTimes.StartOf(ObjectTimes.DayOf(now, options.Zone).AddDays(1), options.Zone),
        var part => now + (part / 2),
    };
}
