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
/// too many ask for is dropped without a word. The bound by network is the narrow one: a stranger who asks for somebody's links again
/// and again must not keep them from getting their own.
/// </summary>
internal sealed class SendLinks(
    IStore store, AskKey key, MailKey mails, AccountSource accounts, ContactBook contacts, PublicAddress site, DataFolder folder, IServiceProvider services,
    ILoggerFactory loggers, TimeProvider time, SignInTimes times) : IJobHandler
{
    public const string JobKind = "sign-in-links";

    private const int MostWhileOneWorks = 3;

    private const int MostADay = 10;

    // From wherever they come.
    private const int MostOfAllWhileOneWorks = 12;

    private const int MostOfAllADay = 60;

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
            foreach (var (account, token, mail) in await TooMany(work, open) ? [] : drafts)
            {
                if (await MailLinks.CountOf(work, account, now - times.MailLink) >= MostOfAllWhileOneWorks) continue;
                MailLinks.Add(work, token, open, account);
                _ = MailQueue.Owe(work, mails, mail, now, open.ExpiresAt);
            }

            return true;
        }, cancel);
    }

    private async Task<bool> TooMany(IWork work, LinkAsk ask)
    {
        var (shortly, day) = (ask.AskedAt - times.MailLink, ask.AskedAt - TimeSpan.FromDays(1));
        return await MailLinks.Count(work, ask, shortly, network: true) > MostWhileOneWorks
            || await MailLinks.Count(work, ask, day, network: true) > MostADay
            || await MailLinks.Count(work, ask, shortly, network: false) > MostOfAllWhileOneWorks
            || await MailLinks.Count(work, ask, day, network: false) > MostOfAllADay;
    }

    private async Task<OutgoingMail> Write(string to, string service, string token, LinkAsk ask)
    {
        var mail = LinkMail.Of(folder.Company.Name, site.Origin, service, token, ask);
        return new OutgoingMail(to, mail.SubjectLine, MailText.Of(mail), await KitRender.Html(services, loggers, mail), "sign-in");
    }
}
