using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Writ.Sources.Accounts.Mine;

/// <summary>The customer's own page of what is held about them: <c>/my/data</c>.</summary>
public static class MyDataRoom
{
    public static IServiceCollection AddMyData(this IServiceCollection services, WriteTo writeTo) => services.AddSingleton(writeTo).AddSingleton<MyData>();

    /// <param name="pages">A group that lets in sessions only, proves forms and sets the headers of pages.</param>
    public static void MapMyData(this IEndpointRouteBuilder pages) => MyData.Map(pages);
}

/// <summary>Where people write to.</summary>
/// <param name="Lines">Postal address and unit, one line each; may be empty.</param>
public sealed record WriteTo(string Company, IReadOnlyList<string> Lines);
