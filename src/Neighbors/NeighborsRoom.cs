using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Officers;
using Writ.Agencies.Partnerships;
using Writ.Base;
using Writ.Gate.Grants;
using Writ.Neighbors.Answers;
using Writ.Neighbors.Oversight;
using Writ.Neighbors.Oversight.Deletions;
using Writ.Neighbors.Oversight.Equity;
using Writ.Neighbors.Oversight.Pressure;
using Writ.Neighbors.Pages;
using Writ.Neighbors.Places;
using Writ.Neighbors.Requests;
using Writ.Neighbors.Requests.Approve;
using Writ.Neighbors.Requests.Draft;
using Writ.Neighbors.Requests.Files;
using Writ.Neighbors.Requests.Moderate;
using Writ.Neighbors.Requests.Outside;
using Writ.Neighbors.Requests.Resolve;
using Writ.Neighbors.Rules;
using Writ.Neighbors.Standing;
using Writ.Neighbors.Supervisors;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors;

/// <summary>How this door is run.</summary>
/// <param name="PublishedFolder">Where published files go.</param>
/// <param name="MapFolder">Where the operator's maps lie (dwellings.csv, school-grounds.geojson, assemblies.geojson) and perhaps limits.json; null: none, and nothing can be asked.</param>
/// <param name="Sample">A sample folder: the made-up town's maps, and its agencies stand without an agreement.</param>
/// <param name="Zone">In which times are typed, where no agreement says another.</param>
/// <param name="PressureKey">32 bytes, under which the words of reports of pressure are sealed; without it none are taken.</param>
public sealed record NeighborsOptions(string PublishedFolder, string? MapFolder, bool Sample, TimeZoneInfo Zone, byte[]? PressureKey = null);

/// <summary>Door two: what agencies ask of homes, in public.</summary>
public static class NeighborsRoom
{
    /// <summary>Refusals <c>requests-map-file</c>, <c>requests-limits-file</c> where a file of the operator cannot be used.</summary>
    public static Result<IServiceCollection> AddNeighbors(this IServiceCollection services, NeighborsOptions options)
    {
        var files = new MapFiles(options);
        if (!TownMap.Read(files.Open).TryGet(out var town, out var refusal)) return refusal;
        if (!LimitsFile.Read(files.Open).TryGet(out var limits, out refusal)) return refusal;

        if (!OversightSettings.Read(files.Open).TryGet(out var oversight, out refusal)) return refusal;
        if (!AreasFile.Read(files.Open).TryGet(out var areas, out refusal)) return refusal;

        services
            .AddSingleton<IModelPart, RequestModel>()
            .AddSingleton(options)
            .AddSingleton(town)
            .AddSingleton(limits)
            .AddSingleton<PublishLimits>()
            .AddSingleton<IAgencyStanding>(provider =>
            {
                IAgencyStanding agreements = provider.GetService<PartnershipRegister>() is { } register ? new PartnershipStands(register, options.Zone) : new NobodyStands(options.Zone);
                return options.Sample ? new SampleStanding(agreements, town, options.Zone) : agreements;
            })
            .AddSingleton<IGrantDoor, AnswersDoor>()
            .AddSingleton<CheckRequest>()
            .AddSingleton<RequestBook>()
            .AddSingleton<WriteDraft>()
            .AddSingleton<SendRequest>()
            .AddSingleton<ApproveRequest>()
            .AddSingleton<AgreeOutside>()
            .AddSingleton<RefuseRequest>()
            .AddSingleton<PublishRequest>()
            .AddSingleton<ResolveRequest>()
            .AddSingleton<NameSupervisor>()
            .AddSingleton<IOfficerPart, SupervisorPart>()
            .AddSingleton<RequestViews>()
            .AddSingleton<OfficerPages>()
            .AddSingleton<DeskPages>()
            .AddSingleton<SupervisorPages>()
            .AddSingleton<IJobHandler, WriteDocument>()
            .AddSingleton<IJobHandler, WriteRegions>()
            .AddOversight(oversight, areas, options);
        return Result<IServiceCollection>.Of(services);
    }

    /// <summary>Writes the numbers in force where anybody reads them. Refusal <c>store-disk-full</c>.</summary>
    public static Result<bool> PublishLimits(IServiceProvider services) => services.GetRequiredService<PublishLimits>().Write();

    /// <summary>The operator's files by name, for rooms that have numbers of their own there; null: there is no such file.</summary>
    public static Func<string, Stream?> FilesOf(NeighborsOptions options) => new MapFiles(options).Open;

    /// <summary>What a hub carries of its people's answers, for the pages that it serves at home.</summary>
    public static void MapAnswersOfHub(IEndpointRouteBuilder hub) => AnswersAtHome.Map(hub);

    /// <summary>The pages of officers, moderators, those outside, and of the agency desk; and the form with which anybody reports pressure.</summary>
    /// <param name="site">What stands around the page that is open to anybody.</param>
    /// <param name="limit">Rate limit of that page's form.</param>
    public static void MapNeighborPages(this IEndpointRouteBuilder pages, Kit.Site site, string limit)
    {
        OfficerPages.Map(pages);
        DeskPages.Map(pages);
        SupervisorPages.Map(pages);
        AnswerRoutes.Map(pages);
        PressurePages.Map(pages, site, limit);
        DeletionPages.Map(pages);
    }
}
