using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Feed.Text;
using Writ.Neighbors.Requests;
using Writ.Store;

namespace Writ.Neighbors.Feed.Comment;

/// <summary>A comment on a resident's post. It stands at once, unless words in it want a moderator's eye first.</summary>
internal sealed class WriteComment(IStore store, FeedBook book, RequestBook names, FeedLimits limits, TimeProvider time)
{
    /// <param name="once">Brought by the form, so that the form sent twice writes one.</param>
    public Task<Result<CommentState>> Resident(string post, string once, string text, bool age, Caller caller) => store.Act<CommentState>(async work =>
    {
        var now = time.GetUtcNow();
        if (await FeedBook.ForResident(work, post, caller, now) is not { } row) return FeedRefusals.Unknown;
        if (await FeedBook.Comment(work, once) is { } there) return there.Author == caller.Account && there.PostId == row.Id ? there.State : FeedRefusals.Unknown;
        if (row.OfAgency || !FeedBook.IsOpen(row, now)) return FeedRefusals.NoComments;
        var checks = new Checks();
        FeedLint.Check(checks, text, limits.MostComment, "/comment", limits);
        var account = caller.Account!.Value;
        var member = await FeedBook.Member(work, account);
        if (member.DeclaredAt is null && !age) checks.Add(FeedRefusals.Age(limits.LeastAge));
        if (!checks.Ok) return checks.Refusal;
        var since = now - TimeSpan.FromDays(1);
        if (await work.Db().Set<FeedComment>().CountAsync(c => c.Author == account && c.At > since) >= limits.CommentsPerDay) return FeedRefusals.TooManyToday;
        member.DeclaredAt ??= now;
        return Add(work, new FeedComment
        {
            Id = Id(once), PostId = row.Id, Author = account, State = StateOf(text, agency: false), Name = await Voice(work, row, account), Text = text, At = now,
        });
    });

    /// <summary>An agency's, only where the post's tick lets it, and marked as what it is.</summary>
    public Task<Result<CommentState>> Agency(string post, string once, string text, Caller caller) => store.Act<CommentState>(async work =>
    {
        var (now, agency) = (time.GetUtcNow(), caller.Agency!.Value);
        if (!(await book.ForAgency(work, agency, post, now)).TryGet(out var row, out var refusal)) return refusal;
        if (await FeedBook.Comment(work, once) is { } there) return there.Officer == caller.Subject && there.PostId == row.Id ? there.State : FeedRefusals.Unknown;
        var checks = new Checks();
        FeedLint.Check(checks, text, limits.MostComment, "/comment", limits);
        if (!checks.Ok) return checks.Refusal;
        return Add(work, new FeedComment
        {
            Id = Id(once), PostId = row.Id, AgencyId = agency, Officer = caller.Subject, State = StateOf(text, agency: true), Name = await names.AgencyName(work, agency), Text = text, At = now,
        });
    });

    private static string Id(string once) => IdText.Fits(FeedComment.Prefix, once) ? once : IdText.New(FeedComment.Prefix);

    private static CommentState StateOf(string text, bool agency) => FeedLint.Read(agency, text).Count > 0 ? CommentState.Held : CommentState.Published;

    private static CommentState Add(IWork work, FeedComment comment)
    {
        work.Db().Add(comment);
        return comment.State;
    }

    /// <summary>The post's own word for its author; for anybody else one that is drawn when they first comment on it.</summary>
    private static async Task<string> Voice(IWork work, FeedPost post, AccountId account)
    {
        if (post.Author == account) return post.Name;
        if (await work.Db().Set<FeedVoice>().FindAsync(post.Id, account) is { } there) return there.Name;
        var made = new FeedVoice { PostId = post.Id, Account = account, Name = Pseudonyms.New() };
        work.Db().Add(made);
        return made.Name;
    }
}
