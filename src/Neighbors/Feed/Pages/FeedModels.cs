using Writ.Base.Footage;
using Writ.Neighbors.Feed.Ask;
using Writ.Neighbors.Feed.Post;
using Writ.Neighbors.Feed.Text;

namespace Writ.Neighbors.Feed.Pages;

/// <summary>A post in a list.</summary>
/// <param name="From">Agency's name, or the word that stands for its author on it.</param>
/// <param name="Where">Seen from the reader's own square where they have one; in degrees otherwise.</param>
internal sealed record FeedLine(FeedPost Post, string From, string Where, DateTimeOffset Now);

internal sealed record FeedList(FeedMember? Member, CoarseCell? Own, IReadOnlyList<FeedLine> Posts, IReadOnlyList<FeedAsk> Asks, DateTimeOffset Now);

internal sealed record MineList(IReadOnlyList<FeedLine> Posts, DateTimeOffset Now);

internal sealed record BeginView(CoarseCell? Own, string Category, string Near, string Place, string Once);

/// <param name="MayDescribe">What they did was saved, so what they looked like is asked.</param>
/// <param name="AsksAge">They have not said yet that they are old enough to write.</param>
internal sealed record PostDraftView(FeedPost Row, TypedPost Typed, bool MayDescribe, bool AsksAge, FeedLimits Limits);

/// <summary>A comment as somebody sees it.</summary>
/// <param name="Mine">The reader wrote it.</param>
/// <param name="Appeal">Shown to its author alone.</param>
internal sealed record CommentLine(FeedComment Row, bool Mine, bool MayFlag, FeedCommentAppeal? Appeal = null);

/// <summary>An agency that opened a post whose author ticked it.</summary>
internal sealed record AgencyLook(string Agency, DateTimeOffset First, DateTimeOffset Last);

/// <param name="Mine">The reader wrote the post.</param>
/// <param name="Root">Where its address begins for this reader.</param>
/// <param name="Looks">Which agencies opened it: to its author alone.</param>
/// <param name="Speaks">False where an agency wrote it that may not ask now.</param>
internal sealed record PostView(
    FeedPost Row, string From, bool Mine, bool MayComment, bool AsksAge, bool Flagged, IReadOnlyList<CommentLine> Comments, string Root, string Once, TypedFeed Typed, FeedLimits Limits,
    DateTimeOffset Now, IReadOnlyList<AgencyLook> Looks, bool Speaks = true);

/// <summary>What was typed into a form of a post's page, kept where it is wrong.</summary>
internal sealed record TypedFeed(string Comment = "", string Appeal = "", string Reason = "");

/// <param name="Towns">Squares to begin with, while none is theirs.</param>
internal sealed record SettingView(
    FeedMember? Member, CoarseCell? Own, string Place, string Reach, IReadOnlyList<(string Kind, string Subject, string Words)> Mutes, bool Pushes, string PushKey,
    IReadOnlyList<Writ.Kit.Choice> Towns);

internal sealed record FeedModerationList(IReadOnlyList<FeedLine> Posts, IReadOnlyList<FeedComment> Comments, IReadOnlyList<FeedAsk> Asks);

/// <param name="Appeal">What was typed.</param>
internal sealed record CommentAppealView(FeedComment Row, string Appeal);

/// <param name="Flags">Reasons that people gave, without who.</param>
/// <param name="MayDecide">Null; or why this moderator may not.</param>
internal sealed record PostModeration(FeedPost Row, string From, IReadOnlyList<FeedMark> Marks, IReadOnlyList<string> Flags, string? MayNot, string Reason, DateTimeOffset Now)
{
    public bool Waits => Row.State is FeedState.Moderation or FeedState.Appeal or FeedState.Hidden;
}

/// <param name="MayNot">Null; or why this moderator may not decide it.</param>
internal sealed record CommentModeration(
    FeedComment Row, FeedPost Post, IReadOnlyList<FeedMark> Marks, IReadOnlyList<string> Flags, FeedCommentAppeal? Appeal, string? MayNot, string Reason)
{
    public bool Waits => Row.State is CommentState.Held or CommentState.Hidden || Appeal is { Waits: true };
}

internal sealed record AskModeration(FeedAsk Row, IReadOnlyList<FeedMark> Marks, string Reason, TimeZoneInfo Zone);

/// <param name="Own">What the agency itself wrote.</param>
internal sealed record AgencyList(bool Inert, IReadOnlyList<FeedLine> Posts, IReadOnlyList<FeedLine> Own, DateTimeOffset Now);

/// <param name="Squares">Of its jurisdiction; none where they are too many to choose from.</param>
internal sealed record AgencyDraft(string Place, string Text, string Once, IReadOnlyList<CoarseCell> Squares, FeedLimits Limits);

internal sealed record AskForm(TypedAsk Typed, string Once, string Zone, FeedLimits Limits);

internal sealed record AskView(FeedAsk Row, TimeZoneInfo Zone);
