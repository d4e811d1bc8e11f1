using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Places;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Requests.Files;

/// <summary>
/// At a beat: the files of all regions as they are then. One is written only where its bytes change. What homes do changes none of them: they are made
/// from requests alone.
/// </summary>
internal sealed class WriteRegions(IStore store, NeighborsOptions options, RequestLimits limits, TimeProvider time) : IJobHandler
{
    private const string JobKind = "request-regions";

    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    // Two at once would write the same files.
    private readonly SemaphoreSlim turn = new(1, 1);

    public string Kind => JobKind;

    public static Task Owe(IWork work, DateTimeOffset beat) => JobQueue.Owe(work, JobKind, beat.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture), beat);

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            // A beat that was missed is made up for with what holds now, as of the last one.
            var beat = Rhythms.Beat(time.GetUtcNow(), limits);
            var open = await store.Look(
                work => work.Db().Set<CommunityRequest>().Where(r => r.State == RequestState.Published && r.AnsweredAt <= beat && r.UntilAt > beat).ToListAsync(cancel), cancel);
            return Write([.. open.Select(r => r.AsPublished())]);
        }
        finally
        {
            turn.Release();
        }
    }

    private Result<bool> Write(IReadOnlyList<RequestDocument> open)
    {
        var cells = new Dictionary<CoarseCell, List<RequestDocument>>();
        foreach (var document in open)
        {
            foreach (var cell in Area.FromTrusted([.. document.Area.Select(p => Place.Of(p.Latitude, p.Longitude)!.Value)]).Cells())
            {
                if (!cells.TryGetValue(cell, out var there)) cells[cell] = there = [];
                there.Add(document);
            }
        }

        foreach (var cell in Written()) cells.TryAdd(cell, []);
        foreach (var (cell, requests) in cells)
        {
            var bytes = RegionFile.Write(cell, requests);
            var path = Path.Combine(options.PublishedFolder, RegionFile.PathOf(cell));
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) continue;
            if (PublishedFile.Write(options.PublishedFolder, RegionFile.PathOf(cell), bytes) is { Ok: false } full) return full;
        }

        return true;
    }

    private IEnumerable<CoarseCell> Written()
    {
        var folder = Path.Combine(options.PublishedFolder, "requests", "regions");
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            if (CoarseCell.TryParse(Path.GetFileNameWithoutExtension(file), out var cell)) yield return cell;
        }
    }
}
