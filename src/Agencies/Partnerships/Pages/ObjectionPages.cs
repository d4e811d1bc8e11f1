using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Writ.Agencies.Partnerships.Objections;
using Writ.Base;
using Writ.Kit;

namespace Writ.Agencies.Partnerships.Pages;

/// <summary><c>/object/{agency}</c>: anybody reads where a partnership stands, and objects. No account, no name, no address is asked for or kept.</summary>
internal static class ObjectionPages
{
    public static void Map(IEndpointRouteBuilder pages, Site site, string limit)
    {
        pages.MapGet("/object/{id}", async (HttpContext http, string id, PartnershipBook book, PartnershipViews views) => AgencyId.TryParse(id, out var agency)
                ? await Show(site, agency, book, views, done: http.Request.Query["said"] == "made")
                : DeskAnswers.Refused(AgencyRefusals.Unknown))
            .AllowAnonymous();
        pages.MapPost("/object/{id}", async (HttpContext http, string id, Objecting use, PartnershipBook book, PartnershipViews views) =>
        {
            if (!AgencyId.TryParse(id, out var agency)) return DeskAnswers.Refused(AgencyRefusals.Unknown);
            var form = await Posted.Read(http);
            var done = await use.File(agency, form.Text("object-text"));
            if (done.Ok) return DeskAnswers.GoTo($"/object/{id}", "made");
            return done.Refusal.Field is null
                ? DeskAnswers.Refused(done.Refusal)
                : await Show(site, agency, book, views, form, done.Refusal with { Field = "/object" + done.Refusal.Field.Replace('/', '-') });
        }).AllowAnonymous().RequireRateLimiting(limit);
    }

    private static async Task<IResult> Show(Site site, AgencyId agency, PartnershipBook book, PartnershipViews views, Posted? typed = null, Refusal? refusal = null, bool done = false)
    {
        if (await views.Of(agency, null, typed) is not { } sheet) return DeskAnswers.Refused(AgencyRefusals.Unknown);
        var open = await book.Look(agency, found => Task.FromResult(Tuple.Create(Objecting.Open(found) is not null)));
        return new RazorComponentResult<ObjectionPage>(new Dictionary<string, object?>
        {
            [nameof(ObjectionPage.Site)] = site, [nameof(ObjectionPage.Sheet)] = sheet, [nameof(ObjectionPage.Faults)] = Faults.Of(refusal), [nameof(ObjectionPage.Done)] = done,
            [nameof(ObjectionPage.Open)] = open!.Item1,
        })
        {
            StatusCode = refusal?.Kind.HttpStatus() ?? StatusCodes.Status200OK,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }
}
