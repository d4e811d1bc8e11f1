using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.People;

namespace Writ.App.Vaults;

/// <summary>Staff whose role lets them decide or approve stand in the record for it, from the moment they get the role.</summary>
internal static class StaffApprovers
{
    /// <summary>Why somebody is removed whose access was ended; published.</summary>
    public const string Ended = "Access ended";

    // A role that lets somebody decide is called by the word that the record has for it.
    private static readonly IReadOnlyList<string> Roles = [ApproverRoles.Reviewer, ApproverRoles.Approver];

    /// <summary>What a token with these scopes lets somebody do.</summary>
    public static IEnumerable<string> RolesOf(IReadOnlyCollection<string> scopes)
    {
        if (scopes.Contains(Scopes.ReviewDecide)) yield return ApproverRoles.Reviewer;
        if (scopes.Contains(Scopes.ReviewApprove)) yield return ApproverRoles.Approver;
    }

    /// <summary>What somebody with these roles decides.</summary>
    public static IReadOnlyList<string> Deciding(Person person) => [.. Roles.Intersect(person.Roles.Split(' '))];

    public static bool IsDeciding(string role) => Roles.Contains(role);

    public static async Task Enrol(IWork work, string person, IEnumerable<string> roles, DateTimeOffset now)
    {
        foreach (var role in Roles.Intersect(roles)) await ApproverBook.Enter(work, person, role, now);
    }

    /// <summary>Everybody who has such a role and has not been ended.</summary>
    public static async Task EnrolAll(IWork work, DateTimeOffset now)
    {
        foreach (var person in await work.Db().Set<Person>().AsNoTracking().Where(p => p.Kind == CallerKind.Staff && p.EndedAt == null).OrderBy(p => p.Subject).ToListAsync())
            await Enrol(work, person.Subject, person.Roles.Split(' '), now);
    }
}
