using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests.Files;
using Writ.Store;

namespace Writ.Neighbors.Feed.Ask;

/// <summary>The files of asks, beside those of requests, the same bytes for whoever fetches them.</summary>
internal sealed class WriteAskFiles(IStore store, NeighborsOptions options, RequestLimits limits, TimeProvider time)
    : CellFiles<AskLine>(JobKind, AskFile.PathOf, options, limits, time)
{
    private const string JobKind = "ask-files";

    public static Task Owe(IWork work, DateTimeOffset beat) => Owe(work, JobKind, beat);

    protected override async Task<IReadOnlyList<(CoarseCell Cell, AskLine What)>> Open(DateTimeOffset beat, CancellationToken cancel)
    {
        var open = await store.Look(
            work => work.Db().Set<FeedAsk>().Where(a => a.State == AskState.Published && a.AnsweredAt <= beat && a.UntilAt > beat).ToListAsync(cancel), cancel);
        return [.. from ask in open let cell = CoarseCell.TryParse(ask.Cell, out var parsed) ? parsed : null where cell is not null select (cell, Line(ask))];
    }

    protected override byte[] File(CoarseCell cell, IReadOnlyList<AskLine> open) => AskFile.Write(cell, open);

    // Whole minutes, as they were typed; days by which it was moderated say nothing of who asked.
    private static AskLine Line(FeedAsk ask) => new(
        ask.Id, ask.FromAt, ask.ToAt, ask.Wore,
        ask.Wish switch { AskWish.Blur => "blur", AskWish.Delete => "delete" },
        ask.Who switch { AskWho.Myself => "myself", AskWho.MyChild => "child" },
        Rhythms.Whole(ask.UntilAt), ask.Mail is not null);
}
