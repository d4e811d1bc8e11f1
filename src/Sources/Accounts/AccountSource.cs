using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Sources.Cameras;
using Writ.Sources.Cameras.Ending;
using Writ.Store;

namespace Writ.Sources.Accounts;

/// <summary>One account to be stored: what finds it, and its records, already sealed.</summary>
/// <param name="Identifiers">Kind and value, in any possible form.</param>
public sealed record NewAccount(
    AccountId Account, string Service, IReadOnlyList<(string Kind, string Value)> Identifiers, IReadOnlyList<SealedRecord> Records);

/// <summary>
/// The stored accounts of the services. It can find and count, and read nothing: records come out as they are, sealed.
/// </summary>
public sealed class AccountSource(IdentifierKey key)
{
    /// <summary>Every account of the service that has this identifier, exactly; none as well when its form is impossible.</summary>
    /// <param name="identifierKind">See <see cref="IdentifierForms"/>.</param>
    public Task<IReadOnlyList<AccountId>> Resolve(IWork work, string service, string identifierKind, string value)
    {
        IReadOnlyList<AccountId> found = IdentifierForms.Normalise(identifierKind, value).TryGet(out var normal, out _)
            ? work.Rows(
                "SELECT account_id FROM account_identifier WHERE mac = $1",
                [key.Mac(service, identifierKind, normal)],
                row => AccountId.FromTrusted(row.GetString(0)))
            : [];
        return Task.FromResult<IReadOnlyList<AccountId>>([.. found.OrderBy(id => id.Text, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Accounts of any service that have this mail address both as an identifier and as the contact that we write to, with their service.
    /// </summary>
    public async Task<IReadOnlyList<(AccountId Account, string Service)>> WithMail(IWork work, ContactBook contacts, string address)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        var found = new List<(AccountId, string)>();
        if (!IdentifierForms.Normalise(IdentifierForms.Email, address).TryGet(out var normal, out _)) return found;
        foreach (var service in work.Rows("SELECT DISTINCT service FROM account ORDER BY service", [], row => row.GetString(0)))
        {
            foreach (var account in await Resolve(work, service, IdentifierForms.Email, normal).ConfigureAwait(false))
            {
                if (await contacts.Find(work, account).ConfigureAwait(false) is { Mail: { } mail }
                    && IdentifierForms.Normalise(IdentifierForms.Email, mail) is { Ok: true } kept && kept.Value == normal) found.Add((account, service));
            }
        }

        return found;
    }

    /// <summary>The account's records of this category between the days (both inclusive; null: no bound), oldest first.</summary>
    public async Task<IReadOnlyList<SealedRecord>> Records(IWork work, AccountId account, DataCategory category, DateOnly? from, DateOnly? to)
    {
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var rows = await work.Db().Set<AccountRecord>().AsNoTracking()
            .Where(x => x.AccountId == account && x.Category == category && x.Day >= first && x.Day <= last)
            .ToListAsync().ConfigureAwait(false);
        return [.. rows.OrderBy(x => x.Day).ThenBy(x => x.Id.Text, StringComparer.Ordinal)
            .Select(x => new SealedRecord(x.Id, x.AccountId, x.Category, x.Day, x.Header, x.Body))];
    }

    /// <summary>
    /// Every record of the account without its body: what the vault is asked with. By category, and oldest first within one.
    /// </summary>
    public Task<IReadOnlyList<SealedRecord>> Outline(IWork work, AccountId account) => Task.FromResult<IReadOnlyList<SealedRecord>>(work.Rows(
        "SELECT id, category, day, header FROM account_record WHERE account_id = $1 ORDER BY category, day, id",
        [account.Text],
        row => new SealedRecord(
            RecordId.FromTrusted(row.GetString(0)), account, DataCategory.FromTrusted(row.GetString(1)),
            DateOnly.ParseExact(row.GetString(2), "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetFieldValue<byte[]>(3), [])));

    /// <summary>The record with its body, from its outline; null where it is gone.</summary>
    public Task<SealedRecord?> Whole(IWork work, SealedRecord outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        var body = work.Rows(
            "SELECT body FROM account_record WHERE id = $1 AND account_id = $2", [outline.Record.Text, outline.Account.Text], row => row.GetFieldValue<byte[]>(0));
        return Task.FromResult(body.Count == 1 ? outline with { Body = body[0] } : null);
    }

    /// <summary>The service of the account, and how many identifiers find it.</summary>
    public async Task<(string Service, int Identifiers)> About(IWork work, AccountId account) => (
        (await work.Db().Set<Account>().AsNoTracking().SingleAsync(a => a.Id == account).ConfigureAwait(false)).Service,
        await work.Db().Set<AccountIdentifier>().CountAsync(i => i.AccountId == account).ConfigureAwait(false));

    public Task<bool> Exists(IWork work, AccountId account) => work.Db().Set<Account>().AnyAsync(a => a.Id == account);

    /// <summary>Every account of any service that has this identifier.</summary>
    public async Task<IReadOnlyList<AccountId>> WithIdentifier(IWork work, string kind, string value)
    {
        var found = new List<AccountId>();
        foreach (var service in work.Rows("SELECT DISTINCT service FROM account ORDER BY service", [], row => row.GetString(0)))
            found.AddRange(await Resolve(work, service, kind, value).ConfigureAwait(false));
        return found;
    }

    /// <summary>
    /// Everything stored of the account goes with the act: records, what finds it, its contact, and of the homes that it owns keys and clips, whose files the sweep removes. Its row
    /// stays, for what names it elsewhere. That its keys end is for the caller to see to.
    /// </summary>
    public async Task Erase(IWork work, AccountId account)
    {
        var db = work.Db();
        await db.Set<AccountRecord>().Where(r => r.AccountId == account).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Set<AccountIdentifier>().Where(i => i.AccountId == account).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Set<AccountContact>().Where(c => c.AccountId == account).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Set<HomeMember>().Where(m => m.AccountId == account).ExecuteDeleteAsync().ConfigureAwait(false);
        foreach (var home in await db.Set<Home>().AsNoTracking().Where(h => h.AccountId == account && h.State != HomeState.Ending).Select(h => h.Id).ToListAsync().ConfigureAwait(false))
            await EndHome.Begin(work, home).ConfigureAwait(false);
    }

    /// <summary>Stores accounts with the act. An impossible identifier is the caller's bug and throws.</summary>
    public void Add(IWork work, IEnumerable<NewAccount> accounts)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var db = work.Db();
        foreach (var account in accounts)
        {
            db.Add(new Account { Id = account.Account, Service = account.Service });
            foreach (var (kind, value) in account.Identifiers)
                db.Add(new AccountIdentifier { Mac = key.Mac(account.Service, kind, IdentifierForms.Normalise(kind, value).Value), AccountId = account.Account });
            foreach (var record in account.Records)
            {
                db.Add(new AccountRecord
                {
                    Id = record.Record,
                    AccountId = record.Account,
                    Category = record.Category,
                    Day = record.On,
                    Header = record.Header,
                    Body = record.Body,
                });
            }
        }
    }
}
