using Writ.Base;

namespace Writ.Neighbors.Feed;

/// <summary>Every number of the feed. Each is configuration (<c>feed.json</c>) with this default; each edge has a test.</summary>
public sealed record FeedLimits
{
    /// <summary>Years that a resident must have to write.</summary>
    public int LeastAge { get; init; } = 13;

    /// <summary>Characters of a post.</summary>
    public int MostText { get; init; } = 2000;

    /// <summary>Characters of a comment.</summary>
    public int MostComment { get; init; } = 1000;

    /// <summary>Characters that say what somebody did, before what they look like may be said.</summary>
    public int LeastBehaviour { get; init; } = 20;

    /// <summary>Where race or origin is named: of so many kinds must the other details be (clothes, hair, age or height, vehicle, what was carried).</summary>
    public int LeastDetails { get; init; } = 2;

    /// <summary>Flags of so many people hide an item until a moderator looked.</summary>
    public int FlagsHide { get; init; } = 3;

    /// <summary>How long a post stands, and what hangs on it.</summary>
    public TimeSpan PostLasts { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long a draft is kept that nobody changes.</summary>
    public TimeSpan DraftLasts { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long its author may appeal, and reads what was refused.</summary>
    public TimeSpan AppealLasts { get; init; } = TimeSpan.FromDays(30);

    public int MostDrafts { get; init; } = 5;

    /// <summary>Posts of one account that are sent within a day.</summary>
    public int PostsPerDay { get; init; } = 5;

    /// <summary>Comments of one account within a day.</summary>
    public int CommentsPerDay { get; init; } = 30;

    /// <summary>Bytes of a clip.</summary>
    public int MostClip { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a passer-by's ask stands.</summary>
    public TimeSpan AskLasts { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long ago the time may be that an ask is about.</summary>
    public TimeSpan OldestAsk { get; init; } = TimeSpan.FromDays(45);

    /// <summary>The longest time that an ask may be about.</summary>
    public TimeSpan LongestAsk { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Asks that wait for a moderator, of everybody; more are not taken.</summary>
    public int AsksWaiting { get; init; } = 500;

    /// <summary>A browser is told at most once in this time.</summary>
    public TimeSpan PushPause { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Browsers of one account that are told.</summary>
    public int MostPushes { get; init; } = 5;

    /// <summary>How long it is kept which officer opened which post.</summary>
    public TimeSpan LooksLast { get; init; } = TimeSpan.FromDays(365);
}

/// <summary>The operator's own numbers, <c>feed.json</c>. What protects readers, those who are written about and those who ask for help may be stricter, never laxer; the rest is bounded by what the program can hold.</summary>
internal static class FeedLimitsFile
{
    public const string Name = "feed.json";

    private static readonly FeedLimits Usual = new();

    private static readonly TimeSpan Least = TimeSpan.FromHours(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public static Result<FeedLimits> Read(Func<string, Stream?> open) => NumbersFile.Read<FeedLimits>(open, Name, "feed-limits-file", Check);

    private static void Check(FeedLimits l, NumberBounds bounds) => bounds
        .Within(l.LeastAge, Usual.LeastAge, 18)
        .Within(l.MostText, Usual.LeastBehaviour, 10_000)
        .Within(l.MostComment, 1, 5_000)
        .Within(l.LeastBehaviour, Usual.LeastBehaviour, l.MostText)
        .Within(l.LeastDetails, Usual.LeastDetails, 5)
        .Within(l.FlagsHide, 1, Usual.FlagsHide)
        .Within(l.PostLasts, Least, Usual.PostLasts)
        .Within(l.DraftLasts, Least, Usual.DraftLasts)

        // An author's right, and as long are refused words kept.
        .Within(l.AppealLasts, Usual.AppealLasts, TimeSpan.FromDays(90))
        .Within(l.MostDrafts, 1, 100)
        .Within(l.PostsPerDay, 1, Usual.PostsPerDay)
        .Within(l.CommentsPerDay, 1, Usual.CommentsPerDay)
        .Within(l.MostClip, 1, Usual.MostClip)

        // What a passer-by may ask is theirs: longer and older, and more of them waiting, but never about a longer time.
        .Within(l.AskLasts, Usual.AskLasts, Longest)
        .Within(l.OldestAsk, Usual.OldestAsk, Longest)
        .Within(l.LongestAsk, Least, Usual.LongestAsk)
        .Within(l.AsksWaiting, Usual.AsksWaiting, 100_000)
        .Within(l.PushPause, Usual.PushPause, Longest)
        .Within(l.MostPushes, 1, 100)

        // Which officer opened what can be asked for as long as before, or longer.
        .Within(l.LooksLast, Usual.LooksLast, Longest);
}
