using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Neighbors.Feed.Mute;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Feed.Notify;

/// <summary>
/// Something new was published in a cell: browsers of those who look there are told so, and nothing else: no text, no place, no person. Nobody is told twice, nobody is
/// reminded, and what becomes of it is not asked.
/// </summary>
internal sealed class TellBrowsers(IStore store, Subscribe subscriptions, IPushDoor door, Vapid vapid, FeedOptions options, FeedLimits limits, IServiceProvider services, TimeProvider time) : IJobHandler
{
    /// <summary>The whole message, whatever it is about.</summary>
    public static ReadOnlySpan<byte> Words => "There is something new in your area"u8;

    private const string JobKind = "news-push";

    private const int AtOnce = 8;

    public string Kind => JobKind;

    /// <param name="about">Who muted it is not told; null: an ask.</param>
    public static Task Owe(IWork work, string cell, FeedCategory? about, DateTimeOffset now) =>
        JobQueue.Owe(work, JobKind, $"{cell} {(about is { } category ? FeedWords.Code(category) : "ask")}", now);

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel)
    {
        if (subject.Split(' ') is not [var name, var about] || !CoarseCell.TryParse(name, out var cell)) return true;
        var now = time.GetUtcNow();
        var due = await store.Look(work => Due(work, cell, about, now), cancel);
        var contact = options.Origin(services);
        var answers = new System.Collections.Concurrent.ConcurrentDictionary<string, PushAnswer>();
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (row, stop) =>
        {
            if (subscriptions.Open(row) is not { } browser || !PushAddress.IsPossible(browser.Endpoint))
            {
                answers[row.Name] = PushAnswer.Gone;
                return;
            }

            var address = new Uri(browser.Endpoint);
            var message = WebPush.Encrypt(Subscribe.Bytes(browser.P256dh)!, Subscribe.Bytes(browser.Auth)!, Words);
            answers[row.Name] = await door.Send(address, message, vapid.Authorization(address, contact, now), stop);
        });
        return await store.Act<bool>(async work =>
        {
            foreach (var (name, answer) in answers)
            {
                if (await work.Db().Set<FeedPush>().FindAsync([name], cancel) is not { } row) continue;
                if (answer == PushAnswer.Gone) work.Db().Remove(row);

                // One that cannot be reached now is left out this time: it hears of the next thing.
                else row.ToldAt = now;
            }

            return true;
        }, cancel);
    }

    private async Task<List<FeedPush>> Due(IWork work, CoarseCell cell, string about, DateTimeOffset now)
    {
        var near = Cells.Around(cell, 2).Select(c => c.Text).ToList();
        var members = await work.Db().Set<FeedMember>().AsNoTracking().Where(m => m.Cell != null && near.Contains(m.Cell)).ToListAsync();
        var reached = members.Where(m => Looks(m, cell)).Select(m => m.Account).ToHashSet();
        reached.ExceptWith(await work.Db().Set<FeedMute>().Where(m => m.Kind == MuteKind.Category && m.Subject == about).Select(m => m.Account).ToListAsync());
        var since = now - limits.PushPause;
        var rows = await work.Db().Set<FeedPush>().AsNoTracking().Where(p => p.ToldAt == null || p.ToldAt <= since).ToListAsync();
        return [.. rows.Where(r => reached.Contains(r.Account))];
    }

    private static bool Looks(FeedMember member, CoarseCell cell) =>
        CoarseCell.TryParse(member.Cell, out var own) && Cells.Within(own, member.Reach).Contains(cell);
}
