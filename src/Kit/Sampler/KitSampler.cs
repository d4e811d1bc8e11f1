using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Writ.Kit;

/// <summary>
/// The pages below <c>/kit</c>: every part in every state, and pages made of them. They hold made-up data only and change
/// nothing; a host maps them in a sample folder, and nowhere else. Wants <c>AddRazorComponents()</c> and <see cref="KitAssets.MapKitAssets"/>.
/// </summary>
public static class KitSampler
{
    /// <summary>Maps <c>/kit</c> and what lies below it, open to anyone.</summary>
    public static IEndpointConventionBuilder MapKit(this IEndpointRouteBuilder app, Site site)
    {
        var kit = app.MapGroup("/kit").AllowAnonymous().ExcludeFromDescription().WithPageSecurity();
        kit.MapGet("", () => Page<KitPage>(site));
        kit.MapGet("/question", () => Page<KitQuestionPage>(site));
        kit.MapGet("/tasks", () => Page<KitTasksPage>(site));
        kit.MapGet("/queue", () => Page<KitQueuePage>(site));
        kit.MapGet("/case", () => Page<KitCasePage>(site));
        kit.MapGet("/letter", () => Page<KitLetterPage>(site));
        kit.MapGet("/mail", (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = MailLooks.Policy;
            return (IResult)new RazorComponentResult<MailDocument>(new Dictionary<string, object?> { [nameof(MailDocument.Mail)] = Sample.Mail }) { PreventStreamingRendering = true };
        });
        kit.MapGet("/mail.txt", () => Results.Text(MailText.Of(Sample.Mail), "text/plain; charset=utf-8"));
        foreach (var trouble in Enum.GetValues<Trouble>())
        {
            kit.MapGet($"/{(int)trouble}", () => Page<KitTroublePage>(site, (int)trouble, (nameof(KitTroublePage.Trouble), trouble)));
        }

        // A press on a button of a sample leads back to the samples.
        kit.MapPost("/{**rest}", () => TypedResults.LocalRedirect("/kit"));
        return kit;
    }

    private static IResult Page<TPage>(Site site, int status = StatusCodes.Status200OK, params (string Name, object Value)[] more)
        where TPage : IComponent
    {
        var parameters = new Dictionary<string, object?> { ["Site"] = site };
        foreach (var (name, value) in more) parameters[name] = value;
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status, ContentType = "text/html; charset=utf-8", PreventStreamingRendering = true };
    }
}
