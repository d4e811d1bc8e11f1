using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies;
using Writ.Agencies.Partnerships;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary><c>/pressure</c>: anybody reports, without an account; and what overseers read of it.</summary>
internal sealed class PressurePages(IStore store, AgencyRegister agencies, PartnershipRegister? partnerships, PressureBook book, ReportPressure use, TimeProvider time)
{
    private const string Form = "/pressure";

    /// <param name="site">What stands around the page that is open to anybody.</param>
    /// <param name="limit">Rate limit of that page's form.</param>
    public static void Map(IEndpointRouteBuilder pages, Site site, string limit)
    {
        pages.MapGet(Form, (HttpContext http, PressurePages use) => use.Show(http, site)).AllowAnonymous();
        pages.MapPost(Form, (HttpContext http, PressurePages use) => use.Take(http, site)).AllowAnonymous().RequireRateLimiting(limit);
        pages.MapGet("/outside/{id}/pressure", (HttpContext http, string id, PressurePages use, Caller caller) => use.Read(http, id, caller)).RequireAuthorization(Scopes.Page(Scopes.PartnersOversee));
    }

    private async Task<IResult> Take(HttpContext http, Site site)
    {
        var form = await Posted.Read(http);
        var typed = new TypedPressure(form.Line("agency"), form.Line("month"), form.Line("what"), form.Text("words"));
        var done = await use.Handle(typed, BlobId.TryParse(form.Line("once"), out var once) ? once : BlobId.New());
        if (done.Ok) return DeskAnswers.GoTo(Form, "made");
        return done.Refusal.Field is null ? DeskAnswers.Refused(done.Refusal) : await Show(http, site, typed, done.Refusal);
    }

    private async Task<IResult> Show(HttpContext http, Site site, TypedPressure? typed = null, Refusal? refusal = null)
    {
        var named = await store.Look(agencies.Names);
        var sheet = new PressureSheet([.. named.Select(a => new Choice(a.Id.Text, VisibleText.OneLine(a.Name)))], [.. ReportPressure.Months(time.GetUtcNow()).Select(m => new Choice(m, PeriodWords.Title(Period.FromTrusted(m))))], typed ?? new TypedPressure(), BlobId.New().Text);
        return new RazorComponentResult<PressurePage>(new Dictionary<string, object?>
        {
            [nameof(PressurePage.Site)] = site, [nameof(PressurePage.Sheet)] = sheet, [nameof(PressurePage.Faults)] = Faults.Of(refusal),
            [nameof(PressurePage.Done)] = refusal is null && http.Request.Query["said"] == "made",
        })
        {
            StatusCode = refusal?.Kind.HttpStatus() ?? StatusCodes.Status200OK,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }

    private async Task<IResult> Read(HttpContext http, string id, Caller caller)
    {
        var found = await store.Look(async work =>
            AgencyId.TryParse(id, out var agency) && partnerships is not null && await partnerships.IsNamedFor(work, agency, caller)
                ? new PressureList(agency, (await agencies.Names(work)).Single(a => a.Id == agency).Name, await book.Of(work, agency))
                : null);
        return found is null ? DeskAnswers.Refused(OversightRefusals.NotYours) : await DeskAnswers.Show<PressureListPage>(http, found);
    }
}

/// <param name="Once">Id of the report that the form would make.</param>
internal sealed record PressureSheet(IReadOnlyList<Choice> Agencies, IReadOnlyList<Choice> Months, TypedPressure Typed, string Once);

internal sealed record PressureList(AgencyId Agency, string AgencyName, IReadOnlyList<ReadReport> Reports);
