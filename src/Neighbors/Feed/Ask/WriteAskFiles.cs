using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests.Files;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Feed.Ask;

/// <summary>At a beat: the files of asks as they are then, beside those of requests, the same bytes for whoever fetches them.</summary>
internal sealed class WriteAskFiles(IStore store, NeighborsOptions options, RequestLimits limits, TimeProvider time) : IJobHandler
{
    private const string JobKind = "ask-files";

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
            var beat = Rhythms.Beat(time.GetUtcNow(), limits);
            var open = await store.Look(
                work => work.Db().Set<FeedAsk>().Where(a => a.State == AskState.Published && a.AnsweredAt <= beat && a.UntilAt > beat).ToListAsync(cancel), cancel);
            var cells = open.GroupBy(a => a.Cell).ToDictionary(g => g.Key, g => g.Select(Line).ToList());
            foreach (var cell in Written()) cells.TryAdd(cell, []);
            foreach (var (name, asks) in cells)
            {
                if (!CoarseCell.TryParse(name, out var cell)) continue;
                var (bytes, path) = (AskFile.Write(cell, asks), Path.Combine(options.PublishedFolder, AskFile.PathOf(cell)));
                if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) continue;
                if (PublishedFile.Write(options.PublishedFolder, AskFile.PathOf(cell), bytes) is { Ok: false } full) return full;
            }

            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    // Whole minutes, as they were typed; days by which it was moderated say nothing of who asked.
    private static AskLine Line(FeedAsk ask) => new(
        ask.Id, ask.FromAt, ask.ToAt, ask.Wore,
        ask.Wish switch { AskWish.Blur => "blur", AskWish.Delete => "delete" },
        ask.Who switch { AskWho.Myself => "myself", AskWho.MyChild => "child" },
        Rhythms.Whole(ask.UntilAt), ask.Mail is not null);

    private IEnumerable<string> Written()
    {
        var folder = Path.Combine(options.PublishedFolder, "requests", "asks");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f))] : [];
    }
}
