using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Kit;
using Writ.Sources.Cameras.Clips;
using Writ.Sources.Cameras.Ending;
using Writ.Sources.Cameras.Grants;
using Writ.Sources.Cameras.Hub;
using Writ.Sources.Cameras.Live;
using Writ.Sources.Cameras.Orders;
using Writ.Sources.Cameras.Owner;
using Writ.Sources.Cameras.Pairing;
using Writ.Sources.Cameras.Web;
using Writ.Store;

namespace Writ.Sources.Cameras;

/// <summary>Cameras of homes: carries what hubs seal, verifies who holds keys, and opens nothing (<c>docs/spec/footage.md</c>).</summary>
public static class CamerasRoom
{
    public static IServiceCollection AddCameras(this IServiceCollection services, CameraOptions options) => services
        .AddSingleton<IModelPart, HomeModel>()
        .AddSingleton<IModelPart, ClipModel>()
        .AddSingleton(options)
        .AddSingleton<FootageSource>()
        .AddSingleton(_ => new OwnersHand())
        .AddSingleton<Bells>()
        .AddSingleton<LiveRelay>()
        .AddSingleton<OrderRelay>()
        .AddSingleton<ClipLocks>()
        .AddSingleton<HubRequests>()
        .AddSingleton<PairingTries>()
        .AddSingleton<HubPairing>()
        .AddSingleton<OwnerPairing>()
        .AddSingleton<Inbox>()
        .AddSingleton<HubHome>()
        .AddSingleton<VaultKey>()
        .AddSingleton<OfferClip>()
        .AddSingleton<UploadPart>()
        .AddSingleton<CompleteClip>()
        .AddSingleton<ClipRemoval>()
        .AddSingleton<LiveRoutes>()
        .AddSingleton<OrderRoutes>()
        .AddSingleton<HomeRoutes>()
        .AddSingleton<BoxRoutes>()
        .AddSingleton<ClipRoutes>()
        .AddSingleton<LookRoutes>()
        .AddSingleton<InviteMail>()
        .AddSingleton<MemberRoutes>()
        .AddSingleton<DeviceAsks>()
        .AddScripts(CameraScripts.All)
        .AddScripts(GrantScripts.All)
        .AddSingleton<EndHome>()
        .AddSingleton<CameraSweep>()
        .AddHostedService(provider => provider.GetRequiredService<CameraSweep>());

    /// <summary>One round of the sweep at once, which otherwise comes every ten minutes.</summary>
    public static Task SweepCameras(this IServiceProvider services) => services.GetRequiredService<CameraSweep>().Run();

    /// <param name="api">The API's group: it turns results into responses.</param>
    /// <param name="attempts">Name of the policy that bounds how often one network address may try.</param>
    /// <param name="others">What other rooms carry for hubs, under the same bounds.</param>
    public static void MapHub(this IEndpointRouteBuilder api, string attempts, params ReadOnlySpan<Action<IEndpointRouteBuilder>> others)
    {
        HubPairing.Map(api, attempts);
        var hub = api.MapGroup(string.Empty);
        hub.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<HubRequests>().Filter(context, next));
        Inbox.Map(hub);
        HubHome.Map(hub);
        VaultKey.Map(hub);
        OfferClip.Map(hub);
        UploadPart.Map(hub);
        CompleteClip.Map(hub);
        ClipRemoval.Map(hub);
        LiveRoutes.MapHub(hub);
        OrderRoutes.MapHub(hub);
        ForHub.Map(hub);
        foreach (var map in others) map(hub);
    }

    /// <param name="pages">A group that lets in sessions only, proves forms and sets the headers of pages.</param>
    /// <param name="attempts">As for <see cref="MapHub"/>.</param>
    public static void MapMyCameras(this IEndpointRouteBuilder pages, string attempts)
    {
        CameraPages.Map(pages);
        DeviceAsks.Map(pages, attempts);
        OwnerPairing.Map(pages, attempts);
        HomeRoutes.Map(pages);
        BoxRoutes.Map(pages);
        ClipRoutes.Map(pages);
        LookRoutes.Map(pages);
        MemberRoutes.Map(pages, attempts);
        LiveRoutes.MapPages(pages);
        OrderRoutes.MapPages(pages);
        EndHome.Map(pages);
    }
}
