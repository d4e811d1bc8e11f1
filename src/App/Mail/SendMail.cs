using Writ.Base;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;

namespace Writ.App.Mail;

/// <summary>Sends one owed mail. A crash after the mailer's yes and before the row says so sends it again, under the same message id.</summary>
internal sealed class SendMail(IStore store, MailKey key, IMailer mailer, IEnumerable<IMailWatcher> watchers, TimeProvider time) : IJobHandler
{
    // A server that does not answer is left alone for a while: a backlog of mails would otherwise each wait for it.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long restUntil;

    public string Kind => MailQueue.JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var taken = await MailQueue.Take(store, key, subject);
        if (!taken.TryGet(out var mail, out var refusal)) return await Settle(subject, refusal);
        if (mail is null) return true;
        if (time.GetUtcNow() >= mail.LapsesAt) return await Settle(subject, MailRefusals.Lapsed);
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref restUntil)) return MailRefusals.Unreachable;
        var sent = await mailer.Send(mail, cancel);
        if (sent.Ok) return await Settle(subject, null);
        if (sent.Refusal.Kind != RefusalKind.Unavailable) return await Settle(subject, sent.Refusal);
        if (sent.Refusal == MailRefusals.Unreachable) Interlocked.Exchange(ref restUntil, (time.GetUtcNow() + Rest).UtcTicks);
        var deferred = await MailQueue.Defer(store, subject, sent.Refusal);
        return deferred.Ok ? sent.Refusal : deferred.Refusal;
    }

    private Task<Result<bool>> Settle(string id, Refusal? refusal) => MailQueue.Settle(store, watchers, id, refusal, time.GetUtcNow());
}
