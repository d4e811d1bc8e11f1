using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Notices.Barring;
using Writ.Gate.Notices.Tell;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.Gate.Notices;

/// <summary>
/// Owes people what they must be told, in the transaction of the act that causes it: before disclosure, and after the answer. While
/// a bar stands, or while nobody has said whether one does, notices are held; when it ends they go out.
/// </summary>
public sealed class NoticeDesk(AccountSource accounts, NoticeKey key, NoticeOptions options, TimeProvider time)
{
    /// <summary>
    /// Every item is decided: whoever's data is to be produced is owed a notice, one an account. Decided again, those who were told of
    /// as much or more are not told again; who was told of less gets a new notice, and time anew.
    /// </summary>
    public async Task Owe(IWork work, NoticeCase told)
    {
        if (!options.Tells) return;
        var now = time.GetUtcNow();
        await Remember(work, told.Demand, told.Gag);
        var concerned = (await ByAccount(work, told)).Where(a => a.Value.Any(IsProduced)).ToDictionary();
        var live = await Live(work, told.Demand);
        foreach (var notice in live.Where(n => !concerned.ContainsKey(n.AccountId) && n.State != NoticeState.Sent)) await Retire(work, notice, now);
        foreach (var (account, items) in concerned.OrderBy(a => a.Key.Text, StringComparer.Ordinal))
        {
            var notice = live.Find(n => n.AccountId == account);
            var fixedWords = notice is not null && (notice.State == NoticeState.Sent || notice.ComposedAt is not null);
            if (fixedWords && await Covers(work, notice!.Id, items)) continue;
            if (notice is not null) await Retire(work, notice, now);
            await Add(work, told, account, NoticeKind.Before, items, now);
        }
    }

    /// <summary>The demand was answered or taken back: everyone concerned is told what came of it, and notices before disclosure have done their work.</summary>
    public async Task Answered(IWork work, NoticeCase told, bool withdrawn)
    {
        if (!options.Tells) return;
        var now = time.GetUtcNow();
        await Remember(work, told.Demand, told.Gag);
        foreach (var notice in await Live(work, told.Demand)) await Retire(work, notice, now);
        foreach (var (account, items) in (await ByAccount(work, told)).OrderBy(a => a.Key.Text, StringComparer.Ordinal))
        {
            var kind = withdrawn ? NoticeKind.Withdrawn : items.Any(i => i.Given is not null) ? NoticeKind.Given : NoticeKind.Refused;
            await Add(work, told, account, kind, items, now);
        }
    }

    internal async Task AnswerObjection(IWork work, NoticeRow notice, ObjectionAnswer answer)
    {
        var content = key.Open(notice);
        await Add(work, notice.DemandId, notice.AccountId, NoticeKind.ObjectionAnswered, content with { Time = null, Answer = answer }, [], time.GetUtcNow());
    }

    /// <summary>Nothing forbids telling any more: what was held goes out. After a bar, who was told nothing until the answer gets one notice that says so.</summary>
    internal async Task ReleaseHeld(IWork work, DemandId demand, BarPast? bar, DateTimeOffset now)
    {
        if (await BarQueries.Standing(work, demand, now) != BarStanding.Clear) return;
        var held = await work.Db().Set<NoticeRow>().Where(n => n.DemandId == demand && n.State == NoticeState.Held).ToListAsync();
        foreach (var notice in held)
        {
            if (notice.Kind is NoticeKind.Given or NoticeKind.Refused or NoticeKind.Withdrawn && bar is not null) notice.Kind = NoticeKind.Delayed;
            notice.Sealed = key.Seal(notice.Id.Text, key.Open(notice) with { Bar = bar });
            (notice.State, notice.ComposedAt) = (NoticeState.Owed, null);
            await JobQueue.Owe(work, ComposeNotice.JobKind, notice.Id.Text, now);
        }
    }

    /// <summary>A bar stands from now on: what has not gone yet stays.</summary>
    internal static async Task Hold(IWork work, DemandId demand, DateTimeOffset now)
    {
        var waiting = await work.Db().Set<NoticeRow>()
            .Where(n => n.DemandId == demand && (n.State == NoticeState.Owed || n.State == NoticeState.ToPrint)).ToListAsync();
        foreach (var notice in waiting)
        {
            (notice.State, notice.ComposedAt) = (NoticeState.Held, null);
            await MailQueue.TakeBack(work, notice.Id.Text, now);
        }
    }

