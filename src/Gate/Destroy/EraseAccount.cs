using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Authorise;
using Writ.Ledger.Register;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.People;

namespace Writ.Gate.Destroy;

/// <summary>
/// Deletes a customer's account, as they asked in writing: two members of staff, one act that takes everything stored of it, its cameras and its sign-in, and the order to destroy its
/// keys, so that backups of the database open to nobody either. What the company keeps of demands, notices and copies stays.
/// </summary>
internal sealed class EraseAccount(IStore store, AccountSource accounts, OpeningKeys openings, IEnumerable<IAccountHold> holds, TimeProvider time)
{
    public const string DefaultReason = "Account deleted";

    public Task<List<Erasure>> All() => store.Look(work => work.Db().Set<Erasure>().AsNoTracking().OrderByDescending(e => e.AskedAt).Take(200).ToListAsync());

    /// <param name="named">Id, or mail address.</param>
    public async Task<Result<bool>> Ask(string named, string reason, Caller caller)
    {
        var checks = new Checks();
        checks.Line(reason, 300, "/reason");
        if (!checks.Ok) return checks.Refusal;
        return await store.Act<bool>(async work =>
        {
            if (await Find(work, named.Trim()) is not { } account) return ErasureRefusals.NoAccount;
            if (await work.Db().Set<Erasure>().AnyAsync(e => e.AccountId == account)) return ErasureRefusals.Asked;
            if (await IsHeld(work, account)) return ErasureRefusals.Held;
            work.Db().Add(new Erasure { AccountId = account, Reason = reason, AskedBy = caller.Subject, AskedAt = time.GetUtcNow() });
            return true;
        });
    }

    public Task<Result<bool>> Decide(string named, bool agree, Caller caller) => store.Act<bool>(async work =>
    {
        if (!AccountId.TryParse(named, out var account) || await work.Db().Set<Erasure>().SingleOrDefaultAsync(e => e.AccountId == account && e.AgreedAt == null) is not { } row)
            return ErasureRefusals.NotAsked;
        if (!agree)
        {
            work.Db().Remove(row);
            return true;
        }

        if (row.AskedBy == caller.Subject) return ErasureRefusals.SamePerson;
        if (await IsHeld(work, account)) return ErasureRefusals.Held;
        var now = time.GetUtcNow();
        (row.AgreedBy, row.AgreedAt) = (caller.Subject, now);
        await accounts.Erase(work, account);
        if (await Persons.Find(work, account.Text) is { EndedAt: null } person) await Persons.End(work, person, caller.Subject, now);
        await DestroyKeys.Order(work, account, null, row.Reason, now);
        return true;
    });

    private async Task<AccountId?> Find(IWork work, string named)
    {
        if (AccountId.TryParse(named, out var id)) return await accounts.Exists(work, id) ? id : null;
        return await accounts.WithIdentifier(work, IdentifierForms.Email, named) is [var only] ? only : null;
    }

    /// <summary>What the law lets somebody ask for is not deleted under their hands.</summary>
    private async Task<bool> IsHeld(IWork work, AccountId account)
    {
        foreach (var hold in holds)
        {
            if (await hold.Holds(work, account)) return true;
        }

        var now = time.GetUtcNow();
        foreach (var row in await work.Db().Set<GateAuthorisation>().AsNoTracking().Where(a => a.State == AuthorisationState.Recorded && a.ExpiresAt > now).ToListAsync())
        {
            // What cannot be read now might be about it.
            if (!openings.Open(row.Opening).TryGet(out var json, out _)) return true;
            if (AuthorisationOpening.FromJson(json).Value.Record.Items.Any(i => i.Account == account)) return true;
        }

        return false;
    }
}
