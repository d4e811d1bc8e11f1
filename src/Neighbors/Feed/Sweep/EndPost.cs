using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Gate.Publishing;
using Writ.Store;
using Writ.Store.Jobs;

namespace Writ.Neighbors.Feed.Sweep;

/// <summary>Nothing is kept for ever: at its time a post goes with all that hangs on it, and an ask likewise.</summary>
internal sealed class EndPost(IStore store, FeedLimits limits, TimeProvider time) : IJobHandler
{
    private const string JobKind = "post-ends";

    public string Kind => JobKind;

    /// <summary>By whatever changes when it ends.</summary>
    public static Task Owe(IWork work, FeedPost row, FeedLimits limits) => JobQueue.Owe(work, JobKind, row.Id, EndOf(row, limits));

    /// <summary>When a post goes, as it stands.</summary>
    public static DateTimeOffset EndOf(FeedPost row, FeedLimits limits) => row.State switch
    {
        FeedState.Draft => row.ChangedAt + limits.DraftLasts,
        FeedState.Moderation => row.SentAt!.Value + limits.PostLasts,
        FeedState.Published or FeedState.Hidden => row.UntilAt!.Value,
        FeedState.Refused => row.AnsweredAt!.Value + limits.AppealLasts,
        FeedState.Appeal => row.AppealedAt!.Value + limits.PostLasts,
    };

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel) => await store.Act<bool>(async work =>
    {
        if (await work.Db().Set<FeedPost>().SingleOrDefaultAsync(p => p.Id == subject, cancel) is not { } row) return true;
        var (now, end) = (time.GetUtcNow(), EndOf(row, limits));
        if (now < end)
        {
            JobQueue.Again(work, JobKind, subject, end);
            return true;
        }

        await Remove(work, row, now);
        return true;
    }, cancel);

    /// <summary>The rows at once, the clip's bytes by a job that this act owes.</summary>
    public static async Task Remove(IWork work, FeedPost row, DateTimeOffset now)
    {
        var comments = await work.Db().Set<FeedComment>().Where(c => c.PostId == row.Id).ToListAsync();
        foreach (var comment in comments) await Remove(work, comment);
        work.Db().RemoveRange(await work.Db().Set<FeedVoice>().Where(v => v.PostId == row.Id).ToListAsync());
        work.Db().RemoveRange(await work.Db().Set<FeedFlag>().Where(f => f.Item == row.Id).ToListAsync());
        work.Db().RemoveRange(await work.Db().Set<FeedMute>().Where(m => m.Kind == MuteKind.Post && m.Subject == row.Id).ToListAsync());

        // Before the post itself: a foreign key holds the order of statements.
        await work.Db().SaveChangesAsync();
        work.Db().Remove(row);
        if (row.Clip is { } clip) await PublishedClips.OweEnd(work, clip, now);
    }

    public static async Task Remove(IWork work, FeedComment comment)
    {
        work.Db().RemoveRange(await work.Db().Set<FeedFlag>().Where(f => f.Item == comment.Id).ToListAsync());

        // At once: a foreign key holds the order of statements.
        await work.Db().Set<FeedCommentAppeal>().Where(a => a.CommentId == comment.Id).ExecuteDeleteAsync();
        work.Db().Remove(comment);
    }
}

/// <summary>The same for asks; and old rows of who looked.</summary>
internal sealed class EndAsk(IStore store, TimeProvider time) : IJobHandler
{
    private const string JobKind = "ask-ends";

    public string Kind => JobKind;

    public static Task Owe(IWork work, FeedAsk row) => JobQueue.Owe(work, JobKind, row.Id, row.UntilAt);

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel) => await store.Act<bool>(async work =>
    {
        if (await work.Db().Set<FeedAsk>().SingleOrDefaultAsync(a => a.Id == subject, cancel) is { } row && row.UntilAt <= time.GetUtcNow()) work.Db().Remove(row);
        return true;
    }, cancel);
}

/// <summary>Once a day, from the first look on: rows of who looked that are older than is kept.</summary>
internal sealed class EndLooks(IStore store, FeedLimits limits, TimeProvider time) : IJobHandler
{
    private const string JobKind = "looks-end";

    public string Kind => JobKind;

    public static Task Owe(IWork work, FeedLimits limits, DateTimeOffset now) => JobQueue.Owe(work, JobKind, "all", now + limits.LooksLast);

    public async Task<Result<bool>> Run(string subject, CancellationToken cancel) => await store.Act<bool>(async work =>
    {
        var oldest = time.GetUtcNow() - limits.LooksLast;
        work.Db().RemoveRange(await work.Db().Set<FeedLook>().Where(l => l.At <= oldest).ToListAsync(cancel));
        if (await work.Db().Set<FeedLook>().Where(l => l.At > oldest).OrderBy(l => l.At).Select(l => (DateTimeOffset?)l.At).FirstOrDefaultAsync(cancel) is { } next)
            JobQueue.Again(work, JobKind, subject, next + limits.LooksLast);
        return true;
    }, cancel);
}
