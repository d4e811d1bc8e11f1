using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Gate.Grants.Ending;
using Writ.Gate.Grants.Giving;
using Writ.Gate.Grants.Owner;
using Writ.Gate.Grants.Room;
using Writ.Kit;
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
        .AddSingleton<GiveGrant>()
        .AddSingleton<GrantEnd>()
        .AddSingleton<GrantsOfOwner>()
        .AddSingleton<ChangeGrant>()
        .AddSingleton<OpenGrant>()
        .AddSingleton<KeepGrant>()
        .AddSingleton<GrantMails>()
        .AddSingleton<OfficerMails>()
        .AddSingleton<IJobHandler, TellOfficer>()
        .AddSingleton<IJobHandler, TellAdmins>()
        .AddSingleton<EvidenceViews>()
        .AddScripts(EvidenceScripts.Page)
        .AddSingleton<IJobHandler, OfferOver>()
        .AddSingleton<IJobHandler, EndGrant>()
        .AddSingleton<IJobHandler, LookAtStandings>()
        .AddSingleton(p => new GrantDesk(p.GetRequiredService<GiveGrant>(), p.GetRequiredService<GrantsOfOwner>(), p.GetRequiredService<ChangeGrant>(), p.GetRequiredService<GrantEnd>()));

    /// <summary>The evidence room, for officers.</summary>
    public static void MapGrants(this IEndpointRouteBuilder pages) => EvidencePages.Map(pages);

    /// <summary>Deletions that owners asked this agency for and that were not confirmed in time, the longest ago first. For oversight: whose they were, and of what, is not in it.</summary>
    public static async Task<IReadOnlyList<LateDeletion>> LateDeletions(IWork work, AgencyId agency, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(work);
        var asked = await (
            from d in work.Db().Set<GrantDeletion>().AsNoTracking()
            join g in work.Db().Set<Grant>().AsNoTracking() on d.Id equals g.Id
            where g.AgencyId == agency && d.DueAt <= now && (d.ConfirmedAt == null || d.ConfirmedAt >= d.DueAt)
            orderby d.DueAt
            select new { d.DueAt, d.ConfirmedAt }).ToListAsync();
        return [.. asked.Select(d => new LateDeletion(d.DueAt, d.ConfirmedAt))];
    }

    /// <summary>
    /// For each agency the homes that gave it something from one moment to before another, each once however often it gave, without what was withdrawn before anybody opened it.
    /// Exact, so never for a page: a publisher adds its noise and its threshold. Agencies without any are left out.
    /// </summary>
    public static Task<IReadOnlyDictionary<AgencyId, long>> HomesByAgency(IWork work, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Task.FromResult<IReadOnlyDictionary<AgencyId, long>>(work.Rows(
            "SELECT agency_id, COUNT(DISTINCT home_id) FROM footage_grant WHERE given_at >= $1 AND given_at < $2 AND state <> 'Withdrawn' GROUP BY agency_id", [from.UtcTicks, to.UtcTicks],
            row => (Agency: AgencyId.FromTrusted(row.GetString(0)), Homes: row.GetInt64(1))).ToDictionary(line => line.Agency, line => line.Homes));
    }
}

/// <summary>A deletion that was not confirmed in time.</summary>
/// <param name="DueAt">By when it had to be.</param>
/// <param name="ConfirmedAt">Null: it is still owed.</param>
public sealed record LateDeletion(DateTimeOffset DueAt, DateTimeOffset? ConfirmedAt);
