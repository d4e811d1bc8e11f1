using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Gate.Grants.Owner;

/// <summary>Which grants are somebody's own: an owner's all that their account gave, a hub's those of its home alone.</summary>
internal static class OwnGrants
{
    public static IQueryable<Grant> Of(IWork work, Caller caller)
    {
        var account = caller.Account;
        var all = work.Db().Set<Grant>().Where(g => g.AccountId == account);
        if (caller.Kind != CallerKind.Hub) return all;
        var home = HomeId.FromTrusted(caller.Subject);
        return all.Where(g => g.HomeId == home);
    }
}
