using System.Text.Json;
using Writ.Base;

namespace Writ.Neighbors.Feed;

/// <summary>Every number of the feed. Each is configuration (<c>feed.json</c>) with this default; each edge has a test.</summary>
public sealed record FeedLimits
{
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

internal static class FeedLimitsFile
{
    public const string Name = "feed.json";

    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    public static Result<FeedLimits> Read(Func<string, Stream?> open)
    {
        if (open(Name) is not { } file) return new FeedLimits();
        using (file)
        {
            try
            {
                return JsonSerializer.Deserialize<FeedLimits>(file, Strictly) is { } limits && Fit(limits) ? limits : Unreadable;
            }
            catch (JsonException)
            {
                return Unreadable;
            }
        }
    }

    private static Refusal Unreadable { get; } = new(
        "feed-limits-file", "The file feed.json cannot be used: only known members, each a number or a time above nothing, and none above what the program can hold.");

    private static bool Fit(FeedLimits l) =>
        l is { MostText: > 0 and <= 10_000, MostComment: > 0 and <= 5_000, LeastBehaviour: > 0, LeastDetails: > 0 and <= 5, FlagsHide: > 0, MostDrafts: > 0, PostsPerDay: > 0, CommentsPerDay: > 0 }
        && l is { MostClip: > 0 and <= 64 * 1024 * 1024, AsksWaiting: > 0, MostPushes: > 0 } && l.LeastBehaviour <= l.MostText
        && new[] { l.PostLasts, l.DraftLasts, l.AppealLasts, l.AskLasts, l.OldestAsk, l.LongestAsk, l.PushPause, l.LooksLast }.All(t => t > TimeSpan.Zero && t <= TimeSpan.FromDays(400));
}
