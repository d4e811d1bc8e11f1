using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writ.Base;
using Writ.Demands.Adjust;
using Writ.Law;
using Writ.Ledger.Reports;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.Demands.Report;

/// <summary>What an auditor is told of one demand, whatever its class.</summary>
/// <param name="Demand">Its id.</param>
/// <param name="Promise">The signed promise that its requester holds; it names the leaf.</param>
/// <param name="Outcome">As a report says it.</param>
public sealed record AuditedDemand(string Demand, string Promise, DemandOutcome Outcome);

/// <summary>Every demand with its outcome, for auditors: withheld ones too. Sealed before it leaves.</summary>
public sealed class AuditedDemands
{
    private const int AtOnce = 500;

    private readonly IStore store;
    private readonly DemandOpenings outcomes;

    internal AuditedDemands(IStore store, DemandOpenings outcomes) => (this.store, this.outcomes) = (store, outcomes);

    /// <summary>In order of their ids, which is none of time; each at one moment, not all at the same.</summary>
    public async IAsyncEnumerable<AuditedDemand> All()
    {
        for (DemandId? last = null; ;)
        {
            var after = last?.Text ?? string.Empty;
            var some = await store.Look(work => Next(work, after));
            foreach (var one in some) yield return one;
            if (some.Count < AtOnce) yield break;
            last = DemandId.FromTrusted(some[^1].Demand);
        }
    }

    private async Task<List<AuditedDemand>> Next(IWork work, string after)
    {
        var demands = await work.Db().Set<Demand>().FromSqlRaw("SELECT * FROM demand WHERE id > {0} ORDER BY id LIMIT {1}", after, AtOnce).ToListAsync();
        var ids = demands.Select(d => d.Id).ToList();
        var items = (await work.Db().Set<DemandItem>().Where(i => ids.Contains(i.DemandId)).OrderBy(i => i.Position).ToListAsync()).ToLookup(i => i.DemandId);
        return [.. demands.OrderBy(d => d.Id.Text, StringComparer.Ordinal).Select(d => new AuditedDemand(d.Id.Text, d.Promise, outcomes.Outcome(d, items[d.Id])))];
    }
}

public static class AuditedServices
{
    internal static OpeningsTable Openings { get; } = new("demand", "register_opening", "register_seq", "received_at");

    /// <summary>For the operator's export, which runs beside the server.</summary>
    public static IServiceCollection AddAuditedDemands(this IServiceCollection services) => services
        .AddSingleton<IModelPart, DemandModel>()
        .AddSingleton<IModelPart, AdjustModel>()
        .AddSingleton(Openings)
        .AddSingleton<DemandOpenings>()
        .AddSingleton(provider => new AuditedDemands(provider.GetRequiredService<IStore>(), provider.GetRequiredService<DemandOpenings>()));
}
