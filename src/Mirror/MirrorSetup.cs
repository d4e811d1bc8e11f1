using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Kit;
using Writ.Mirror.InPage;
using Writ.Mirror.Routes;

namespace Writ.Mirror;

/// <summary>The room's door: <see cref="AddMirror"/> and <see cref="MapMirror"/>.</summary>
public static class MirrorSetup
{
    /// <summary>Registers what the public pages need.</summary>
    public static IServiceCollection AddMirror(this IServiceCollection services, Action<MirrorOptions> configure)
    {
        var options = new MirrorOptions();
        configure(options);
        services.AddRazorComponents();
        services.AddScripts(CheckScripts.All);
        services.Configure<RouteOptions>(routing => routing.SetParameterPolicy<PageAddress>(PageAddress.Name));
        return services.AddSingleton(new MirrorSite(options));
    }

    /// <summary>
    /// Maps every public page, download and the files of the record, and a page for whatever else is asked for below <c>/</c>
    /// (but not below <c>/api/</c> and <c>/openapi/</c>). All are open to anyone, and answer GET and HEAD only.
    /// </summary>
    public static IEndpointConventionBuilder MapMirror(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AllowAnonymous();
        pages.AddEndpointFilter(AddHeaders);
        pages.MapKitAssets();
        pages.MapPages();
        pages.MapReports();
        pages.MapPublished();
        pages.MapAgencies();
        pages.MapRequests();
        pages.MapOversight();
        pages.MapRecordFiles();
        return pages;
    }

    /// <summary>Headers of every answer; an endpoint sets what differs for it afterwards.</summary>
    private static async ValueTask<object?> AddHeaders(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        PageSecurity.Apply(http.Response);
        http.Response.Headers.CacheControl = "public, max-age=30";
        if (http.RequestServices.GetRequiredService<MirrorSite>().Record.Checkpoint() is { } checkpoint)
        {
            http.Response.Headers["Writ-Checkpoint"] = $"{checkpoint.Size} {HeaderSafe(checkpoint.Root)}";
        }

        return await next(context);
    }

    private static string HeaderSafe(string text) => string.Concat(text.Where(letter => letter is > ' ' and < '\u007f'));
}
