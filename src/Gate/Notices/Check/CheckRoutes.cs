using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Writ.Kit;

namespace Writ.Gate.Notices.Check;

/// <summary><c>/check</c>: anyone can learn whether a letter is ours. The reference is sent in a form, so that no address and no log holds it.</summary>
internal static class CheckRoutes
{
    public static void Map(IEndpointRouteBuilder pages, Site site, string attempts)
    {
        pages.MapGet("/check", () => Page(site)).AllowAnonymous();
        pages.MapPost("/check", async (HttpContext http, CheckLetter use) =>
        {
            var form = await http.Request.ReadFormAsync();
            var typed = form["reference"].ToString();
            if (string.IsNullOrWhiteSpace(typed)) return Page(site, missing: true);
            return Page(site, (object?)await use.Find(typed) ?? false);
        }).AllowAnonymous().RequireRateLimiting(attempts);
    }

    // No redirect after this form: it changes nothing, and an address that showed the answer would be an address that holds the reference.
    private static IResult Page(Site site, object? answer = null, bool missing = false) => new RazorComponentResult<CheckPage>(
        new Dictionary<string, object?> { [nameof(CheckPage.Site)] = site, [nameof(CheckPage.Answer)] = answer, [nameof(CheckPage.Missing)] = missing })
        {
            StatusCode = missing ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
}
