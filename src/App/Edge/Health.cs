using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Writ.App.Record;
using Writ.App.Record.Witnesses;
using Writ.App.Vaults;
using Writ.Base;
using Writ.Demands.Promised;
using Writ.Gate.Glass;
using Writ.Store;
using Writ.Store.Record;

namespace Writ.App.Edge;

/// <summary>
/// <c>/healthz</c>: the process answers. <c>/readyz</c>: database, record and vault can be used; <c>Degraded</c>, and still ready, where
/// readers and releases wait for witnesses, or the vault goes by what it saw and gives nothing. The second line is a code with a page.
/// </summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new HealthCheckOptions
        {
            ResponseWriter = (http, report) =>
            {
                http.Response.ContentType = "text/plain";
                var codes = report.Entries.Values.Select(entry => entry.Description).OfType<string>();
                return http.Response.WriteAsync(string.Join('\n', (IEnumerable<string>)[report.Status.ToString(), .. codes]));
            },
        }).AllowAnonymous();
    }
}

/// <param name="cosigning">Null: no policy of witnesses is in force.</param>
internal sealed class Ready(
    IStore store, RecordWorker worker, Sequencer sequencer, BatchClerk clerk, VaultClient vault, VaultFollower follower, OpenPromises promises, TimeProvider time, Cosigning? cosigning = null) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await store.Look(Outbox.Any, cancellationToken);
        if (worker.Broken is { } code) return HealthCheckResult.Unhealthy(code);
        if (!(await vault.Describe(cancellationToken)).TryGet(out var about, out var refusal)) return HealthCheckResult.Unhealthy(refusal.Code);
        if ((await store.Look(work => GlassBook.Standing(work, sequencer.PublishedSize, time.GetUtcNow()), cancellationToken)).Overdue > 0) return HealthCheckResult.Degraded(RecordRefusals.GlassOverdue.Code);
        if (about.Stands is { } against) return HealthCheckResult.Degraded(against);
        if (follower.StandsAgainst is { } refused) return HealthCheckResult.Degraded(refused);

        // Of a schedule only whether it is kept to: whether anything waits is nobody's business, so promises are told to the operator alone.
        if (clerk.IsHeld) return HealthCheckResult.Degraded(RecordRefusals.BatchesHeld.Code);
        if (clerk.IsLate) return HealthCheckResult.Degraded(RecordRefusals.BatchLate.Code);
        if (clerk.Stands) return cosigning is { Missing: true } ? HealthCheckResult.Degraded(RecordRefusals.WitnessesMissing.Code) : HealthCheckResult.Healthy();

        // That a promise is open says that a demand came in. It is told here only when it is about to be broken; writ doctor tells it before.
        if (await promises.Oldest(sequencer.PublishedSize, cancellationToken) is { Before: { } before } && before - time.GetUtcNow() < PromiseWarning.Last)
            return HealthCheckResult.Degraded(RecordRefusals.PromiseDue.Code);
        return cosigning is { Missing: true } ? HealthCheckResult.Degraded(RecordRefusals.WitnessesMissing.Code) : HealthCheckResult.Healthy();
    }
}
