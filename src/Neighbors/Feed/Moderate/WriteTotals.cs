using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests.Files;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Feed.Moderate;

/// <summary>What moderators decided, in public, once its quarter is over. Totals of the whole feed: no place, no person, no moderator.</summary>
internal sealed class WriteTotals(IStore store, NeighborsOptions options, TimeProvider time) : IJobHandler
{
    private const string JobKind = "totals-file";

    public string Kind => JobKind;

    /// <summary>Adds one, and owes the file for when the quarter ends.</summary>
    public static async Task Count(IWork work, string what, FeedReason? reason, DateTimeOffset now)
    {
        var (quarter, code) = (Quarter(now), reason is { } given ? FeedWords.Code(given) : "none");
        if (await work.Db().Set<FeedTally>().FindAsync(quarter, what, code) is { } there)
        {
            there.Times++;
            return;
        }

        work.Db().Add(new FeedTally { Quarter = quarter, What = what, Reason = code, Times = 1 });
        await JobQueue.Owe(work, JobKind, quarter, EndOf(now));
    }

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        var current = Quarter(time.GetUtcNow());
        var rows = await store.Look(work => work.Db().Set<FeedTally>().Where(t => t.Quarter != current).ToListAsync(cancel), cancel);
        return PublishedFile.Write(options.PublishedFolder, FeedTotalsFile.Path, FeedTotalsFile.Write(rows.Select(r => new FeedTotal(r.Quarter, r.What, r.Reason, r.Times))));
    }

    /// <summary><c>2026-Q1</c>, in UTC.</summary>
    public static string Quarter(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime.Year:0000}-Q{((at.UtcDateTime.Month - 1) / 3) + 1}");

    private static DateTimeOffset EndOf(DateTimeOffset at) =>
        new DateTimeOffset(at.UtcDateTime.Year, (((at.UtcDateTime.Month - 1) / 3) * 3) + 1, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(3);
}
