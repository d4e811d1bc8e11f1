using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Base.Footage;
using Writ.Kit;
using Writ.Neighbors.Feed.Mute;
using Writ.Neighbors.Feed.Notify;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Text;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>Puts together what a page of the feed shows.</summary>
internal sealed class FeedViews(FeedReader reader, FeedBook book, RequestBook names, WritePost writing, FeedLimits limits, Vapid vapid, TimeProvider time)
{
    public FeedLine Line(FeedPost post) => Line(post, null);

    private FeedLine Line(FeedPost post, CoarseCell? own) =>
        new(post, post.Name, own is not null && CoarseCell.TryParse(post.Cell, out var there) ? Cells.From(own, there) : FeedWords.Place(post.Cell), time.GetUtcNow());

    public static CoarseCell? CellOf(FeedMember? member) => CoarseCell.TryParse(member?.Cell, out var cell) ? cell : null;

    public async Task<FeedList> List(IWork work, Caller caller)
    {
        var (now, member) = (time.GetUtcNow(), await FeedBook.Found(work, caller.Account!.Value));
        var seen = member is null ? new SeenFeed([], []) : await reader.Seen(work, member, await MuteItem.Of(work, member.Account), now);
        var own = CellOf(member);
        return new FeedList(member, own, [.. seen.Posts.Select(p => Line(p, own))], seen.Asks, now);
    }

    public async Task<MineList> Mine(IWork work, Caller caller)
    {
        var account = caller.Account!.Value;
        var rows = await work.Db().Set<FeedPost>().AsNoTracking().Where(p => p.Author == account).OrderByDescending(p => p.ChangedAt).Take(100).ToListAsync();
        var own = CellOf(await FeedBook.Found(work, account));
        return new MineList([.. rows.Select(p => Line(p, own))], time.GetUtcNow());
    }

    public async Task<PostDraftView> Draft(IWork work, FeedPost row, TypedPost typed) =>
        new(row, typed, writing.IsBehaviour(row.Text) && row.Happened.Length > 0, await AsksAge(work, row.Author!.Value), limits);

    /// <summary>As a resident sees it. Whoever wrote a comment that waits or was refused sees it; nobody else does.</summary>
    public async Task<PostView> Resident(IWork work, FeedPost row, Caller caller, TypedFeed? typed)
    {
        var (now, account) = (time.GetUtcNow(), caller.Account!.Value);
        var comments = (await Comments(work, row, c => c.State == CommentState.Published || c.Author == account)).ToList();
        var appeals = await Appeals(work, [.. comments.Where(c => c.Author == account && c.State == CommentState.Refused)]);
        var flagged = (await work.Db().Set<FeedFlag>().Where(f => f.Account == account).Select(f => f.Item).ToListAsync()).ToHashSet();
        return new PostView(
            row, row.Name, row.IsOf(caller), FeedBook.IsOpen(row, now) && !row.OfAgency, await AsksAge(work, account), flagged.Contains(row.Id),
            [.. comments.Select(c => new CommentLine(c, c.Author == account, c.State == CommentState.Published && c.Author != account && !flagged.Contains(c.Id), appeals.GetValueOrDefault(c.Id)))],
            PostPages.Root, IdText.New(FeedComment.Prefix), typed ?? new TypedFeed(), limits, now, row.IsOf(caller) && row.ToAgencies ? await Looks(work, row) : [],
            await book.Speaks(work, row.AgencyId, now));
    }

    /// <summary>As an officer sees it: what is published on it, and what their own agency wrote.</summary>
    public async Task<PostView> Agency(IWork work, FeedPost row, Caller caller, TypedFeed? typed)
    {
        var comments = await Comments(work, row, c => c.State == CommentState.Published || (c.AgencyId is not null && c.AgencyId == caller.Agency));
        return new PostView(
            row, row.Name, false, true, false, false, [.. comments.Select(c => new CommentLine(c, c.Officer == caller.Subject, false))], AgencyPages.Posts, IdText.New(FeedComment.Prefix),
            typed ?? new TypedFeed(), limits, time.GetUtcNow(), []);
    }

    public async Task<SettingView> Settings(IWork work, Caller caller, string? place, string? reach)
    {
        var account = caller.Account!.Value;
        var member = await FeedBook.Found(work, account);
        var mutes = new List<(string, string, string)>();
        foreach (var mute in await MuteItem.Of(work, account)) mutes.Add((mute.Kind.ToString(), mute.Subject, await Words(work, mute)));
        return new SettingView(
            member, CellOf(member), place ?? string.Empty, reach ?? (member?.Reach ?? FeedReach.Near).ToString(), mutes,
            await work.Db().Set<FeedPush>().AnyAsync(p => p.Account == account), vapid.PublicKey, CellOf(member) is null ? await Towns(work) : []);
    }

    /// <summary>The squares in the middle of where agencies in force are, by their names: nobody knows degrees by heart.</summary>
    private async Task<IReadOnlyList<Choice>> Towns(IWork work) =>
        [.. (await book.Towns(work, time.GetUtcNow())).Select(t => new Choice(t.Cell.Text, $"Around: {string.Join(", ", t.Agencies)}", Cells.Words(t.Cell)))];

