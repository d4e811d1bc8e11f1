using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Gate.Subject.Mine;
using Writ.Gate.Subject.Paper;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate.Subject;

/// <summary>A person's copy of their own data: <c>/my/data/copy</c>. It is here since it speaks to the vault, and takes none of the gate's steps.</summary>
public static class SubjectRoom
{
    public static IServiceCollection AddSubject(this IServiceCollection services) => services
        .AddSingleton<IModelPart, SubjectModel>()
        .AddSingleton<AskForCopy>()
        .AddSingleton<IJobHandler, CopyOver>()
        .AddSingleton<OwnCopies>()
        .AddSingleton<CopyPapers>()
        .AddSingleton<TakeCopy>();

    /// <param name="pages">A group that lets in sessions only, proves forms and sets the headers of pages.</param>
    public static void MapSubject(this IEndpointRouteBuilder pages) => CopyRoutes.Map(pages);
}
