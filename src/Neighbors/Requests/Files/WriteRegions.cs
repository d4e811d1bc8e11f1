using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Places;
using Writ.Neighbors.Standing;
using Writ.Store;

namespace Writ.Neighbors.Requests.Files;

/// <summary>
/// The files of regions. What homes do changes none of them: they are made from requests alone, and from whether the agency of each may ask at the beat. That follows
/// from facts and the clock, and is never remembered: while any request has days left the files are looked at again at each beat, so an agency's requests leave them when it
/// may not ask any more, and come back when it may again, their last day unmoved.
/// </summary>
internal sealed class WriteRegions(IStore store, NeighborsOptions options, RequestLimits limits, IAgencyStanding standing, TimeProvider time)
    : CellFiles<RequestDocument>(JobKind, RegionFile.PathOf, options, limits, time)
{
    private const string JobKind = "request-regions";

    private readonly RequestLimits limits = limits;

    public static Task Owe(IWork work, DateTimeOffset beat) => Owe(work, JobKind, beat);

    protected override async Task<IReadOnlyList<(CoarseCell Cell, RequestDocument What)>> Open(DateTimeOffset beat, CancellationToken cancel)
    {
        var open = await store.Look(
            async work =>
            {
                var rows = await work.Db().Set<CommunityRequest>().Where(r => r.State == RequestState.Published && r.AnsweredAt <= beat && r.UntilAt > beat).ToListAsync(cancel);
                var asking = new HashSet<AgencyId>();
                foreach (var agency in rows.Select(r => r.AgencyId).Distinct()) if ((await standing.At(work, agency, beat)).InForce) asking.Add(agency);
                return rows.FindAll(r => asking.Contains(r.AgencyId));
            },
            cancel);
        return [.. open.Select(r => r.AsPublished()).SelectMany(document => CellsOf(document).Select(cell => (cell, document)))];
    }

    /// <summary>The same beat is owed once, however many owe it.</summary>
    protected override Task<Result<bool>> After(DateTimeOffset beat, CancellationToken cancel) => store.Act<bool>(
        async work =>
        {
            if (await work.Db().Set<CommunityRequest>().AnyAsync(r => r.State == RequestState.Published && r.UntilAt > beat, cancel)) await Owe(work, Rhythms.Next(beat, limits));
            return true;
        },
        cancel);

    protected override byte[] File(CoarseCell cell, IReadOnlyList<RequestDocument> open) => RegionFile.Write(cell, open);

    private static IEnumerable<CoarseCell> CellsOf(RequestDocument document) =>
        Area.FromTrusted([.. document.Area.Select(p => Place.Of(p.Latitude, p.Longitude)!.Value)]).Cells();
}
