using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store.Access;

namespace Writ.Store.People;

/// <summary>Persons, and the end of them.</summary>
public static class Persons
{
    public static Task<Person?> Find(IWork work, string subject) =>
        work.Db().Set<Person>().SingleOrDefaultAsync(p => p.Subject == subject);

    public static async Task<Person> Enrol(IWork work, CallerKind kind, string subject, AgencyId? agency, string title, IEnumerable<string> roles, string by, DateTimeOffset now,
        AccountId? account = null, string? office = null)
    {
        var person = new Person
        {
            Subject = subject,
            Kind = kind,
            AgencyId = agency,
            AccountId = account,
            Title = title,
            Roles = string.Join(' ', roles),
            Stamp = Secrets.New(),
            Office = office,
            EnrolledAt = now,
            EnrolledBy = by,
        };
        work.Db().Add(person);

        // At once: the tables that point at it are written in an order that nobody promises.
        await work.Db().SaveChangesAsync();
        return person;
    }

    /// <summary>Ends every session of the person, but for the one that is kept.</summary>
    public static async Task EndSessions(IWork work, Person person, DateTimeOffset now, Session? keep = null)
    {
        person.Stamp = Secrets.New();
        if (keep is not null) keep.Stamp = person.Stamp;
        var kept = keep?.Hash ?? string.Empty;
        await work.Db().Set<Session>()
            .Where(s => s.Subject == person.Subject && s.EndedAt == null && s.Hash != kept)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, now));
    }

    /// <summary>Nobody signs in as this person again: sessions, passkeys, links and tokens end together.</summary>
    public static async Task End(IWork work, Person person, string by, DateTimeOffset now)
    {
        (person.EndedAt, person.EndedBy) = (now, by);
        await EndSessions(work, person, now);
        await Invitations.Replace(work, person.Subject, now);
        await work.Db().Set<Passkey>().Where(p => p.Subject == person.Subject && p.RevokedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.RevokedAt, now));
        await AccessTokens.Revoke(work, person.Subject, now);
    }
}

internal sealed class PeopleModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<Person>(e => e.ToTable("person").HasKey(x => x.Subject));
        model.Entity<Passkey>(e => e.ToTable("person_passkey").HasKey(x => x.Id));
        model.Entity<Invitation>(e => e.ToTable("person_invitation").HasKey(x => x.Hash));
        model.Entity<Identity>(e => e.ToTable("person_identity").HasKey(x => new { x.Issuer, x.SubjectThere }));
        model.Entity<Session>(e => e.ToTable("person_session").HasKey(x => x.Hash));
        model.Entity<LinkAsk>(e => e.ToTable("sign_in_ask").HasKey(x => x.Id));
        model.Entity<MailLink>(e => e.ToTable("sign_in_link").HasKey(x => x.Hash));
    }
}
