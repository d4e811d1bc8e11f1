using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.People;

/// <summary>The passkeys of persons. Revoked ones stay, so that their credential is never somebody else's.</summary>
public static class Passkeys
{
    /// <summary>Of the person, not revoked, oldest first.</summary>
    public static Task<List<Passkey>> Of(IWork work, string subject) => work.Db().Set<Passkey>()
        .Where(p => p.Subject == subject && p.RevokedAt == null)
        .OrderBy(p => p.AddedAt).ThenBy(p => p.Id)
        .ToListAsync();

    /// <summary>Any there is, revoked or not.</summary>
    public static Task<Passkey?> ByCredential(IWork work, string credentialId) =>
        work.Db().Set<Passkey>().SingleOrDefaultAsync(p => p.CredentialId == credentialId);

    /// <summary>By its own id, and of this person only.</summary>
    public static Task<Passkey?> Find(IWork work, string subject, string id) =>
        work.Db().Set<Passkey>().SingleOrDefaultAsync(p => p.Id == id && p.Subject == subject && p.RevokedAt == null);

    public static Task Add(IWork work, Passkey passkey)
    {
        work.Db().Add(passkey);
        return work.Db().SaveChangesAsync();
    }
}