    public async Task<FeedModerationList> Moderation(IWork work)
    {
        FeedState[] waiting = [FeedState.Moderation, FeedState.Appeal, FeedState.Hidden];
        var posts = await work.Db().Set<FeedPost>().AsNoTracking().Where(p => waiting.Contains(p.State)).OrderBy(p => p.SentAt).ThenBy(p => p.Id).Take(200).ToListAsync();
        var appealed = work.Db().Set<FeedCommentAppeal>().Where(a => a.DecidedAt == null).Select(a => a.CommentId);
        var comments = await work.Db().Set<FeedComment>().AsNoTracking()
            .Where(c => c.State == CommentState.Held || c.State == CommentState.Hidden || appealed.Contains(c.Id)).OrderBy(c => c.At).Take(200).ToListAsync();
        var asks = await work.Db().Set<FeedAsk>().AsNoTracking().Where(a => a.State == AskState.Moderation).OrderBy(a => a.SentAt).Take(200).ToListAsync();
        return new FeedModerationList([.. posts.Select(Line)], comments, asks);
    }

    public async Task<PostModeration> Moderate(IWork work, FeedPost row, Caller caller, string reason) => new(
        row, row.Name, FeedLint.Read(row.OfAgency, row.Words), await Flags(work, row.Id), MayNot(row, caller), reason, time.GetUtcNow());

    public static async Task<CommentModeration> Moderate(IWork work, FeedComment row, Caller caller, string reason)
    {
        var appeal = await FeedBook.Appeal(work, row);
        return new CommentModeration(
            row, (await FeedBook.Post(work, row.PostId))!, FeedLint.Read(row.AgencyId is not null, row.Text), await Flags(work, row.Id), appeal, MayNot(row, appeal, caller), reason);
    }

    private static string? MayNot(FeedComment row, FeedCommentAppeal? appeal, Caller caller) => row.State switch
    {
        CommentState.Refused when appeal is { Waits: true } && appeal.RefusedBy == caller.Subject => "You refused it, so another moderator decides the appeal.",
        CommentState.Hidden when appeal?.DecidedBy == caller.Subject => "You decided its appeal, so another moderator looks at the flags.",
        CommentState.Held or CommentState.Published or CommentState.Refused or CommentState.Hidden => null,
    };

    private static string? MayNot(FeedPost row, Caller caller) => row.State switch
    {
        FeedState.Appeal when row.Moderator == caller.Subject => "You refused it, so another moderator decides the appeal.",
        FeedState.Hidden when row.AppealModerator == caller.Subject => "You decided its appeal, so another moderator looks at the flags.",
        FeedState.Draft or FeedState.Moderation or FeedState.Published or FeedState.Refused or FeedState.Appeal or FeedState.Hidden => null,
    };

    private static async Task<IReadOnlyList<string>> Flags(IWork work, string item) =>
        [.. (await work.Db().Set<FeedFlag>().Where(f => f.Item == item && f.SettledAt == null).Select(f => f.Reason).ToListAsync()).Distinct().Order().Select(FeedWords.Words)];

    private static async Task<IEnumerable<FeedComment>> Comments(IWork work, FeedPost row, Func<FeedComment, bool> sees) =>
        (await work.Db().Set<FeedComment>().AsNoTracking().Where(c => c.PostId == row.Id).OrderBy(c => c.At).ThenBy(c => c.Id).Take(500).ToListAsync()).Where(sees);

    private static async Task<Dictionary<string, FeedCommentAppeal>> Appeals(IWork work, IReadOnlyList<FeedComment> comments)
    {
        var ids = comments.Select(c => c.Id).ToList();
        return ids.Count == 0 ? [] : await work.Db().Set<FeedCommentAppeal>().AsNoTracking().Where(a => ids.Contains(a.CommentId)).ToDictionaryAsync(a => a.CommentId);
    }

    /// <summary>By agency, no officer: who ticked is told whom it reached.</summary>
    private async Task<IReadOnlyList<AgencyLook>> Looks(IWork work, FeedPost row)
    {
        var looks = await work.Db().Set<FeedLook>().AsNoTracking().Where(l => l.PostId == row.Id).ToListAsync();
        var all = new List<AgencyLook>();
        foreach (var by in looks.GroupBy(l => l.AgencyId)) all.Add(new AgencyLook(await names.AgencyName(work, by.Key), by.Min(l => l.At), by.Max(l => l.At)));
        return [.. all.OrderBy(l => l.First).ThenBy(l => l.Agency, StringComparer.Ordinal)];
    }

    private static async Task<bool> AsksAge(IWork work, AccountId account) => (await FeedBook.Found(work, account))?.DeclaredAt is null;

    private static async Task<string> Words(IWork work, FeedMute mute) => mute.Kind switch
    {
        MuteKind.Category => FeedWords.Category(mute.Subject) is { } category ? FeedWords.Words(category) : mute.Subject,
        MuteKind.Post => await FeedBook.Post(work, mute.Subject) is { } post ? $"A post of {post.Name}" : "A post that is over",
        MuteKind.Agency => await work.Db().Set<FeedPost>().Where(p => p.AgencyId == AgencyId.FromTrusted(mute.Subject)).Select(p => p.Name).FirstOrDefaultAsync() ?? "An agency",
    };
}
