using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies.Enrol;
using Writ.Agencies.Keys;
using Writ.Agencies.Officers;
using Writ.Agencies.Verify;
using Writ.Kit;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Agencies;

/// <param name="KeyCoolingOff">How long a freshly registered key waits before anything is sealed to it.</param>
/// <param name="Officers">Null: the usual numbers.</param>
/// <param name="Replay">A replay's data folder, where an agency stands for all of a country and nobody can be called back.</param>
public sealed record AgencyOptions(TimeSpan KeyCoolingOff, bool Replay = false, OfficerLimits? Officers = null);

/// <summary>Who may ask.</summary>
public static class AgenciesRoom
{
    public static IServiceCollection AddAgencies(this IServiceCollection services, AgencyOptions options) => services
        .AddSingleton<IModelPart, AgencyModel>()
        .AddSingleton<IModelPart, AgencyEventModel>()
        .AddSingleton(options)
        .AddSingleton(options.Officers ?? new OfficerLimits())
        .AddSingleton<AgencyRegister>()
        .AddSingleton<EnrolAgency>()
        .AddSingleton<VerifyAgency>()
        .AddSingleton<AgencyDesk>()
        .AddSingleton<EnrolOfficer>()
        .AddSingleton<OfficerAccess>()
        .AddSingleton<IJobHandler, SwitchOffIdle>()
        .AddSingleton<RegisterKey>()
        .AddSingleton<KeyChallenges>()
        .AddSingleton<Colleagues>()
        .AddScripts(KeyScripts.Proof, KeyScripts.Store, KeyScripts.Page);

    public static void MapAgencies(this IEndpointRouteBuilder api)
    {
        EnrolAgency.Map(api);
        VerifyAgency.Map(api);
        EnrolOfficer.Map(api);
        RegisterKey.Map(api);
    }

    /// <summary>The pages of officers, and of those who enrol and verify agencies.</summary>
    public static void MapAgencyPages(this IEndpointRouteBuilder pages)
    {
        KeyPages.Map(pages);
        Colleagues.MapPages(pages);
        AgencyDesk.MapPages(pages);
    }
}
