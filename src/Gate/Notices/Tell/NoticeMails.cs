using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.Gate.Notices.Tell;

/// <summary>Writes into a notice what became of its mail.</summary>
internal sealed class NoticeMails : IMailWatcher
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    public async Task Settled(IWork work, MailStatus mail)
    {
        if (!NoticeId.TryParse(mail.About, out var id)) return;
        var row = await work.Db().Set<NoticeRow>().SingleAsync(n => n.Id == id);
        if (row.State == NoticeState.Sent) return;
        var at = mail.SettledAt!.Value;
        if (mail.State == MailState.Sent)
        {
            // Also where it was held or dropped while it was on its way: the person has it, so it counts, and its reference answers.
            if (row.State == NoticeState.Dropped) row.SpentAt ??= at;
            (row.State, row.SentAt, row.Way) = (NoticeState.Sent, at, NoticeWay.Mail);
            return;
        }

        if (row is not { State: NoticeState.Owed, ComposedAt: not null }) return;
        if (mail.Code == MailRefusals.Lapsed.Code && at - row.OwedAt < Patience)
        {
            row.ComposedAt = null;
            await JobQueue.Owe(work, ComposeNotice.JobKind, id.Text, at);
            return;
        }

        (row.State, row.ComposedAt) = (NoticeState.ToPrint, null);
    }
}
