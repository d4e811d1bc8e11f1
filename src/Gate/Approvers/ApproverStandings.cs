using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Authorise;
using Writ.Store;

namespace Writ.Gate.Approvers;

/// <summary>How somebody stands in the record in one role.</summary>
/// <param name="Role">Of <see cref="Ledger.Facts.ApproverRoles"/>.</param>
/// <param name="Key">Thumbprint of the key that signs for them; null: none does.</param>
/// <param name="EnteredAt">Since when it stands so. The vault counts from when it read that, and lets it cool off.</param>
public sealed record ApproverStanding(string Role, string? Key, DateTimeOffset EnteredAt);

/// <summary>Reads what <see cref="ApproverBook"/> wrote.</summary>
public static class ApproverStandings
{
    /// <summary>In every role that they have in the record now.</summary>
    public static async Task<IReadOnlyList<ApproverStanding>> Of(IWork work, string person) =>
        [.. (await work.Db().Set<Approver>().AsNoTracking().Where(a => a.Person == person && a.RemovedSeq == null).OrderBy(a => a.Role).ToListAsync())
            .Select(a => new ApproverStanding(a.Role, a.Key == ApproverBook.NoKey ? null : a.Key, a.EnrolledAt))];

    /// <summary>How many releases wait that name them. The vault looks at how they stand when it is asked, not when they decided.</summary>
    public static Task<int> Waiting(IWork work, string person, DateTimeOffset now) => work.Db().Set<GateAuthorisation>()
        .CountAsync(a => a.State == AuthorisationState.Recorded && a.ExpiresAt > now && (a.Reviewer == person || a.Approver == person));
}
