using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Gate.Approvers;

/// <summary>
/// Who may be named in authorisations, as open facts: the vault believes these and nobody's word, and lets each cool off. So whoever is to decide is
/// entered when they get the role; who never was is entered when they first decide, and their first release waits.
/// </summary>
public static class ApproverBook
{
    /// <summary>They have no key of their own to sign with.</summary>
    public const string NoKey = "-";

    /// <summary>Enters a person in a role without a key, unless they stand there already, with whichever key. True where a fact was written.</summary>
    /// <param name="role">Of <see cref="ApproverRoles"/>.</param>
    public static async Task<bool> Enter(IWork work, string person, string role, DateTimeOffset now) =>
        await Now(work, person, role) is null && await Enrol(work, person, role, now, NoKey);

    /// <summary>Enrols a person in a role with this key, unless they are; with another key, anew. True where a fact was written.</summary>
    /// <param name="role">Of <see cref="ApproverRoles"/>.</param>
    /// <param name="key">SHA-256 thumbprint, hex, or <see cref="NoKey"/>: they sign nothing from then on.</param>
    public static async Task<bool> Enrol(IWork work, string person, string role, DateTimeOffset now, string key)
    {
        if (await Now(work, person, role) is { } before)
        {
            if (before.Key == key) return false;
            await Remove(work, before, "Another key", now);
        }

        var fact = await Outbox.Append(work, Facts.ApproverEnrolled(person, role, key, now));
        work.Db().Add(new Approver { EnrolledSeq = fact.Seq, Person = person, Role = role, Key = key, EnrolledAt = now });
        await work.Db().SaveChangesAsync();
        return true;
    }

    /// <summary>Removes a person from all roles. How many facts were written.</summary>
    /// <param name="reason">Published, so never a name.</param>
    public static async Task<int> Remove(IWork work, string person, string reason, DateTimeOffset now)
    {
        var held = await work.Db().Set<Approver>().Where(a => a.Person == person && a.RemovedSeq == null).ToListAsync();
        foreach (var one in held) await Remove(work, one, reason, now);
        return held.Count;
    }

    /// <summary>Thumbprint of the key that they are enrolled with, or <see cref="NoKey"/>; null where they are not.</summary>
    public static async Task<string?> KeyOf(IWork work, string person, string role) => (await Now(work, person, role))?.Key;

    private static Task<Approver?> Now(IWork work, string person, string role) =>
        work.Db().Set<Approver>().SingleOrDefaultAsync(a => a.Person == person && a.Role == role && a.RemovedSeq == null);

    private static async Task Remove(IWork work, Approver held, string reason, DateTimeOffset now)
    {
        held.RemovedSeq = (await Outbox.Append(work, Facts.ApproverRemoved(held.Person, held.Role, reason, now))).Seq;
        await work.Db().SaveChangesAsync();
    }
}
