using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Neighbors.Feed.Sweep;
using Writ.Neighbors.Feed.Text;
using Writ.Store;

namespace Writ.Neighbors.Feed.Post;

/// <summary>A resident begins a post, saves it, sends it to a moderator. Only the cell of its place is ever taken.</summary>
internal sealed class WritePost(IStore store, FeedLimits limits, TimeProvider time)
{
    private const int MostHappened = 80;

    private const int MostAppearance = 600;

    // What a draft holds before anything is checked.
    private const int MostTyped = 20_000;

    /// <param name="once">Brought by the form, so that the form sent twice begins one.</param>
    public Task<Result<string>> Begin(string once, string category, string place, Caller caller)
    {
        var checks = new Checks();
        if (FeedWords.Category(category) is not { } about || about == FeedCategory.AgencyUpdate)
        {
            checks.Add(FeedRefusals.Category);
            about = FeedCategory.Community;
        }

        if (!Cells.Typed(place, "/place").TryGet(out var cell, out var refusal)) checks.Add(refusal);
        return !checks.Ok ? Task.FromResult<Result<string>>(checks.Refusal) : store.Act<string>(async work =>
        {
            var account = caller.Account!.Value;
            if (await FeedBook.Post(work, once) is { } there) return there.IsOf(caller) ? there.Id : FeedRefusals.Unknown;
            if (await work.Db().Set<FeedPost>().CountAsync(p => p.Author == account && p.State == FeedState.Draft) >= limits.MostDrafts) return FeedRefusals.TooManyDrafts;
            var now = time.GetUtcNow();
            var row = new FeedPost
            {
                Id = IdText.Fits(FeedPost.Prefix, once) ? once : IdText.New(FeedPost.Prefix), Author = account, State = FeedState.Draft, Version = 1, Category = about, Cell = cell!.Text,
                Name = Pseudonyms.New(), Text = string.Empty, Happened = string.Empty, Appearance = string.Empty, ToAgencies = false, BegunAt = now, ChangedAt = now,
            };
            work.Db().Add(row);
            await EndPost.Owe(work, row, limits);
            return row.Id;
        });
    }

    /// <summary>Nothing is checked before it is sent, but that behaviour comes before appearance. Refusals <c>feed-changed</c>, <c>feed-behaviour-first</c>.</summary>
    public Task<Result<bool>> Save(string id, long seen, TypedPost typed, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;
        return Write(row, seen, typed, time.GetUtcNow()) is { } refusal ? refusal : true;
    });

    /// <param name="age">They say that they are old enough; asked once.</param>
    public Task<Result<bool>> Send(string id, long seen, TypedPost typed, bool age, Caller caller) => store.Act<bool>(async work =>
    {
        if (await FeedBook.Own(work, id, caller) is not { } row) return FeedRefusals.Unknown;

        // The form sent twice.
        if (row.State == FeedState.Moderation && TypedPost.Of(row) == typed) return true;
        var now = time.GetUtcNow();
        if (Write(row, seen, typed, now) is { } refusal) return refusal;
        var checks = new Checks();
        Check(checks, row);
        var member = await FeedBook.Member(work, caller.Account!.Value);
        if (member.DeclaredAt is null && !age) checks.Add(FeedRefusals.Age(limits.LeastAge));
        if (!checks.Ok) return checks.Refusal;
        var since = now - TimeSpan.FromDays(1);
        if (await work.Db().Set<FeedPost>().CountAsync(p => p.Author == row.Author && p.SentAt > since) >= limits.PostsPerDay) return FeedRefusals.TooManyToday;
        member.DeclaredAt ??= now;
        (row.State, row.SentAt) = (FeedState.Moderation, now);
        await EndPost.Owe(work, row, limits);
        return true;
    });

    private void Check(Checks checks, FeedPost row)
    {
        FeedLint.Check(checks, row.Text, limits.MostText, "/text", limits);
        if (!FeedWords.BehaviourFirst(row.Category)) return;
        if (row.Text.Length > 0) checks.Require(IsBehaviour(row.Text), FeedRefusals.BehaviourShort(limits.LeastBehaviour));
        FeedLint.CheckLine(checks, row.Happened, MostHappened, "/happened", limits);
        if (row.Appearance.Length > 0) FeedLint.Check(checks, row.Appearance, MostAppearance, "/appearance", limits);
    }

    /// <summary>Whether enough was said of what they did that appearance may be asked.</summary>
    public bool IsBehaviour(string text) => text.Trim().Length >= limits.LeastBehaviour;

    // Null where it is written into the row.
    private Refusal? Write(FeedPost row, long seen, TypedPost typed, DateTimeOffset now)
    {
        if (row.State != FeedState.Draft) return FeedRefusals.WrongState;
        if (typed.Text.Length + typed.Happened.Length + typed.Appearance.Length > MostTyped)
            return new Refusal("input-too-long", $"Shorten this: all of the draft may have at most {MostTyped} characters.", RefusalKind.Invalid, "/text");
        var kept = FeedWords.BehaviourFirst(row.Category) ? typed : typed with { Happened = string.Empty, Appearance = string.Empty };

        // Asked on the page only once what they did was saved, and not taken before.
        if (kept.Appearance.Length > 0 && !(IsBehaviour(row.Text) && row.Happened.Length > 0)) return FeedRefusals.BehaviourFirst;
        if (TypedPost.Of(row) == kept) return null;
        if (row.Version != seen) return FeedRefusals.Changed;
        (row.Text, row.Happened, row.Appearance, row.ToAgencies) = (kept.Text, kept.Happened, kept.Appearance, kept.ToAgencies);
        (row.Version, row.ChangedAt) = (checked(row.Version + 1), now);
        return null;
    }
}

internal static class CheckExtensions
{
    public static void Require(this Checks checks, bool holds, Refusal refusal)
    {
        if (!holds) checks.Add(refusal);
    }
}
