using Writ.Base;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Writ.App.Edge;
using Writ.App.SignIn.Session;
using Writ.Kit;

namespace Writ.App.SignIn.Pages;

/// <summary>How pages for people are mapped: only a session opens them, every form proves where it came from, nothing is cached.</summary>
internal static class PageRoutes
{
    // A passkey's answer is a few kilobytes.
    private const long MostBytes = 64 * 1024;

    private static readonly Refusal TooLarge = EdgeRefusals.TooLarge with { Sentence = "That is larger than this page takes. Nothing was changed; go back and send less." };

    /// <summary>A group of pages. Each endpoint still states its policy: <see cref="Base.Scopes.AnyPage"/>, <see cref="Base.Scopes.Page"/> or anonymous.</summary>
    public static RouteGroupBuilder MapPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(string.Empty).ExcludeFromDescription();
        pages.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            PageSecurity.Apply(http.Response);
            NeverKept(http.Response);
            if (http.GetEndpoint()!.Metadata.GetMetadata<WithScript>() is not null) AllowScript(http.Response);
            if (http.GetEndpoint()!.Metadata.GetMetadata<WithVideo>() is not null) http.Response.Headers.ContentSecurityPolicy = PageSecurity.VideoPolicy;
            if (OwnName(http) is { } there) return Results.Redirect(there);
            if (AgainFirst(http) is { } signIn) return DeskAnswers.GoTo(signIn);
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) return await next(context);
            var most = http.GetEndpoint()!.Metadata.GetMetadata<TakesBytes>()?.Most ?? MostBytes;
            if (http.Request.ContentLength > most) return DeskAnswers.Refused(TooLarge);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
            return await IsOurs(http) ? await next(context) : DeskAnswers.Refused(SignInRefusals.Stale);
        });

        // Who watches whether the site is up, or follows links, asks for headers alone. Only of what anybody may read: elsewhere an answer may be counted as taken.
        ((IEndpointConventionBuilder)pages).Finally(page =>
        {
            if (page.Metadata.OfType<IAllowAnonymous>().Any() && page.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { HttpMethods: ["GET"] })
                page.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        });
        return pages;
    }

    public static void AddPagePolicies(this AuthorizationBuilder authorization)
    {
        authorization.AddPolicy(Base.Scopes.AnyPage, p => p.AddAuthenticationSchemes(SessionCookie.SchemeName).RequireAuthenticatedUser());
        foreach (var scope in Base.Scopes.OfSessions)
        {
            authorization.AddPolicy(
                Base.Scopes.Page(scope), p => p.AddAuthenticationSchemes(SessionCookie.SchemeName).RequireAuthenticatedUser().RequireClaim("scope", scope));
        }
    }

    /// <summary>In the words that antiforgery would put there itself, which would otherwise log that it did.</summary>
    public static void NeverKept(HttpResponse response) =>
        (response.Headers.CacheControl, response.Headers.Pragma) = ("no-cache, no-store", "no-cache");

    /// <summary>Our own scripts, and nothing else.</summary>
    public static void AllowScript(HttpResponse response) =>
        response.Headers.ContentSecurityPolicy = PageSecurity.ScriptPolicy;

    /// <summary>Where to sign in once more, for what a browser that was left open must not do; null: go on.</summary>
    private static string? AgainFirst(HttpContext http)
    {
        if (http.GetEndpoint()!.Metadata.GetMetadata<WithFreshSignIn>() is not { } fresh) return null;
        var visit = Visit.Required(http);
        if (http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() - visit.Session.StartedAt <= fresh.Within) return null;
        var path = http.Request.Path.Value!;
        return SignInAddress.To(path[..path.LastIndexOf('/')], Notice.Again, again: true, mine: visit.Person.Kind == CallerKind.Customer);
    }

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
}
