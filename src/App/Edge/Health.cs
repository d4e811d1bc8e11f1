using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Writ.App.Record;
using Writ.Base;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Edge;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: database, record and vault can be used.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz").AllowAnonymous();
    }
}

internal sealed class Ready(IStore store, RecordWorker worker, VaultClient vault) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.Look(Outbox.Any, cancellationToken);
        if (worker.Broken is { } code) return HealthCheckResult.Unhealthy(code);
        return (await vault.Describe(cancellationToken)).Refusal is { } refusal ? HealthCheckResult.Unhealthy(refusal.Code) : HealthCheckResult.Healthy();
    }
}
