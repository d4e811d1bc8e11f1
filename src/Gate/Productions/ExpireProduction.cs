using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;
using Writ.Store.Blobs;
using Writ.Store.Jobs;

namespace Writ.Gate.Productions;

/// <summary>Nothing is kept for ever: on its date the production's bytes go, and the row says when.</summary>
internal sealed class ExpireProduction(IStore store, IBlobs blobs, TimeProvider time) : IJobHandler
{
    public const string JobKind = "expire-production";

    public string Kind => JobKind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var id = ProductionId.FromTrusted(subject);
        var row = await store.Look(work => work.Db().Set<GateProduction>().SingleAsync(p => p.Id == id));
        await blobs.Delete(row.Blob, cancel);
        return await store.Act<bool>(async work =>
        {
            (await work.Db().Set<GateProduction>().SingleAsync(p => p.Id == id)).DeletedAt ??= time.GetUtcNow();
            return true;
        }, cancel);
    }
}
