using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.People;

/// <summary>One-time links, bound to a person.</summary>
public static class Invitations
{
    /// <summary>The token of a new link, the only copy there will ever be. Earlier links of the same person end.</summary>
    public static async Task<string> Make(IWork work, string subject, string by, DateTimeOffset now, DateTimeOffset expires)
    {
        await Replace(work, subject, now);
        var token = Secrets.New();
        work.Db().Add(new Invitation { Hash = Secrets.HashOf(token)!, Subject = subject, MadeAt = now, MadeBy = by, ExpiresAt = expires });
        return token;
    }

    /// <summary>The invitation and its person, or null where the link is unknown, used, replaced or expired (which, nobody is told).</summary>
    public static async Task<(Invitation Invitation, Person Person)?> Find(IWork work, string token, DateTimeOffset now)
    {
        var hash = Secrets.HashOf(token);
        var found = hash is null ? null : await work.Db().Set<Invitation>().SingleOrDefaultAsync(i => i.Hash == hash);
        if (found is null || found.EndedAt is not null || found.ExpiresAt <= now) return null;
        var person = await Persons.Find(work, found.Subject);
        return person is { EndedAt: null } ? (found, person) : null;
    }

    /// <summary>Whether any link of this person, however it ended, was made by somebody.</summary>
    public static Task<bool> WasMadeBy(IWork work, string subject, string by) =>
        work.Db().Set<Invitation>().AnyAsync(i => i.Subject == subject && i.MadeBy == by);

    /// <summary>Of whom a link is out that works.</summary>
    public static Task<List<string>> Waiting(IWork work, DateTimeOffset now) =>
        work.Db().Set<Invitation>().Where(i => i.EndedAt == null && i.ExpiresAt > now).Select(i => i.Subject).Distinct().ToListAsync();

    /// <summary>Every link of this person that is out ends.</summary>
    public static Task End(IWork work, string subject, DateTimeOffset now) => Replace(work, subject, now);

    internal static Task Replace(IWork work, string subject, DateTimeOffset now) => work.Db().Set<Invitation>()
        .Where(i => i.Subject == subject && i.EndedAt == null)
        .ExecuteUpdateAsync(s => s.SetProperty(i => i.EndedAt, now).SetProperty(i => i.Ending, InvitationEnding.Replaced));
}
