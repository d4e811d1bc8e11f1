using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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
        return services.AddSingleton(options);
    }

    /// <summary>Maps every public page, download and the files of the record. All are open to anyone.</summary>
    public static IEndpointConventionBuilder MapMirror(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").AllowAnonymous();
        return pages;
    }
}
