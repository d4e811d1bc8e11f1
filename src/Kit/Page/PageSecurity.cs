using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Writ.Kit;

/// <summary>The headers of every page: nothing but our own style sheet, fonts and pictures, and no script at all.</summary>
public static class PageSecurity
{
    /// <summary>Content-Security-Policy (W3C CSP Level 3) of pages.</summary>
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Of a page that loads our own scripts.</summary>
    public const string ScriptPolicy = Policy + "; script-src 'self'; connect-src 'self'";

    /// <summary>Of a page whose script also plays what it opened itself; nothing is loaded from anywhere.</summary>
    public const string VideoPolicy = ScriptPolicy + "; media-src blob:";

    /// <summary>Sets the headers on one response.</summary>
    public static void Apply(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()";
    }

    /// <summary>Sets the headers on whatever these endpoints answer, before they answer; an endpoint may narrow them further.</summary>
    public static TBuilder WithPageSecurity<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            Apply(context.HttpContext.Response);
            return await next(context);
        });
        return endpoints;
    }
}
