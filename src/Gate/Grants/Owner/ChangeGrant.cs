using System.Text;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Notices;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Grants.Owner;

/// <summary>What an owner does with what they gave. Each is harmless when it comes twice.</summary>
internal sealed class ChangeGrant(IStore store, GrantEnd end, IGrantDoor door, NoticeKey key, GrantOptions options, TimeProvider time)
{
    internal const int MostMessages = 40;

    internal const int MostText = 1_000;

    /// <summary>Until the officer has opened it: exactly one of the two comes first.</summary>
    public async Task<Result<bool>> Withdraw(Caller caller, string text)
    {
        var withdrawn = await store.Act<GrantId>(async work =>
        {
            if (await Own(work, caller, text) is not { } row) return GrantRefusals.Unknown;
            if (row.State == GrantState.Withdrawn) return row.Id;
            if (row.State == GrantState.Opened) return GrantRefusals.OpenedAlready;
            if (row.State != GrantState.Given) return GrantRefusals.Over;
            var now = time.GetUtcNow();
            row.End(GrantState.Withdrawn, now);
            await JobQueue.Owe(work, EndGrant.JobKind, row.Id.Text, now);
            return row.Id;
        });
        if (!withdrawn.TryGet(out var id, out var refusal)) return refusal;
        await end.Clear(id, CancellationToken.None);
        return true;
    }

    /// <summary>Also after its end: what was exported outlives the key.</summary>
    public Task<Result<bool>> AskDeletion(Caller caller, string text) => store.Act<bool>(async work =>
    {
        if (await Own(work, caller, text) is not { } row) return GrantRefusals.Unknown;
        if (row.OpenedAt is null) return GrantRefusals.NotOpened;
        var id = row.Id;
        if (await work.Db().Set<GrantDeletion>().AnyAsync(d => d.Id == id)) return true;
        var now = time.GetUtcNow();
        work.Db().Add(new GrantDeletion { Id = id, AskedAt = now, DueAt = now.AddDays(options.Limits.DeletionDays) });
        return true;
    });

    public Task<Result<bool>> Say(Caller caller, string text, string words) => store.Act<bool>(async work =>
    {
        if (await Own(work, caller, text) is not { } row) return GrantRefusals.Unknown;
        return await Say(work, row, MessageAuthor.Owner, words, door, key, time.GetUtcNow());
    });

    public Task<Result<bool>> CloseContact(Caller caller, string text) => store.Act<bool>(async work =>
    {
        if (await Own(work, caller, text) is not { } row) return GrantRefusals.Unknown;
        row.ContactOpen = false;
        return true;
    });

    /// <summary>Whether mails come about what officers do; it stands on the owner's page in any case.</summary>
    public Task<Result<bool>> Mails(Caller caller, bool on) => store.Act<bool>(async work =>
    {
        var account = caller.Account!.Value;
        var off = await work.Db().Set<GrantMailOff>().FindAsync(account);
        if (on && off is not null) work.Db().Remove(off);
        if (!on && off is null) work.Db().Add(new GrantMailOff { AccountId = account, At = time.GetUtcNow() });
        return true;
    });

    public Task<Result<bool>> RefusePassing(Caller caller, string text, string askText) => store.Act<bool>(async work =>
    {
        if (await Own(work, caller, text) is not { } row || !PassingId.TryParse(askText, out var id)) return GrantRefusals.Unknown;
        if (await work.Db().Set<GrantPassing>().SingleOrDefaultAsync(p => p.Id == id && p.GrantId == row.Id) is not { } ask) return GrantRefusals.Unknown;
        if (ask.State == PassingState.Answered) return GrantRefusals.PassingClosed;
        if (ask.State == PassingState.Open) (ask.State, ask.AnsweredAt) = (PassingState.Refused, time.GetUtcNow());
        return true;
    });

    /// <summary>One message, where its author may send one. The same words twice in a row are one message: then it is false.</summary>
    internal static async Task<Result<bool>> Say(IWork work, Grant row, MessageAuthor author, string words, IGrantDoor door, NoticeKey key, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(words)) return new Refusal("input-missing", "Fill this in; it may not be empty.", RefusalKind.Invalid, "/text");
        if (words.Length > MostText) return new Refusal("input-too-long", $"Shorten this to at most {MostText} characters.", RefusalKind.Invalid, "/text");
        if (door.Against(words, "/text", author == MessageAuthor.Officer) is { } against) return against;
        if (!row.Lives(now) || !row.ContactOpen) return GrantRefusals.ContactClosed;
        var id = row.Id;
        var last = await work.Db().Set<GrantMessage>().AsNoTracking().Where(m => m.GrantId == id).OrderByDescending(m => m.Number).FirstOrDefaultAsync();
        var same = last is not null && last.Author == author && Encoding.UTF8.GetString(key.Rows.Open(last.Row, last.Sealed).Value) == words;
        if (same) return false;
        if (last is not null && last.Author == MessageAuthor.Officer && author == MessageAuthor.Officer) return GrantRefusals.Unanswered;
        if (last?.Number >= MostMessages) return GrantRefusals.MessagesFull;
        var number = (last?.Number ?? 0) + 1;
        work.Db().Add(new GrantMessage
        {
            GrantId = id, Number = number, At = now, Author = author, Sealed = key.Rows.Seal($"{id}/{number}", Encoding.UTF8.GetBytes(words)),
        });
        return true;
    }

    private static async Task<Grant?> Own(IWork work, Caller caller, string text) => GrantId.TryParse(text, out var id)
        ? await OwnGrants.Of(work, caller).SingleOrDefaultAsync(g => g.Id == id && g.State != GrantState.Offered)
        : null;
}
