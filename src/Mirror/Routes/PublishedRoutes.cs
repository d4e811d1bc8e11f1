using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Mirror.Downloads;
using Writ.Mirror.Pages;
using Writ.Mirror.Published;
using Writ.Mirror.Words;

namespace Writ.Mirror.Routes;

/// <summary>Figures of the past, read in.</summary>
internal static class PublishedRoutes
{
    public static void MapPublished(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/reports/published", Answers.Read, () => Results.LocalRedirect("/reports"));
        app.MapMethods("/reports/published/amazon", Answers.Read, () => Results.LocalRedirect("/reports"));
        app.MapMethods("/reports/published/amazon/{name}", Answers.Read, Figures);
    }

    private static IResult Figures(MirrorSite site, HttpContext http, string name)
    {
        var (text, ending) = Answers.Split(name);
        var page = ending.Length == 0;
        if (!page && ending is not ("csv" or "json" or "svg")) return Answers.NoSuchPage(site, false);
        if (!Period.TryParse(text, out var period)) return Answers.NotAPeriod(site, page);
        if (period.Text != text) return Results.LocalRedirect($"/reports/published/amazon/{period.Text}{name[text.Length..]}", permanent: true);
        var figures = PublishedTables.Of(period);
        if (figures.Count == 0) return NoFigures(site, period, page);
        return ending switch
        {
            "csv" => Answers.Csv(CellsCsv.Of(figures, period), $"amazon-{period.Text}.csv"),
            "json" => Answers.Json(PublishedDocuments.Figures(figures, period)),
            "svg" => Answers.Drawing(http, PublishedTables.Chart(period), $"Published figures of Amazon, read in with grade and source; not counted from the record. {site.Options.Address}/reports/published/amazon/{period.Text}"),
            _ => site.Page<PublishedPage>(new PublishedModel(
                period,
                PublishedTables.Entities(period),
                PublishedTables.Sources(period),
                Reconcile.Figures(period),
                period == DsaFigures.Period ? Reconcile.Dsa(DsaFigures.All) : [],
                PublishedTables.Chart(period))),
        };
    }

    private static IResult NoFigures(MirrorSite site, Period period, bool page) => Answers.Missing(
        site,
        new Refusal("mirror-no-report", $"There is no report for this period ({PeriodWords.Of(period)}) among the published figures that were read in.", RefusalKind.NotFound),
        "No report for this period",
        page,
        [
            .. PublishedTables.Periods.Where(other => other.First <= period.Last && other.Last >= period.First)
                .Select(other => new Crumb($"Published figures, {PeriodWords.Of(other)}", $"/reports/published/amazon/{other.Text}")),
            new Crumb("All reports since 2015", "/reports"),
        ]);
}
