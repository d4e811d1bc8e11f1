using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.People;

/// <summary>Who a person is at the company's own sign-in provider.</summary>
public sealed class Identity
{
    /// <summary>As the provider calls itself (OpenID Connect <c>iss</c>).</summary>
    public required string Issuer { get; init; }

    /// <summary>The provider's name for the person, never given to another (<c>sub</c>).</summary>
    public required string SubjectThere { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }
}

public static class Identities
{
    /// <summary>Null where the provider's person is nobody's here.</summary>
    public static async Task<Person?> Find(IWork work, string issuer, string subjectThere) =>
        await work.Db().Set<Identity>().SingleOrDefaultAsync(i => i.Issuer == issuer && i.SubjectThere == subjectThere) is { } found
            ? await Persons.Find(work, found.Subject)
            : null;

    /// <summary>In place of whoever the person was at that provider before.</summary>
    public static async Task Link(IWork work, string issuer, string subjectThere, Person person, DateTimeOffset now)
    {
        await work.Db().Set<Identity>().Where(i => i.Issuer == issuer && i.Subject == person.Subject).ExecuteDeleteAsync();
        work.Db().Add(new Identity { Issuer = issuer, SubjectThere = subjectThere, Subject = person.Subject, LinkedAt = now });
    }

    /// <summary>Whether the person signs in at the provider.</summary>
    public static Task<bool> Any(IWork work, string subject) => work.Db().Set<Identity>().AnyAsync(i => i.Subject == subject);
}
