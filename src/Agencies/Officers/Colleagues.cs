using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.Agencies.Officers;

/// <param name="Key">Whether a production can be sealed to them now.</param>
internal sealed record Colleague(string Title, DateTimeOffset Since, bool Key, bool You);

/// <summary>Who else of the agency can follow its demands. Title, since when, and whether they have a usable key: nothing else.</summary>
internal sealed class Colleagues(IStore store, TimeProvider time)
{
    private const int Most = 500;

    public static void MapPages(IEndpointRouteBuilder pages) =>
        pages.MapGet("/officer/colleagues", async (HttpContext http, Colleagues use, Caller caller) => await DeskAnswers.Show<ColleaguesPage>(http, await use.Of(caller)))
            .RequireAuthorization(Scopes.Page(Scopes.DemandsRead)).WarnsOfEnd();

    private Task<List<Colleague>> Of(Caller caller) => store.Look(async work =>
    {
        var now = time.GetUtcNow();
        var officers = await work.Db().Set<Officer>().Where(o => o.AgencyId == caller.Agency!.Value).OrderBy(o => o.EnrolledAt).ThenBy(o => o.Id).Take(Most).ToListAsync();
        var ids = officers.Select(o => o.Id).ToList();
        var usable = (await work.Db().Set<OfficerKey>().Where(k => ids.Contains(k.OfficerId) && k.RevokedAt == null && k.UsableFrom <= now).Select(k => k.OfficerId).ToListAsync()).ToHashSet();
        return officers.Select(o => new Colleague(o.Title, o.EnrolledAt, usable.Contains(o.Id), o.Id.Text == caller.Subject)).ToList();
    });
}
