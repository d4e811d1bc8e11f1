using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Places;
using Writ.Store;

namespace Writ.Neighbors.Requests.Files;

/// <summary>The files of regions. What homes do changes none of them: they are made from requests alone.</summary>
internal sealed class WriteRegions(IStore store, NeighborsOptions options, RequestLimits limits, TimeProvider time)
    : CellFiles<RequestDocument>(JobKind, RegionFile.PathOf, options, limits, time)
{
    private const string JobKind = "request-regions";

    public static Task Owe(IWork work, DateTimeOffset beat) => Owe(work, JobKind, beat);

    protected override async Task<IReadOnlyList<(CoarseCell Cell, RequestDocument What)>> Open(DateTimeOffset beat, CancellationToken cancel)
    {
        var open = await store.Look(
            work => work.Db().Set<CommunityRequest>().Where(r => r.State == RequestState.Published && r.AnsweredAt <= beat && r.UntilAt > beat).ToListAsync(cancel), cancel);
        return [.. open.Select(r => r.AsPublished()).SelectMany(document => CellsOf(document).Select(cell => (cell, document)))];
    }

    protected override byte[] File(CoarseCell cell, IReadOnlyList<RequestDocument> open) => RegionFile.Write(cell, open);

    private static IEnumerable<CoarseCell> CellsOf(RequestDocument document) =>
        Area.FromTrusted([.. document.Area.Select(p => Place.Of(p.Latitude, p.Longitude)!.Value)]).Cells();
}
