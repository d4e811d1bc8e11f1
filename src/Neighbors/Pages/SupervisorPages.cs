using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Kit;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Supervisors;
using Writ.Store;

namespace Writ.Neighbors.Pages;

/// <summary>The agency desk names and ends supervisors.</summary>
internal sealed class SupervisorPages(IStore store, NameSupervisor use)
{
    private const string List = "/desk/supervisors";

    public static void Map(IEndpointRouteBuilder pages)
    {
        var policy = Scopes.Page(Scopes.AgenciesWrite);
        pages.MapGet(List, (HttpContext http, SupervisorPages page) => page.Show(http)).RequireAuthorization(policy);
        pages.MapPost(List, (HttpContext http, SupervisorPages page, Caller caller) => page.Change(http, caller)).RequireAuthorization(policy);
    }

    private async Task<IResult> Change(HttpContext http, Caller caller)
    {
        var form = await Posted.Read(http);
        var ends = form.Line("ends");
        var done = ends.Length > 0 ? await use.End(ends, caller) : await use.Name(form.Line("officer"), caller);
        return done.Ok ? DeskAnswers.GoTo(List, ends.Length > 0 ? "ended" : "named") : await Show(http, done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, Refusal? refusal = null)
    {
        var list = await store.Look(async work =>
        {
            var officers = work.Rows(
                "SELECT o.id, COALESCE(o.name || ', ', '') || o.title, a.name, o.off_at IS NULL FROM officer o JOIN agency a ON a.id = o.agency_id ORDER BY a.name, o.title, o.id", [],
                row => (Id: row.GetString(0), Title: row.GetString(1), Agency: row.GetString(2), Comes: row.GetBoolean(3)));
            var named = await work.Db().Set<RequestSupervisor>().Where(s => s.EndedAt == null).ToDictionaryAsync(s => s.OfficerId);
            return new SupervisorList(
                [.. officers.Where(o => named.ContainsKey(o.Id)).Select(o => new SupervisorLine(o.Id, o.Title, o.Agency, named[o.Id].NamedAt, o.Comes))],
                [.. officers.Where(o => o.Comes && !named.ContainsKey(o.Id)).Select(o => new Choice(o.Id, $"{o.Agency}: {o.Title} ({o.Id[^4..]})"))]);
        });
        return await DeskAnswers.Show<SupervisorsPage>(http, list, refusal);
    }
}
