using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Base;
using Writ.Gate.Authorise;
using Writ.Gate.Productions;
using Writ.Gate.Release;
using Writ.Gate.Open;
using Writ.Kit;
using Writ.Law;
using Writ.Sources.Accounts;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Gate;

/// <param name="Company">As it signs manifests.</param>
/// <param name="AuthorisationLasts">After this an authorisation that was not carried out is void.</param>
/// <param name="ProductionLasts">After this a production is deleted.</param>
public sealed record GateOptions(string Company, TimeSpan AuthorisationLasts, TimeSpan ProductionLasts);

/// <summary>The only way out.</summary>
public static class GateRoom
{
    public static IServiceCollection AddGate(this IServiceCollection services, GateOptions options) => services
        .AddSingleton<IModelPart, GateModel>()
        .AddSingleton(options)
        .AddSingleton<VaultClient>()
        .AddSingleton(provider => new DisclosureGate(
            GateSteps.InOrder(provider.GetRequiredService<LawBook>(), provider.GetRequiredService<AgencyRegister>(), provider.GetRequiredService<AccountSource>()),
            provider.GetRequiredService<VaultClient>(),
            options,
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ReleaseAuthorised>()
        .AddSingleton<IJobHandler>(provider => provider.GetRequiredService<ReleaseAuthorised>())
        .AddSingleton<IJobHandler, ExpireProduction>()
        .AddSingleton<TakeProduction>()
        .AddSingleton<IdentifierLookup>()
        .AddScripts([.. OpenScripts.Parts, OpenScripts.Page]);
}
