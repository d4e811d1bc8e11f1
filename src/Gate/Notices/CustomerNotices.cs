using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Objecting;
using Writ.Gate.Notices.Words;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store;

namespace Writ.Gate.Notices;

/// <summary>What a person may see of notices: those sent to their own account, and no others, whatever is held back.</summary>
public sealed class CustomerNotices
{
    private readonly IStore store;
    private readonly NoticeKey key;
    private readonly Objections objections;
    private readonly ContactBook contacts;
    private readonly NoticePapers papers;
    private readonly NoticeOptions options;
    private readonly TimeProvider time;

    internal CustomerNotices(
        IStore store, NoticeKey key, Objections objections, ContactBook contacts, NoticePapers papers, NoticeOptions options, TimeProvider time) =>
        (this.store, this.key, this.objections, this.contacts, this.papers, this.options, this.time) =
        (store, key, objections, contacts, papers, options, time);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<CustomerNotice>> SentTo(IWork work, AccountId account)
    {
        var rows = await work.Db().Set<NoticeRow>().AsNoTracking().Where(n => n.AccountId == account && n.State == NoticeState.Sent).ToListAsync();
        var made = await work.Db().Set<ObjectionRow>().AsNoTracking().Where(o => o.AccountId == account).ToListAsync();
        return [.. rows.OrderByDescending(n => n.SentAt).ThenBy(n => n.Id.Text, StringComparer.Ordinal).Select(n => View(n, made.Find(o => o.NoticeId == n.Id)))];
    }

    /// <summary>Null where there is none that was sent to this account.</summary>
    public async Task<CustomerNotice?> Find(IWork work, AccountId account, NoticeId notice)
    {
        if (await Sent(work, account, notice) is not { } row) return null;
        return View(row, await work.Db().Set<ObjectionRow>().AsNoTracking().SingleOrDefaultAsync(o => o.NoticeId == notice));
    }

    /// <summary>The printable letter, a whole HTML document with the Kit's style sheet. Refusal <c>gate-no-notice</c>. Not within an act.</summary>
    public async Task<Result<string>> LetterHtml(AccountId account, NoticeId notice, CancellationToken cancel = default)
    {
        var seen = await store.Look(async work => (Row: await Sent(work, account, notice), Contact: await contacts.Find(work, account)), cancel);
        return seen.Row is { } row
            ? await papers.Letter(
                row.Kind, key.Open(row), seen.Contact, ObjectTimes.DayOf(row.ComposedAt ?? row.SentAt!.Value, options.Zone), new Link("Back to this notice", $"/my/notices/{row.Id}"))
            : GateRefusals.NoNotice;
    }

    private static Task<NoticeRow?> Sent(IWork work, AccountId account, NoticeId notice) => work.Db().Set<NoticeRow>().AsNoTracking()
        .SingleOrDefaultAsync(n => n.Id == notice && n.AccountId == account && n.State == NoticeState.Sent);

    private CustomerNotice View(NoticeRow row, ObjectionRow? objection)
    {
        var content = key.Open(row);
        var may = row is { Kind: NoticeKind.Before, SpentAt: null } && objection is null && time.GetUtcNow() < row.ObjectUntil;
        return new CustomerNotice(
            row.Id, content.Reference, row.Kind, row.SentAt!.Value, NoticeWords.Title(row.Kind, content), content.Ask, content.Items, content.Time, may,
            objection is null ? null : objections.Customer(objection));
    }
}
