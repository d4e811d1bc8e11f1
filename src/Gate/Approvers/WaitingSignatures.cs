using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Authorise;
using Writ.Ledger.Facts;
using Writ.Store;

namespace Writ.Gate.Approvers;

/// <summary>Whose signature the vault would not take any more, or not yet.</summary>
/// <param name="Role">Of <see cref="ApproverRoles"/>.</param>
public sealed record OutdatedSignature(string Role, string Person);

/// <summary>Looks at signatures as they are kept, without opening one.</summary>
public static class WaitingSignatures
{
    /// <summary>Of the release that waits for this demand: who signs with another key since they signed, or did not sign and has a key now. They sign again, and it goes on.</summary>
    public static async Task<IReadOnlyList<OutdatedSignature>> Outdated(IWork work, DemandId demand)
    {
        if (await work.Db().Set<GateAuthorisation>().AsNoTracking().SingleOrDefaultAsync(a => a.DemandId == demand && a.State == AuthorisationState.Recorded) is not { } waiting) return [];
        var signed = await work.Db().Set<AuthorisationApproval>().AsNoTracking().Where(a => a.AuthorisationId == waiting.Id).ToDictionaryAsync(a => a.Role, a => a.Key);
        var outdated = new List<OutdatedSignature>();
        foreach (var (role, person) in ((string, string)[])[(ApproverRoles.Reviewer, waiting.Reviewer), (ApproverRoles.Approver, waiting.Approver)])
        {
            var key = await ApproverBook.KeyOf(work, person, role);
            if (key is not null && key != ApproverBook.NoKey && signed.GetValueOrDefault(role) != key) outdated.Add(new OutdatedSignature(role, person));
        }

        return outdated;
    }

    /// <summary>Those of these decisions that their reviewer has yet to sign: they have a key, and signed nothing with it since they decided.</summary>
    public static async Task<IReadOnlySet<DemandId>> Unsigned(IWork work, IReadOnlyCollection<(DemandId Demand, string Reviewer, DateTimeOffset DecidedAt)> decided)
    {
        var keys = await work.Db().Set<Approver>().AsNoTracking()
            .Where(a => a.Role == ApproverRoles.Reviewer && a.RemovedSeq == null && a.Key != ApproverBook.NoKey).ToDictionaryAsync(a => a.Person, a => a.Key);
        if (keys.Count == 0) return new HashSet<DemandId>();
        var wanted = decided.Where(d => keys.ContainsKey(d.Reviewer)).ToList();
        var ids = wanted.Select(d => d.Demand).ToList();
        var kept = await work.Db().Set<KeptApproval>().AsNoTracking().Where(a => a.Role == ApproverRoles.Reviewer && ids.Contains(a.DemandId))
            .Select(a => new { a.DemandId, a.Key, a.SignedAt }).ToDictionaryAsync(a => a.DemandId);
        return wanted.Where(d => !kept.TryGetValue(d.Demand, out var one) || one.Key != keys[d.Reviewer] || one.SignedAt < d.DecidedAt).Select(d => d.Demand).ToHashSet();
    }
}
