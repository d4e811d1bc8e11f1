using Microsoft.EntityFrameworkCore;
using Writ.Base;

namespace Writ.Store.People;

/// <summary>What a person may do; who decides on roles answers it.</summary>
public delegate IReadOnlySet<string> ScopesOfPerson(Person person);

/// <summary>Members of staff as other members see them: by role and unit, and by the end of their id where two share it.</summary>
/// <param name="Ended">Whether their access has ended; what they did stays theirs.</param>
public sealed record StaffName(string Subject, string Name, IReadOnlySet<string> Scopes, bool Ended);

/// <summary>Looks up who stands behind an id.</summary>
public sealed class StaffNames(ScopesOfPerson scopes)
{
    /// <summary>Everybody of staff who was ever invited, by id.</summary>
    public async Task<IReadOnlyDictionary<string, StaffName>> All(IWork work) =>
        (await work.Db().Set<Person>().AsNoTracking().Where(p => p.Kind == CallerKind.Staff && p.Office == null).OrderBy(p => p.Title).ToListAsync())
        .ToDictionary(p => p.Subject, p => new StaffName(p.Subject, $"{p.Title} ({Tail(p.Subject)})", scopes(p), p.EndedAt is not null));

    /// <summary>For somebody who acts by token alone and was never invited.</summary>
    public static string Unnamed(string subject) => subject == "writ" ? "Writ" : $"Staff ({Tail(subject)})";

    private static string Tail(string subject) => subject[^Math.Min(4, subject.Length)..];
}
