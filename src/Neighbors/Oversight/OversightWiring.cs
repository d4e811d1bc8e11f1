using Microsoft.Extensions.DependencyInjection;
using Writ.Agencies;
using Writ.Agencies.Partnerships;
using Writ.Agencies.Partnerships.Oversight;
using Writ.Agencies.Partnerships.YearlyReport;
using Writ.Gate.Grants;
using Writ.Neighbors.Oversight.Deletions;
using Writ.Neighbors.Oversight.Equity;
using Writ.Neighbors.Oversight.Noise;
using Writ.Neighbors.Oversight.Pressure;
using Writ.Neighbors.Oversight.Totals;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Oversight;

internal static class OversightWiring
{
    public static IServiceCollection AddOversight(this IServiceCollection services, OversightSettings settings, Neighbourhoods areas, NeighborsOptions options) => services
        .AddSingleton<IModelPart, OversightModel>()
        .AddSingleton(settings)
        .AddSingleton(areas)
        .AddSingleton<ICoins, SystemCoins>()
        .AddSingleton<NoisyCount>()
        .AddSingleton<IGrantCounts, GateGrantCounts>()
        .AddSingleton<GrantTotals>()
        .AddSingleton<PressureTotals>()
        .AddSingleton<EquityReport>()
        .AddSingleton(_ => new PressureKey(options.PressureKey ?? throw new InvalidOperationException("Reports of pressure have no key")))
        .AddSingleton<PressureBook>()
        .AddSingleton<IAssessorPart>(provider => provider.GetRequiredService<PressureBook>())
        .AddSingleton<DeletionBook>()
        .AddSingleton<IAssessorPart>(provider => provider.GetRequiredService<DeletionBook>())
        .AddSingleton<IYearlyPart, YearlyCounts>()
        .AddSingleton(provider => new DeletionPages(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<AgencyRegister>(), provider.GetService<PartnershipRegister>(), provider.GetRequiredService<DeletionBook>(),
            provider.GetRequiredService<GrantOptions>()))
        .AddSingleton<ReportPressure>()
        .AddSingleton(provider => new PressurePages(
            provider.GetRequiredService<IStore>(), provider.GetRequiredService<AgencyRegister>(), provider.GetService<PartnershipRegister>(), provider.GetRequiredService<PressureBook>(),
            provider.GetRequiredService<ReportPressure>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IJobHandler, PublishQuarter>()
        .AddSingleton<IJobHandler, WriteOversightFile>()
        .AddSingleton<IJobHandler, ForgetWords>();
}
