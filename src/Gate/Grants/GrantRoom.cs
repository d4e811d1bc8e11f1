using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Grants.Owner;
using Writ.Sources.Cameras.Grants;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Gate.Grants;

/// <summary>What owners give: consents, wrapped keys, sealed files, the evidence room, and their end. A door adds <see cref="IGrantDoor"/>.</summary>
public static class GrantRoom
{
    public static IServiceCollection AddGrants(this IServiceCollection services, GrantOptions options) => services
        .AddSingleton<IModelPart, GrantModel>()
        .AddSingleton(options)
        .AddSingleton(p => new ConsentGate(
            ConsentSteps.InOrder(p.GetRequiredService<OwnersHand>(), p.GetRequiredService<IGrantDoor>(), p.GetRequiredService<AgencyRegister>(), options), p.GetRequiredService<OpeningKeys>()))
        .AddSingleton(new OpeningsTable("footage_grant", "opening", "entry_seq", "given_at"))
        .AddSingleton(new OpeningsTable("grant_deletion", "opening", "entry_seq", "confirmed_at"))
        .AddSingleton<GiveGrant>()
        .AddSingleton<GrantEnd>()
        .AddSingleton<GrantsOfOwner>()
        .AddSingleton<ChangeGrant>()
        .AddSingleton<IJobHandler, OfferOver>()
        .AddSingleton<IJobHandler, EndGrant>()
        .AddSingleton<IJobHandler, LookAtStandings>()
        .AddSingleton(p => new GrantDesk(p.GetRequiredService<GiveGrant>(), p.GetRequiredService<GrantsOfOwner>(), p.GetRequiredService<ChangeGrant>(), p.GetRequiredService<GrantEnd>()));

    /// <summary>
    /// How many grants were given to each agency in a quarter (UTC), without those that were withdrawn before anybody opened them. Exact, so never for a page: a publisher
    /// adds its noise and its threshold.
    /// </summary>
    public static async Task<IReadOnlyDictionary<AgencyId, int>> CountByAgency(IWork work, Period quarter)
    {
        ArgumentNullException.ThrowIfNull(work);
        var from = new DateTimeOffset(quarter.First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var to = new DateTimeOffset(quarter.Last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        return await work.Db().Set<Grant>().Where(g => g.GivenAt >= from && g.GivenAt < to && g.State != GrantState.Withdrawn)
            .GroupBy(g => g.AgencyId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
    }
}
