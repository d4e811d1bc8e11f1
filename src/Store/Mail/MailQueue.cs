using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store.Jobs;

namespace Writ.Store.Mail;

/// <summary>A mail taken up to be sent.</summary>
/// <param name="Id">The same at each attempt: the message's id is made of it.</param>
public sealed record MailToSend(string Id, OutgoingMail Mail, DateTimeOffset OwedAt, DateTimeOffset LapsesAt);

/// <summary>
/// Mails that acts owe. Sent at least once: a crash between the mailer's yes and the row that says so sends it again under the same
/// message id.
/// </summary>
public static class MailQueue
{
    /// <summary>Kind of the job that sends; its subject is the mail's id.</summary>
    public const string JobKind = "send-mail";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    /// <summary>Owes a mail in the act's transaction; its id.</summary>
    /// <param name="lapses">After this it is no use any more and fails with <c>mail-lapsed</c>; null: five days from now.</param>
    public static string Owe(IWork work, MailKey key, OutgoingMail mail, DateTimeOffset now, DateTimeOffset? lapses = null)
    {
        var id = IdText.New(MailRow.Prefix);
        work.Insert(new MailRow
        {
            Id = id,
            About = mail.About,
            State = MailState.Owed,
            Sealed = key.Rows.Seal(id, JsonSerializer.SerializeToUtf8Bytes(mail)),
            OwedAt = now,
            LapsesAt = lapses ?? now + Patience,
            Attempts = 0,
        });
        _ = JobQueue.Owe(work, JobKind, id, now);
        return id;
    }

    /// <summary>The newest mail about this; null where none was ever owed.</summary>
    public static async Task<MailStatus?> About(IWork work, string about) =>
        (await work.Db().Set<MailRow>().AsNoTracking().Where(m => m.About == about)
            .OrderByDescending(m => m.OwedAt).ThenByDescending(m => m.Id).FirstOrDefaultAsync().ConfigureAwait(false))?.Status();

    /// <summary>Takes back whatever is still owed about this. One that is being sent at this moment may still arrive, and then counts as sent.</summary>
    public static async Task TakeBack(IWork work, string about, DateTimeOffset now)
    {
        foreach (var row in await work.Db().Set<MailRow>().Where(m => m.About == about && m.State == MailState.Owed).ToListAsync().ConfigureAwait(false))
            (row.State, row.Sealed, row.SettledAt, row.Code) = (MailState.Failed, null, now, MailRefusals.Replaced.Code);
    }

    /// <summary>Null where it is settled already. Refusal <c>mail-unreadable</c>.</summary>
    public static async Task<Result<MailToSend?>> Take(IStore store, MailKey key, string id)
    {
        var row = await store.Look(work => work.Db().Set<MailRow>().SingleOrDefaultAsync(m => m.Id == id)).ConfigureAwait(false);
        if (row is not { State: MailState.Owed, Sealed: { } bytes }) return (MailToSend?)null;
        return key.Rows.Open(id, bytes).TryGet(out var plain, out _)
            ? new MailToSend(id, JsonSerializer.Deserialize<OutgoingMail>(plain)!, row.OwedAt, row.LapsesAt)
            : MailRefusals.Unsealed;
    }

    /// <summary>Sent, where there is no refusal, or failed for good. What has arrived counts as sent, even if it was taken back meanwhile.</summary>
    public static Task<Result<bool>> Settle(IStore store, IEnumerable<IMailWatcher> watchers, string id, Refusal? refusal, DateTimeOffset now) =>
        store.Act<bool>(async work =>
        {
            var row = await work.Db().Set<MailRow>().SingleAsync(m => m.Id == id).ConfigureAwait(false);
            if (row.State == MailState.Sent || (row.State == MailState.Failed && refusal is not null)) return true;
            (row.State, row.Sealed, row.SettledAt) = (refusal is null ? MailState.Sent : MailState.Failed, null, now);
            (row.Attempts, row.Code) = (row.Attempts + 1, refusal?.Code);
            foreach (var watcher in watchers) await watcher.Settled(work, row.Status()).ConfigureAwait(false);
            return true;
        });

    /// <summary>It stays owed; the code says why.</summary>
    public static Task<Result<bool>> Defer(IStore store, string id, Refusal refusal) => store.Act<bool>(async work =>
    {
        var row = await work.Db().Set<MailRow>().SingleAsync(m => m.Id == id).ConfigureAwait(false);
        if (row.State == MailState.Owed) (row.Attempts, row.Code) = (row.Attempts + 1, refusal.Code);
        return true;
    });
}
