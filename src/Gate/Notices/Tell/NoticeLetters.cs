using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Words;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Mail;

namespace Writ.Gate.Notices.Tell;

/// <summary>For the team: what a notice looks like, and that its letter was printed where no mail can reach the person.</summary>
public sealed class NoticeLetters
{
    private readonly IStore store;
    private readonly NoticeKey key;
    private readonly ContactBook contacts;
    private readonly NoticePapers papers;
    private readonly ComposeNotice composing;
    private readonly NoticeOptions options;
    private readonly TimeProvider time;
    private readonly IReadOnlyList<INoticeWatcher> watchers;

    internal NoticeLetters(
        IStore store, NoticeKey key, ContactBook contacts, NoticePapers papers, ComposeNotice composing, NoticeOptions options, TimeProvider time,
        IEnumerable<INoticeWatcher> watchers) =>
        (this.store, this.key, this.contacts, this.papers, this.composing, this.options, this.time, this.watchers) =
        (store, key, contacts, papers, composing, options, time, [.. watchers]);

    /// <summary>
    /// The letter of what was never sent says so on paper too; one that is to be printed says it on the screen only. Refusal <c>gate-no-notice</c>.
    /// </summary>
    /// <param name="back">Address of the page from which the letter is opened; null: there is no way back on it.</param>
    public async Task<Result<NoticePreview>> Preview(DemandId demand, NoticeId notice, string? back = null, CancellationToken cancel = default)
    {
        var seen = await store.Look(async work =>
        {
            var row = await work.Db().Set<NoticeRow>().SingleOrDefaultAsync(n => n.Id == notice && n.DemandId == demand);
            return row is null ? default : (Row: row, Contact: await contacts.Find(work, row.AccountId));
        }, cancel);
        if (seen.Row is null) return GateRefusals.NoNotice;
        var made = seen.Row.SentAt ?? seen.Row.ComposedAt;
        var content = key.Open(seen.Row);
        if (made is null) content = composing.Timed(seen.Row, content, time.GetUtcNow());
        var on = ObjectTimes.DayOf(seen.Row.ComposedAt ?? made ?? time.GetUtcNow(), options.Zone);
        var mail = papers.Mail(seen.Row.Kind, content);
        var letter = await papers.Letter(
            seen.Row.Kind, content, seen.Contact, on, back is null ? null : new Link("Back to the notice", back), StampOf(seen.Row.State),
            seen.Row.State == NoticeState.ToPrint ? "Not sent yet. Print it, post it today, and say so on the page before this one. This line is not printed." : null);
        return new NoticePreview(made is not null, on, mail.SubjectLine, MailText.Of(mail), await papers.Html(mail), letter);
    }

    /// <summary>
    /// A letter was printed, today, and goes to the post: the notice counts as sent. Refusals: <c>gate-no-notice</c>,
    /// <c>gate-bar-in-force</c>, <c>gate-letter-not-due</c>, <c>gate-letter-date</c>.
    /// </summary>
    /// <param name="date">The day on the letter.</param>
    public async Task<Result<bool>> Printed(IWork work, DemandId demand, NoticeId notice, DateOnly date, string staff)
    {
        if (await work.Db().Set<NoticeRow>().SingleOrDefaultAsync(n => n.Id == notice && n.DemandId == demand) is not { } row) return GateRefusals.NoNotice;
        var now = time.GetUtcNow();
        if (row.State == NoticeState.Held) return GateRefusals.BarInForce;
        if (row.State != NoticeState.ToPrint) return GateRefusals.LetterNotDue;
        if (date != ObjectTimes.DayOf(now, options.Zone)) return GateRefusals.LetterDate;
        var content = composing.Timed(row, key.Open(row), now);
        (row.State, row.SentAt, row.ComposedAt, row.Way, row.PrintedBy) = (NoticeState.Sent, now, now, NoticeWay.Letter, staff);
        (row.Sealed, row.ObjectUntil) = (key.Seal(row.Id.Text, content), content.Time?.Until);
        foreach (var watcher in watchers) await watcher.Told(work, demand, now, staff, "letter-printed", null);
        return true;
    }

    private static string? StampOf(NoticeState state) => state switch
    {
        NoticeState.Held or NoticeState.Owed => "Preview, not sent",
        NoticeState.Dropped => "Never sent: a later one took its place",
        NoticeState.ToPrint or NoticeState.Sent => null,
    };
}
