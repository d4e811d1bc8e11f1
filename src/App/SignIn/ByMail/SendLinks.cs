using System.Text;
using Writ.App.Data;
using Writ.Base;
using Writ.Kit;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Mail;
using Writ.Store.People;

namespace Writ.App.SignIn.ByMail;

/// <summary>
/// Finds out whose address was typed, and owes a mail to each account that has it; to nobody where none has. Nobody waits for it. What
/// too many ask for is dropped without a word.
/// </summary>
internal sealed class SendLinks(
    IStore store, AskKey key, MailKey mails, AccountSource accounts, ContactBook contacts, PublicAddress site, DataFolder folder, IServiceProvider services,
    ILoggerFactory loggers, TimeProvider time, SignInTimes times) : IJobHandler
{
    public const string JobKind = "sign-in-links";

    private const int MostWhileOneWorks = 3;

    private const int MostADay = 10;

    string IJobHandler.Kind => JobKind;

    async Task<Result<bool>> IJobHandler.Run(string subject, CancellationToken cancel)
    {
        var ask = await store.Look(work => MailLinks.FindAsk(work, subject), cancel);
        if (ask?.Sealed is not { } bytes) return true;
        if (!key.Rows.Open(ask.Id, bytes).TryGet(out var plain, out var refusal)) return refusal;
        var address = Encoding.UTF8.GetString(plain);
        var drafts = new List<(AccountId Account, string Token, OutgoingMail Mail)>();
        foreach (var (account, service) in await store.Look(work => accounts.WithMail(work, contacts, address), cancel))
        {
            var token = MailLinks.NewToken();
            drafts.Add((account, token, await Write(address, service, token, ask)));
        }

        return await store.Act<bool>(async work =>
        {
            var now = time.GetUtcNow();
            if (await MailLinks.FindAsk(work, subject) is not { Sealed: not null } open) return true;
            open.Sealed = null;
            if (open.ExpiresAt <= now) return true;
            var many = await MailLinks.Count(work, open, open.AskedAt - times.MailLink) > MostWhileOneWorks
                || await MailLinks.Count(work, open, open.AskedAt - TimeSpan.FromDays(1)) > MostADay;
            foreach (var (account, token, mail) in many ? [] : drafts)
            {
                if (await MailLinks.CountOf(work, account, now - times.MailLink) >= MostWhileOneWorks) continue;
                MailLinks.Add(work, token, open, account);
                _ = MailQueue.Owe(work, mails, mail, now, open.ExpiresAt);
            }

            return true;
        }, cancel);
    }

    private async Task<OutgoingMail> Write(string to, string service, string token, LinkAsk ask)
    {
        var mail = LinkMail.Of(folder.Company.Name, site.Origin, service, token, ask);
        return new OutgoingMail(to, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), "sign-in");
    }
}