    /// <summary>Written at once, so that queries of this act see it.</summary>
    internal static async Task Remember(IWork work, DemandId demand, bool gag)
    {
        if (!await work.Db().Set<NoticeCaseRow>().AnyAsync(c => c.DemandId == demand)) work.Insert(new NoticeCaseRow { DemandId = demand, Gag = gag });
    }

    internal static Task<List<NoticeRow>> Live(IWork work, DemandId demand) => work.Db().Set<NoticeRow>().AsNoTracking()
        .Where(n => n.DemandId == demand && n.Kind == NoticeKind.Before && n.State != NoticeState.Dropped && n.SpentAt == null).ToListAsync();

    internal static async Task<bool> Covers(IWork work, NoticeId notice, IEnumerable<(ItemId Item, DateOnly? From, DateOnly? To)> produced)
    {
        var scope = await work.Db().Set<NoticeScope>().AsNoTracking().Where(s => s.NoticeId == notice).ToListAsync();
        return produced.All(p => scope.Any(s => s.ItemId == p.Item && s.Covers(p.From, p.To)));
    }

    private static bool IsProduced(NoticeItem item) => item.Decision is "produce" or "narrow";

    private static Task<bool> Covers(IWork work, NoticeId notice, IEnumerable<NoticeItem> items) =>
        Covers(work, notice, items.Where(IsProduced).Select(i => (ItemId.FromTrusted(i.Item), i.From, i.To)));

    /// <summary>Sent, it stays sent and opens nothing; unsent, it never goes.</summary>
    private static async Task Retire(IWork work, NoticeRow notice, DateTimeOffset now)
    {
        var sent = notice.State == NoticeState.Sent;
        await work.Db().Set<NoticeRow>().Where(n => n.Id == notice.Id).ExecuteUpdateAsync(s => s
            .SetProperty(n => n.SpentAt, now)
            .SetProperty(n => n.State, n => sent ? n.State : NoticeState.Dropped));
        if (!sent) await MailQueue.TakeBack(work, notice.Id.Text, now);
    }

    /// <summary>Items by the account they lead to. Where an identifier leads to none or to several, nobody is known to be concerned.</summary>
    private async Task<Dictionary<AccountId, List<NoticeItem>>> ByAccount(IWork work, NoticeCase told)
    {
        var byAccount = new Dictionary<AccountId, List<NoticeItem>>();
        foreach (var item in told.Items)
        {
            var found = await accounts.Resolve(work, told.Ask.Service, item.IdentifierKind, item.IdentifierValue);
            if (found.Count != 1) continue;
            if (byAccount.TryGetValue(found[0], out var items)) items.Add(item.Item);
            else byAccount.Add(found[0], [item.Item]);
        }

        return byAccount;
    }

    private Task Add(IWork work, NoticeCase told, AccountId account, NoticeKind kind, IReadOnlyList<NoticeItem> items, DateTimeOffset now) => Add(
        work, told.Demand, account, kind, new NoticeContent(NoticeReference.New(), kind, told.Ask, items),
        kind == NoticeKind.Before ? items.Where(IsProduced) : [], now);

    private async Task Add(
        IWork work, DemandId demand, AccountId account, NoticeKind kind, NoticeContent content, IEnumerable<NoticeItem> scope, DateTimeOffset now)
    {
        var id = NoticeId.New();
        var drawn = content with { Reference = NoticeReference.New(), Tells = kind };
        var clear = await BarQueries.Standing(work, demand, now) == BarStanding.Clear;
        work.Insert(new NoticeRow
        {
            Id = id,
            DemandId = demand,
            AccountId = account,
            Kind = kind,
            State = clear ? NoticeState.Owed : NoticeState.Held,
            ReferenceName = key.Rows.NameOf(drawn.Reference),
            Sealed = key.Seal(id.Text, drawn),
            OwedAt = now,
        });
        foreach (var item in scope) work.Insert(new NoticeScope { NoticeId = id, ItemId = ItemId.FromTrusted(item.Item), FromDay = item.From, ToDay = item.To });
        if (clear) await JobQueue.Owe(work, ComposeNotice.JobKind, id.Text, now);
    }
}
