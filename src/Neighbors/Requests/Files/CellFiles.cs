using System.Globalization;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Requests.Files;

/// <summary>
/// At a beat: one file for each coarse cell, as it is then, and for cells in which nothing is open any more an empty one. One is written only where its bytes
/// change. A beat that was missed is made up for with what holds now, as of the last one.
/// </summary>
/// <param name="kind">Of the job.</param>
/// <param name="pathOf">Where a cell's file stands, relative to the site's root.</param>
internal abstract class CellFiles<T>(string kind, Func<CoarseCell, string> pathOf, NeighborsOptions options, RequestLimits limits, TimeProvider time) : IJobHandler
{
    // Two at once would write the same files.
    private readonly SemaphoreSlim turn = new(1, 1);

    public string Kind => kind;

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var beat = Rhythms.Beat(time.GetUtcNow(), limits);
            var written = Write(await Open(beat, cancel));
            return written.Ok ? await After(beat, cancel) : written;
        }
        finally
        {
            turn.Release();
        }
    }

    protected static Task Owe(IWork work, string kind, DateTimeOffset beat) =>
        JobQueue.Owe(work, kind, beat.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), beat);

    /// <summary>What is open at a beat, and in which cells.</summary>
    protected abstract Task<IReadOnlyList<(CoarseCell Cell, T What)>> Open(DateTimeOffset beat, CancellationToken cancel);

    /// <summary>What is owed once the files are as of a beat.</summary>
    protected virtual Task<Result<bool>> After(DateTimeOffset beat, CancellationToken cancel) => Task.FromResult<Result<bool>>(true);

    protected abstract byte[] File(CoarseCell cell, IReadOnlyList<T> open);

    private Result<bool> Write(IReadOnlyList<(CoarseCell Cell, T What)> open)
    {
        var cells = open.GroupBy(o => o.Cell).ToDictionary(g => g.Key, g => g.Select(o => o.What).ToList());
        foreach (var cell in Written()) cells.TryAdd(cell, []);
        foreach (var (cell, there) in cells)
        {
            var (bytes, path) = (File(cell, there), Path.Combine(options.PublishedFolder, pathOf(cell)));
            if (System.IO.File.Exists(path) && System.IO.File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) continue;
            if (PublishedFile.Write(options.PublishedFolder, pathOf(cell), bytes) is { Ok: false } full) return full;
        }

        return true;
    }

    private IEnumerable<CoarseCell> Written()
    {
        var folder = Path.Combine(options.PublishedFolder, Path.GetDirectoryName(pathOf(CoarseCell.Of(0, 0)))!);
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            if (CoarseCell.TryParse(Path.GetFileNameWithoutExtension(file), out var cell)) yield return cell;
        }
    }
}
