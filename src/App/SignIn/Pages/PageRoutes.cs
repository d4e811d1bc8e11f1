using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Writ.App.SignIn.Session;
using Writ.Kit;

namespace Writ.App.SignIn.Pages;

/// <summary>How pages for people are mapped: only a session opens them, every form proves where it came from, nothing is cached.</summary>
internal static class PageRoutes
{
    /// <summary>Policy of pages for anybody who is signed in.</summary>
    public const string SignedIn = "page";

    // A passkey's answer is a few kilobytes.
    private const long MostBytes = 64 * 1024;

    /// <summary>Policy of pages for those who have a scope. Only a session satisfies it, never a token.</summary>
    public static string For(string scope) => $"page:{scope}";

    /// <summary>A group of pages. Each endpoint still states its policy: <see cref="SignedIn"/>, <see cref="For"/> or anonymous.</summary>
    /// <param name="most">Largest body, in bytes.</param>
    public static RouteGroupBuilder MapPages(this IEndpointRouteBuilder app, long most = MostBytes)
    {
        var pages = app.MapGroup(string.Empty).ExcludeFromDescription();
        pages.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            PageSecurity.Apply(http.Response);
            NeverKept(http.Response);
            if (http.GetEndpoint()!.Metadata.GetMetadata<WithScript>() is not null)
                http.Response.Headers.ContentSecurityPolicy = PageSecurity.Policy + "; script-src 'self'; connect-src 'self'";
            if (OwnName(http) is { } there) return Results.Redirect(there);
            if (HttpMethods.IsGet(http.Request.Method)) return await next(context);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
            return await IsOurs(http) ? await next(context) : PageAnswers.Refused(SignInRefusals.Stale);
        });
        return pages;
    }

    /// <summary>The page loads our script: its policy allows that, and nothing else.</summary>
    public static RouteHandlerBuilder LoadsScript(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new WithScript());

    public static void AddPagePolicies(this AuthorizationBuilder authorization)
    {
        authorization.AddPolicy(SignedIn, p => p.AddAuthenticationSchemes(SessionCookie.SchemeName).RequireAuthenticatedUser());
        foreach (var scope in Base.Scopes.All)
        {
            authorization.AddPolicy(
                For(scope), p => p.AddAuthenticationSchemes(SessionCookie.SchemeName).RequireAuthenticatedUser().RequireClaim("scope", scope));
        }
    }

    /// <summary>In the words that antiforgery would put there itself, which would otherwise log that it did.</summary>
    public static void NeverKept(HttpResponse response) =>
        (response.Headers.CacheControl, response.Headers.Pragma) = ("no-cache, no-store", "no-cache");

    private static async Task<bool> IsOurs(HttpContext http)
    {
        try
        {
            await http.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(http);
            return true;
        }
        catch (AntiforgeryValidationException)
        {
            return false;
        }
    }

    /// <summary>A passkey needs the site's name: whoever came by the number is sent to it.</summary>
    private static string? OwnName(HttpContext http)
    {
        var address = http.RequestServices.GetRequiredService<PublicAddress>();
        return address.Direct && HttpMethods.IsGet(http.Request.Method) && System.Net.IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out _)
            ? address.Origin + http.Request.Path + http.Request.QueryString
            : null;
    }

    private sealed class WithScript;
}
