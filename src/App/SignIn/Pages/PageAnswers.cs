using Microsoft.AspNetCore.Http.HttpResults;
using Writ.App.Edge;
using Writ.App.SignIn.Session;
using Writ.Base;
using Writ.Kit;

namespace Writ.App.SignIn.Pages;

/// <summary>Turns a page of signing in and its model, or anybody's refusal, into a response.</summary>
internal static class PageAnswers
{
    public static async Task<IResult> Show<TPage>(HttpContext http, object? model = null, int status = StatusCodes.Status200OK)
        where TPage : SignInPage
    {
        var around = await http.RequestServices.GetRequiredService<IDeskHost>().Around(http);
        var view = new PageView(around, Visit.Of(http), Notices.Of(http.Request.Query["said"]), model)
        {
            Provider = http.RequestServices.GetRequiredService<Provider.ProviderButton>().Name,
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
        if (http.GetEndpoint()?.Metadata.GetMetadata<ByScript>() is not null)
        {
            await Problems.Write(http, refusal, status);
            return;
        }

        var page = await Show<RefusedPage>(http, refusal, status ?? refusal.Kind.HttpStatus());
        await page.ExecuteAsync(http);
    }
}
