using Microsoft.AspNetCore.Http.HttpResults;
using Writ.Agencies;
using Writ.App.Data;
using Writ.App.Edge;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;
using Writ.Store;

namespace Writ.App.SignIn.Pages;

/// <summary>Turns a page and its model, or a refusal, into a response.</summary>
internal static class PageAnswers
{
    public static async Task<IResult> Show<TPage>(HttpContext http, object? model = null, int status = StatusCodes.Status200OK)
        where TPage : SignInPage
    {
        var company = http.RequestServices.GetRequiredService<DataFolder>().Company;
        var visit = Visit.Of(http);
        var view = new PageView(
            new Site(company.Name, company.Kind != FolderKind.Company, [], string.Empty), visit, Notices.Of(http.Request.Query["said"]), model)
        {
            Team = visit is null ? null : await Team(http, visit, company.Name),
        };
        return new RazorComponentResult<TPage>(new Dictionary<string, object?> { [nameof(SignInPage.View)] = view })
        {
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }

    /// <summary>The refusal as a page; as problem details where a script asked.</summary>
    public static async Task Refuse(HttpContext http, Refusal refusal, int? status = null)
    {
        PageSecurity.Apply(http.Response);
        PageRoutes.NeverKept(http.Response);
        if (http.GetEndpoint()?.Metadata.GetMetadata<AsksByScript>() is not null)
        {
            await Problems.Write(http, refusal, status);
            return;
        }

        var page = await Show<RefusedPage>(http, refusal, status ?? Problems.StatusOf(refusal.Kind));
        await page.ExecuteAsync(http);
    }

    public static IResult Refused(Refusal refusal) => new RefusalAnswer(refusal);

    /// <summary>After a form: the browser asks for the page anew, and going back sends nothing twice.</summary>
    public static IResult GoTo(string address) => new SeeOther(address);

    private static async Task<string> Team(HttpContext http, Visit visit, string company) =>
        OfficerId.TryParse(visit.Person.Subject, out var officer)
            ? (await http.RequestServices.GetRequiredService<IStore>().Look(work =>
                http.RequestServices.GetRequiredService<AgencyRegister>().Find(work, officer)))?.AgencyName ?? string.Empty
            : company;

    private sealed class RefusalAnswer(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Refuse(httpContext, refusal);
    }

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}

/// <summary>On endpoints that our script asks, not a person: refusals are problem details there.</summary>
internal sealed class AsksByScript;
