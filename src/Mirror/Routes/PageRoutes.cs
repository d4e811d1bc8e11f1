using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Writ.Base;
using Writ.Kit;
using Writ.Mirror.Downloads;
using Writ.Mirror.Pages;
using Writ.Mirror.Refusals;
using Writ.Mirror.Reports;

namespace Writ.Mirror.Routes;

/// <summary>Front page, record, verify, claims, refusals, and the page for what is not there.</summary>
internal static class PageRoutes
{
    private const int NewestEntries = 12;

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/", Answers.Read, (MirrorSite site) => site.Page<FrontPage>(new FrontModel(Newest(site.Shelf), site.Options.Address)));
        app.MapMethods("/verify", Answers.Read, (MirrorSite site) =>
            site.Page<VerifyPage>(new VerifyModel(site.Options.Address, site.Record.Checkpoint()?.Origin, site.Record.VerifierKey())));
        app.MapMethods("/verify/here", Answers.Read, (MirrorSite site, HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = PageSecurity.Policy + "; script-src 'self'; connect-src 'self'";
            var reports = site.Shelf.Entries().TryGet(out var entries, out _) ? entries : [];
            return site.Page<CheckPage>(new CheckModel([.. reports.Reverse().Select(entry => new Choice(entry.Period.Text, PeriodWords.Title(entry.Period)))]));
        });
        app.MapMethods("/record", Answers.Read, (MirrorSite site) =>
        {
            var checkpoint = site.Record.Checkpoint();
            return site.Page<RecordPage>(new RecordModel(
                checkpoint, site.Record.VerifierKey(), checkpoint is null ? [] : site.Record.Last(checkpoint, NewestEntries), site.Record.Witnesses(),
                site.Facts.BreakGlass().Count, site.Facts.BreakGlassLate()));
        });
        app.MapMethods("/claims", Answers.Read, (MirrorSite site) => site.Page<ClaimsPage>());
        app.MapMethods("/claims.csv", Answers.Read, () => Answers.Csv(CellsCsv.OfClaims(), "claims.csv"));
        app.MapMethods("/claims.json", Answers.Read, () => Answers.Json(PublishedDocuments.AllClaims()));
        app.MapMethods("/refusals", Answers.Read, (MirrorSite site) => site.Page<RefusalsPage>());
        app.MapMethods("/refusals/{code}", Answers.Read, (MirrorSite site, string code) =>
            RefusalPages.Find(code) is { } entry ? site.Page<RefusalPage>(entry) : Answers.NoSuchPage(site, true));
        // Machines' addresses keep their own answers; a method that is not allowed there must not turn into a page here.
        app.MapMethods("/{**rest:" + PageAddress.Name + "}", Answers.Read, (MirrorSite site, string rest) => Answers.NoSuchPage(site, !rest.Contains('.', StringComparison.Ordinal)));
    }

    /// <summary>The newest report that can be read; a broken one does not take the front page down.</summary>
    private static OwnLine? Newest(ReportShelf shelf)
    {
        if (!shelf.Entries().TryGet(out var entries, out _)) return null;
        foreach (var entry in entries.Reverse())
        {
            if (shelf.Document(entry).TryGet(out var document, out _)) return new OwnLine(entry, document, null);
        }

        return null;
    }
}
