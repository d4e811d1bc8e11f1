using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Reports;
using Writ.Mirror.Downloads;
using Writ.Mirror.Pages;
using Writ.Mirror.Published;
using Writ.Mirror.Reports;
using Writ.Mirror.Words;

namespace Writ.Mirror.Routes;

/// <summary>Own reports: the list, each report in four forms, and the published files themselves.</summary>
internal static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/reports", Answers.Read, List);
        app.MapMethods("/reports/index.json", Answers.Read, Index);
        app.MapMethods("/reports/{name}", Answers.Read, Report);
        app.MapMethods("/reports/{period}/{file}", Answers.Read, (MirrorSite site, string period, string file) => File(site, $"reports/{period}/{file}"));
    }

    private static IResult List(MirrorSite site)
    {
        var shelf = site.Shelf.Entries();
        if (!shelf.TryGet(out var entries, out var refusal)) return site.Page<ReportsPage>(new ReportsModel([], refusal));
        return site.Page<ReportsPage>(new ReportsModel([.. entries.Select(entry => Line(site, entry))], null));
    }

    /// <summary>Only what is in the published tree, whatever the file says.</summary>
    private static IResult Index(MirrorSite site)
    {
        if (site.Shelf.Resolve(ReportIndex.File) is null) return Answers.NoSuchPage(site, false);
        return site.Shelf.Entries().TryGet(out var entries, out var refusal)
            ? Answers.Json(ReportIndex.Write(entries.Select(entry => entry.Index)))
            : Answers.Missing(site, refusal, "The list of reports cannot be read", false);
    }

    private static OwnLine Line(MirrorSite site, ShelfEntry entry) =>
        site.Shelf.Document(entry).TryGet(out var document, out var refusal) ? new OwnLine(entry, document, null) : new OwnLine(entry, null, refusal);

    private static IResult Report(MirrorSite site, HttpContext http, string name)
    {
        var (text, ending) = Answers.Split(name);
        var page = ending.Length == 0;
        if (!page && ending is not ("csv" or "json" or "cells.json" or "svg")) return Answers.NoSuchPage(site, false);
        if (!Period.TryParse(text, out var period)) return Answers.NotAPeriod(site, page);
        if (period.Text != text) return Results.LocalRedirect($"/reports/{period.Text}{name[text.Length..]}", permanent: true);
        if (!site.Shelf.Entries().TryGet(out var entries, out var refusal)) return Answers.Missing(site, refusal, "The list of reports cannot be read", page);
        var at = Array.FindIndex(entries, entry => entry.Period == period);
        if (at < 0) return NoReport(site, period, page);
        if (!site.Shelf.Document(entries[at]).TryGet(out var document, out refusal)) return Answers.Missing(site, refusal, "This report cannot be read", page);
        return ending switch
        {
            "csv" => Answers.Csv(CellsCsv.Of(document, period, Compared(site, entries, entries[at], document)), $"report-{period.Text}.csv"),
            "cells.json" => Answers.Json(CellsJson.Of(document, period, Compared(site, entries, entries[at], document))),
            "json" => File(site, entries[at].Index.Path),
            "svg" => Answers.Drawing(http, ReportCharts.Of(document, PeriodWords.Of(period)), $"{document.Publisher}. Version {document.Version}. {site.Site.AsOf}. {site.Options.Address}/reports/{period.Text}"),
            _ => Page(site, entries, at, document),
        };
    }

    private static IResult Page(MirrorSite site, ShelfEntry[] entries, int at, ReportDocument document)
    {
        var period = entries[at].Period;
        // The period before is the latest that ended before this one began; periods may overlap (a year and its halves).
        var before = entries.Take(at).Where(entry => entry.Period.Last < period.First).MaxBy(entry => entry.Period.Last);
        var after = entries.Skip(at + 1).Where(entry => entry.Period.First > period.Last).MinBy(entry => entry.Period.First);
        var comparison = Compared(site, entries, entries[at], document);
        return site.Page<ReportPage>(new ReportModel(
            period,
            document,
            ReportView.Tables(document, comparison),
            ReportCharts.Of(document, PeriodWords.Of(period)),
            before,
            after,
            comparison.Previous is not null,
            site.Options.Address));
    }

    /// <summary>The report on the period right before, for pages and downloads alike.</summary>
    private static Comparison Compared(MirrorSite site, ShelfEntry[] entries, ShelfEntry entry, ReportDocument document)
    {
        if (Derived.RightBefore(entry.Period, entries.Select(other => other.Period)) is not { } before) return Comparison.None(NoChange.NoPrevious);
        return site.Shelf.Document(entries.First(other => other.Period == before)).TryGet(out var previous, out _)
            ? Comparison.With(document, previous)
            : Comparison.None(NoChange.PreviousUnreadable);
    }

    private static IResult NoReport(MirrorSite site, Period period, bool page)
    {
        var published = PublishedTables.Periods.Where(other => other.First <= period.Last && other.Last >= period.First);
        return Answers.Missing(
            site,
            new Refusal("mirror-no-report", $"There is no report for this period ({PeriodWords.Of(period)}): it has not been published, or not yet.", RefusalKind.NotFound),
            "No report for this period",
            page,
            [.. published.Select(other => new Crumb($"Published figures of Amazon, {PeriodWords.Of(other)}", $"/reports/published/amazon/{other.Text}")), new Crumb("All reports since 2015", "/reports")]);
    }

    /// <summary>A published file, byte for byte. A version never changes, the index does.</summary>
    private static IResult File(MirrorSite site, string path)
    {
        if (site.Shelf.Resolve(path) is not { } file) return Answers.NoSuchPage(site, false);
        return Results.File(file, path.EndsWith(".jsonl", StringComparison.Ordinal) ? "application/x-ndjson; charset=utf-8" : "application/json; charset=utf-8");
    }
}
