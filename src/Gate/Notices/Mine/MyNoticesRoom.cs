using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Notices.Mine;

/// <summary>The customer's own pages of notices: <c>/my</c> and what lies below <c>/my/notices</c>.</summary>
public static class MyNoticesRoom
{
    public static IServiceCollection AddMyNotices(this IServiceCollection services) => services
        .AddSingleton<IModelPart, DraftModel>()
        .AddSingleton<ObjectionDrafts>()
        .AddSingleton<IJobHandler, DraftOver>()
        .AddSingleton<MyNotices>()
        .AddSingleton<MyObjection>();

    /// <param name="pages">A group that lets in sessions only, proves forms and sets the headers of pages.</param>
    public static void MapMyNotices(this IEndpointRouteBuilder pages)
    {
        MyNotices.Map(pages);
        MyObjection.Map(pages);
    }
}
