using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;

namespace Writ.Kit;

/// <summary>How an endpoint for pages answers: with a page, with the way to the next one, or with a refusal.</summary>
public static class DeskAnswers
{
    /// <summary>A page and its model.</summary>
    /// <param name="refusal">What is wrong with the form that the page shows again: each fault stands beside its field, and the status says it too.</param>
    public static async Task<IResult> Show<TPage>(HttpContext http, object? model = null, Refusal? refusal = null)
        where TPage : DeskPage
    {
        var host = http.RequestServices.GetRequiredService<IDeskHost>();
        return new RazorComponentResult<TPage>(new Dictionary<string, object?>
        {
            [nameof(DeskPage.Around)] = await host.Around(http),
            [nameof(DeskPage.Model)] = model,
            [nameof(DeskPage.Faults)] = Faults.Of(refusal),
            [nameof(DeskPage.Said)] = http.Request.Query["said"].ToString() is { Length: > 0 and < 40 } said ? said : null,
        })
        {
            StatusCode = refusal is null ? StatusCodes.Status200OK : refusal.Kind.HttpStatus(),
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }

    /// <summary>After a form (303): the browser asks for the page anew, and going back sends nothing twice.</summary>
    /// <param name="address">Of this site.</param>
    /// <param name="said">Word for what was done, see <see cref="DeskPage.Said"/>.</param>
    public static IResult GoTo(string address, string? said = null) => new SeeOther(said is null ? address : $"{address}?said={said}");

    /// <summary>The refusal as a page of its own.</summary>
    public static IResult Refused(Refusal refusal) => new RefusalAnswer(refusal);

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }

    private sealed class RefusalAnswer(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => httpContext.RequestServices.GetRequiredService<IDeskHost>().Refuse(httpContext, refusal);
    }
}
