using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Ledger.Requests;
using Writ.Mirror.Pages;

namespace Writ.Mirror.Routes;

/// <summary>What agencies asked of homes: all of it, one agency's, one request; and the files of open requests that homes fetch.</summary>
internal static class RequestRoutes
{
    public static void MapRequests(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/requests", Answers.Read, (MirrorSite site) => site.Page<RequestsPage>(Lines(site, null)));
        app.MapMethods("/requests/by/{agency}", Answers.Read, (MirrorSite site, string agency) =>
            AgencyId.TryParse(agency, out var id) && site.Facts.Agencies().Any(a => a.Id == id) ? site.Page<RequestsPage>(Lines(site, id)) : None(site, true));
        app.MapMethods("/requests/regions/{name}", Answers.Read, Region);
        app.MapMethods("/requests/asks/{name}", Answers.Read, Asks);
        app.MapMethods("/requests/feed-moderation.json", Answers.Read, (MirrorSite site) => site.Requests.FeedTotals() is { } totals ? Answers.Json(totals) : None(site, false));
        app.MapMethods("/requests/limits.json", Answers.Read, (MirrorSite site) => site.Requests.Limits() is { } limits ? Answers.Json(limits) : None(site, false));
        app.MapMethods("/requests/{name}", Answers.Read, (MirrorSite site, string name) =>
        {
            var (text, ending) = Answers.Split(name);
            if (ending is not ("" or "json") || site.Requests.Find(text) is not { } found) return None(site, ending.Length == 0);
            if (ending == "json") return site.Requests.Bytes(found) is { } bytes ? Answers.Json(bytes) : None(site, false);
            var earlier = found.Corrects is { } first ? site.Requests.Find(first.Text) : null;
            return site.Page<RequestPage>(new RequestModel(
                found, site.Requests.Document(found), site.Facts.Agencies().FirstOrDefault(a => a.Id == found.Agency), earlier is null ? null : site.Requests.Document(earlier)));
        });
    }

    /// <summary>The same bytes and headers for whoever asks, and of a length that is the same for most of them: no mark by which a home is known again.</summary>
    private static IResult Region(MirrorSite site, HttpContext http, string name)
    {
        if (!name.EndsWith(".json", StringComparison.Ordinal) || !CoarseCell.TryParse(name[..^5], out var cell)) return None(site, false);
        http.Response.Headers.Remove("Writ-Checkpoint");
        return Answers.Json(site.Requests.Region(cell));
    }

    /// <summary>As <see cref="Region"/>, of what passers-by ask.</summary>
    private static IResult Asks(MirrorSite site, HttpContext http, string name)
    {
        if (!name.EndsWith(".json", StringComparison.Ordinal) || !CoarseCell.TryParse(name[..^5], out var cell)) return None(site, false);
        http.Response.Headers.Remove("Writ-Checkpoint");
        return Answers.Json(site.Requests.Asks(cell));
    }

    private static RequestsModel Lines(MirrorSite site, AgencyId? agency)
    {
        var agencies = site.Facts.Agencies().ToDictionary(a => a.Id);
        return new RequestsModel(
            agency is { } id ? agencies[id] : null,
            [.. site.Requests.All().Where(r => agency is null || r.Agency == agency).Take(500).Select(r => new RequestModel(r, site.Requests.Document(r), agencies.GetValueOrDefault(r.Agency)))],
            agency is null && site.Requests.Limits() is { } bytes && LimitsDocument.Parse(bytes).TryGet(out var limits, out _) ? limits : null);
    }

    private static IResult None(MirrorSite site, bool page) => Answers.Missing(
        site, new Refusal("mirror-no-such-request", "There is no such request in the published record; look for it in the list.", RefusalKind.NotFound), "No such request", page,
        [new Crumb("Requests to homes", "/requests")]);
}
