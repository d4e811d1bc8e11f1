using Writ.Base.Footage;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Text;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>A post in a list.</summary>
/// <param name="From">Agency's name, or the word that stands for its author on it.</param>
internal sealed record FeedLine(FeedPost Post, string From, DateTimeOffset Now);

internal sealed record FeedList(FeedMember? Member, CoarseCell? Own, IReadOnlyList<FeedLine> Posts, IReadOnlyList<FeedAsk> Asks, DateTimeOffset Now);

internal sealed record MineList(IReadOnlyList<FeedLine> Posts, DateTimeOffset Now);

internal sealed record BeginView(CoarseCell? Own, string Category, string Near, string Place, string Once);

/// <param name="MayDescribe">What they did was saved, so what they looked like is asked.</param>
/// <param name="AsksAge">They have not said yet that they are 13 or older.</param>
internal sealed record PostDraftView(FeedPost Row, TypedPost Typed, bool MayDescribe, bool AsksAge, FeedLimits Limits);

/// <summary>A comment as somebody sees it.</summary>
/// <param name="Mine">The reader wrote it.</param>
internal sealed record CommentLine(FeedComment Row, bool Mine, bool MayFlag);

/// <param name="Mine">The reader wrote the post.</param>
/// <param name="Root">Where its address begins for this reader.</param>
internal sealed record PostView(
    FeedPost Row, string From, bool Mine, bool MayComment, bool AsksAge, bool Flagged, IReadOnlyList<CommentLine> Comments, string Root, string Once, TypedFeed Typed, FeedLimits Limits,
    DateTimeOffset Now);

/// <summary>What was typed into a form of a post's page, kept where it is wrong.</summary>
internal sealed record TypedFeed(string Comment = "", string Appeal = "", string Reason = "");

internal sealed record SettingView(
    FeedMember? Member, CoarseCell? Own, string Place, string Reach, IReadOnlyList<(string Kind, string Subject, string Words)> Mutes, bool Pushes, string PushKey);

internal sealed record FeedModerationList(IReadOnlyList<FeedLine> Posts, IReadOnlyList<FeedComment> Comments, IReadOnlyList<FeedAsk> Asks);

/// <param name="Flags">Reasons that people gave, without who.</param>
/// <param name="MayDecide">Null; or why this moderator may not.</param>
internal sealed record PostModeration(FeedPost Row, string From, IReadOnlyList<FeedMark> Marks, IReadOnlyList<string> Flags, string? MayNot, string Reason, DateTimeOffset Now)
{
    public bool Waits => Row.State is FeedState.Moderation or FeedState.Appeal or FeedState.Hidden;
}

internal sealed record CommentModeration(FeedComment Row, FeedPost Post, IReadOnlyList<FeedMark> Marks, IReadOnlyList<string> Flags, string Reason);

internal sealed record AskModeration(FeedAsk Row, IReadOnlyList<FeedMark> Marks, string Reason, TimeZoneInfo Zone);

/// <param name="Own">What the agency itself wrote.</param>
internal sealed record AgencyList(bool Inert, IReadOnlyList<FeedLine> Posts, IReadOnlyList<FeedLine> Own, DateTimeOffset Now);

/// <param name="Squares">Of its jurisdiction; none where they are too many to choose from.</param>
internal sealed record AgencyDraft(string Place, string Text, string Once, IReadOnlyList<CoarseCell> Squares, FeedLimits Limits);

internal sealed record AskForm(TypedAsk Typed, string Once, string Zone);

internal sealed record AskView(FeedAsk Row, TimeZoneInfo Zone);
