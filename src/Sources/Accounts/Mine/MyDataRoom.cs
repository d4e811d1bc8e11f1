using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Writ.Sources.Accounts.Mine;

/// <summary>The customer's own page of what is held about them: <c>/my/data</c>.</summary>
public static class MyDataRoom
{
    public static IServiceCollection AddMyData(this IServiceCollection services) => services.AddSingleton<MyData>();

    /// <param name="pages">A group that lets in sessions only, proves forms and sets the headers of pages.</param>
    public static void MapMyData(this IEndpointRouteBuilder pages) => MyData.Map(pages);
}
