using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Authorise;
using Writ.Gate.Destroy;
using Writ.Store;

namespace Writ.Demands.Review;

/// <summary>An account that an unanswered demand names is not deleted under the demand's hands.</summary>
internal sealed class OpenDemands(IdentifierLookup identifiers) : IAccountHold
{
    public async Task<bool> Holds(IWork work, AccountId account)
    {
        var asked = await (from d in work.Db().Set<Demand>()
                           join i in work.Db().Set<DemandItem>() on d.Id equals i.DemandId
                           where d.State == DemandState.Received || d.State == DemandState.Decided || d.State == DemandState.Approved
                           select new { d.Service, i.IdentifierKind, i.IdentifierValue }).Distinct().ToListAsync();
        foreach (var one in asked)
        {
            if (await identifiers.LeadsTo(work, one.Service, one.IdentifierKind, one.IdentifierValue, account)) return true;
        }

        return false;
    }
}
