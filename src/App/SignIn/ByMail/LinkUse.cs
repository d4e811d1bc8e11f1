using System.Security.Cryptography;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.People;

namespace Writ.App.SignIn.ByMail;

/// <summary>What pressing the button on a link's page led to.</summary>
/// <param name="Back">Where to go on.</param>
/// <param name="Kept">A form that was sent too late.</param>
internal sealed record Entered(string Secret, string Subject, string? Back, string? Kept);

/// <summary>
/// Asking for a link, and using it. An ask is written alike for every address: who is known is found out later, by a job
/// (<see cref="SendLinks"/>), so that no answer, no size and no time tells.
/// </summary>
internal sealed class LinkUse(IStore store, AskKey key, TimeProvider time, SignInTimes times)
{
    private const string CodeLetters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int MostAddress = 320;

    /// <summary>Refusal <c>signin-mail-address</c>: nothing that could be an address, which tells nothing of who is known.</summary>
    /// <param name="browser">Hash of the asking browser's secret.</param>
    /// <param name="network">Network address that asks.</param>
    public async Task<Result<bool>> Ask(string typed, string browser, string network, string? back, string? kept)
    {
        if (typed.Length > MostAddress || !IdentifierForms.Normalise(IdentifierForms.Email, typed).TryGet(out var address, out _)) return SignInRefusals.MailAddress;
        var id = IdText.New(LinkAsk.Prefix);
        var code = RandomNumberGenerator.GetString(CodeLetters, 6);
        return await store.Act<bool>(async work =>
        {
            var now = time.GetUtcNow();
            await MailLinks.Ask(work, new LinkAsk
            {
                Id = id,
                Mailbox = key.Rows.NameOf(address),
                Network = key.Rows.NameOf($"network {network}"),
                Browser = browser,
                Code = $"{code[..3]}-{code[3..]}",
                Back = back,
                Kept = kept,
                Sealed = key.Rows.Seal(id, System.Text.Encoding.UTF8.GetBytes(address)),
                AskedAt = now,
                ExpiresAt = now + times.MailLink,
            });
            await JobQueue.Owe(work, SendLinks.JobKind, id, now);
            return true;
        });
    }

    /// <summary>The ask that this browser waits for; null: none.</summary>
    public Task<LinkAsk?> Waiting(string? browser) =>
        browser is null ? Task.FromResult<LinkAsk?>(null) : store.Look(work => MailLinks.NewestOf(work, browser, time.GetUtcNow()));

    /// <summary>The ask behind a link that still works.</summary>
    public Task<LinkAsk?> Find(string token) => store.Look(async work => (await MailLinks.Find(work, token, time.GetUtcNow()))?.Ask);

    /// <summary>Uses a link and begins a session. Refusals <c>signin-mail-link-ended</c>, <c>signin-mail-link-elsewhere</c>.</summary>
    public Task<Result<Entered>> Enter(string token, string? browser) => store.Act<Entered>(async work =>
    {
        var now = time.GetUtcNow();
        if (await MailLinks.Find(work, token, now) is not var (link, ask)) return SignInRefusals.MailLinkEnded;

        // Not spent by it: whoever holds the mail and not the browser changes nothing.
        if (browser is null || ask.Browser != browser) return SignInRefusals.MailLinkElsewhere;
        var person = await CustomerOf(work, link.AccountId, "link-by-mail", now);
        if (person.EndedAt is not null) return SignInRefusals.MailLinkEnded;
        await MailLinks.Use(work, link.AccountId, now);
        var secret = await Sessions.Begin(work, person, SessionStart.Mail, null, now, now + times.Longest);
        return new Entered(secret, person.Subject, SignInAddress.OwnPage(ask.Back), ask.Kept);
    });

    /// <summary>The account's entry as a person, made when it is first needed.</summary>
    public static async Task<Person> CustomerOf(IWork work, AccountId account, string by, DateTimeOffset now) =>
        await Persons.Find(work, account.Text)
        ?? await Persons.Enrol(work, CallerKind.Customer, account.Text, null, "Customer", [Roles.Customer], by, now, account);
}
