using Microsoft.AspNetCore.Http;
using Writ.Base;
using Writ.Kit;
using Writ.Mirror.Pages;

namespace Writ.Mirror.Routes;

/// <summary>What routes have in common: endings, and the ways to say that something is not there.</summary>
internal static class Answers
{
    /// <summary>GET and HEAD, and nothing else.</summary>
    public static readonly string[] Read = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>The last step of an address: its name, and its ending without the dot (empty: a page).</summary>
    public static (string Name, string Ending) Split(string last)
    {
        var dot = last.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (last, "") : (last[..dot], last[(dot + 1)..]);
    }

    /// <summary>A page for a reader, a problem document (RFC 9457) for a program that asked for a file.</summary>
    public static IResult Missing(MirrorSite site, Refusal refusal, string title, bool page, IReadOnlyList<Crumb>? instead = null)
    {
        var status = refusal.Kind == RefusalKind.Unavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
        return page
            ? site.Page<MissingPage>(new MissingModel(refusal, title, instead ?? []), status)
            : Results.Problem(
                refusal.Sentence, statusCode: status, title: title, type: $"/refusals/{refusal.Code}", extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
    }

    public static IResult NotAPeriod(MirrorSite site, bool page) => Missing(
        site,
        new Refusal(
            "mirror-not-a-period", "This is not a period. One is written 2020, 2020-h2, 2020-q3, 2020-07 or 2015-01-01--2015-05-31.", RefusalKind.NotFound),
        "Not a period",
        page,
        [new Crumb("All reports since 2015", "/reports")]);

    public static IResult NoSuchPage(MirrorSite site, bool page) => Missing(
        site,
        new Refusal("mirror-no-such-page", "There is nothing at this address; look for it from the front page.", RefusalKind.NotFound),
        "There is no such page",
        page,
        [new Crumb("Front page", "/"), new Crumb("All reports since 2015", "/reports")]);

    public static IResult Drawing(HttpContext http, Chart chart, string foot)
    {
        http.Response.Headers.ContentSecurityPolicy = Chart.StandAlonePolicy;
        return Results.Text(chart.StandAlone(foot), "image/svg+xml; charset=utf-8");
    }

    public static IResult Csv(byte[] bytes, string name) => Results.File(bytes, "text/csv; charset=utf-8; header=present", name);

    public static IResult Json(byte[] bytes) => Results.Bytes(bytes, "application/json; charset=utf-8");
}
