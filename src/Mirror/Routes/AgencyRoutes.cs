using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Mirror.Downloads;
using Writ.Mirror.Oversight;
using Writ.Mirror.Pages;
using Writ.Mirror.Record;

namespace Writ.Mirror.Routes;

/// <summary>The register of agencies, as page, CSV and JSON, and each agency's own page.</summary>
internal static class AgencyRoutes
{
    public static void MapAgencies(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/agencies", Answers.Read, (MirrorSite site) => site.Page<AgenciesPage>(AgencyMap.Of(site)));
        app.MapMethods("/agencies.csv", Answers.Read, (MirrorSite site) => Answers.Csv(AgencyDownloads.Csv(site.Facts.Agencies()), "agencies.csv"));
        app.MapMethods("/agencies.json", Answers.Read, (MirrorSite site) => Answers.Json(AgencyDownloads.Json(site.Facts.Agencies())));
        app.MapMethods("/agencies/days", Answers.Read, (MirrorSite site) => site.Page<DaysPage>(site.Facts.Days()));
        app.MapMethods("/partners/{**path}", Answers.Read, (MirrorSite site, HttpContext http, string? path) =>
        {
            if (site.Papers.Bytes($"partners/{path}") is not { } bytes) return Answers.NoSuchPage(site, false);
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";

            // Strangers wrote them: nothing in them runs, and a PDF is never opened inside this site.
            http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return PublishedPapers.IsText(path!) ? Results.Bytes(bytes, PublishedPapers.MediaType(path!)) : Results.Bytes(bytes, PublishedPapers.MediaType(path!), path!.Replace('/', '-'));
        });
        app.MapMethods("/agencies/{name}", Answers.Read, (MirrorSite site, string name) =>
        {
            var (text, ending) = Answers.Split(name);
            if (ending is not ("" or "json")) return Answers.NoSuchPage(site, false);
            if (!AgencyId.TryParse(text, out var id) || site.Facts.Agencies().FirstOrDefault(agency => agency.Id == id) is not { } found)
                return Answers.Missing(
                    site,
                    new Refusal("mirror-no-such-agency", "There is no agency with this id in the published record; look for it in the register.", RefusalKind.NotFound),
                    "No such agency", ending.Length == 0, [new Crumb("Register of agencies", "/agencies")]);
            return ending.Length == 0 ? site.Page<AgencyPage>(new AgencyModel(found, Quarters(site, id))) : Answers.Json(AgencyDownloads.Json([found]));
        });
    }

    private static AgencyQuarter[] Quarters(MirrorSite site, AgencyId agency) => [.. site.Oversight.All().Select(f => f.Quarter).Distinct().Select(quarter => new AgencyQuarter(
        quarter,
        site.Facts.Requests().Count(r => r.Agency == agency && r.Rule is null && r.Corrects is null && quarter.Contains(DateOnly.FromDateTime(r.At.UtcDateTime))),
        Words(site, OversightPart.Grants, quarter, agency), Words(site, OversightPart.Pressure, quarter, agency)))];

    private static string? Words(MirrorSite site, OversightPart part, Period quarter, AgencyId agency) =>
        site.Oversight.Totals(part, quarter) is { } totals && totals.Lines.FirstOrDefault(line => line.Agency == agency) is { } line ? OversightWords.Shown(totals, line) : null;
}
