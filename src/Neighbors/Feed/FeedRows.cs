using Microsoft.EntityFrameworkCore;
using Writ.Base;
using Writ.Store;

namespace Writ.Neighbors.Feed;

/// <summary>A post, from its draft on. It goes whole: deleted by its author, or when its time is over.</summary>
internal sealed class FeedPost
{
    public const string Prefix = "pst";

    public required string Id { get; init; }

    /// <summary>Set exactly for a resident's.</summary>
    public AccountId? Author { get; init; }

    public AgencyId? AgencyId { get; init; }

    public string? Officer { get; init; }

    public required FeedState State { get; set; }

    /// <summary>Rises with each change of the draft.</summary>
    public required long Version { get; set; }

    public required FeedCategory Category { get; init; }

    /// <summary>A <see cref="Writ.Base.Footage.CoarseCell"/>; there is nothing finer.</summary>
    public required string Cell { get; init; }

    /// <summary>The word that stands for its author here and nowhere else; for an agency its name.</summary>
    public required string Name { get; init; }

    /// <summary>What happened; where behaviour comes first, what they did.</summary>
    public required string Text { get; set; }

    /// <summary>When, in the author's words; empty where it is not asked.</summary>
    public required string Happened { get; set; }

    /// <summary>What they looked like; empty where nothing was said.</summary>
    public required string Appearance { get; set; }

    /// <summary>The author's tick: agencies of the place may read it.</summary>
    public required bool ToAgencies { get; set; }

    public BlobId? Clip { get; set; }

    public required DateTimeOffset BegunAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public string? Moderator { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When it goes.</summary>
    public DateTimeOffset? UntilAt { get; set; }

    public FeedReason? Reason { get; set; }

    public string? Appeal { get; set; }

    public DateTimeOffset? AppealedAt { get; set; }

    public string? AppealModerator { get; set; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public bool OfAgency => AgencyId is not null;

    public bool IsOf(Caller caller) => Author is { } author && author == caller.Account;

    /// <summary>Everything that is read of it.</summary>
    public IEnumerable<string> Words => new[] { Text, Happened, Appearance }.Where(t => t.Length > 0);
}

/// <summary>Where a post stands.</summary>
internal enum FeedState
{
    /// <summary>Being written. The author's turn.</summary>
    Draft,

    /// <summary>A moderator's turn.</summary>
    Moderation,

    Published,

    /// <summary>Seen by its author alone, who may appeal once.</summary>
    Refused,

    /// <summary>The turn of a moderator who did not refuse it.</summary>
    Appeal,

    /// <summary>Flagged by enough people; a moderator's turn.</summary>
    Hidden,
}

internal sealed class FeedComment
{
    public const string Prefix = "cmt";

    public required string Id { get; init; }

    public required string PostId { get; init; }

    public AccountId? Author { get; init; }

    public AgencyId? AgencyId { get; init; }

    public string? Officer { get; init; }

    public required CommentState State { get; set; }

    public required string Name { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? Moderator { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public FeedReason? Reason { get; set; }
}

/// <summary>That its author asked another moderator to look.</summary>
internal sealed class FeedCommentAppeal
{
    public required string CommentId { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who may not decide it.</summary>
    public required string RefusedBy { get; init; }

    public string? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public bool Waits => DecidedAt is null;
}

internal enum CommentState
{
    /// <summary>Words in it made it wait for a moderator.</summary>
    Held,

    Published,

    Refused,

    /// <summary>Flagged by enough people.</summary>
    Hidden,
}

/// <summary>What an account is called on one post.</summary>
internal sealed class FeedVoice
{
    public required string PostId { get; init; }

    public required AccountId Account { get; init; }

    public required string Name { get; init; }
}

internal sealed class FeedFlag
{
    public required string Item { get; init; }

    public required AccountId Account { get; init; }

    public required FeedReason Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>A moderator looked, and it stayed: it counts no more.</summary>
    public DateTimeOffset? SettledAt { get; set; }
}

internal sealed class FeedMute
{
    public required AccountId Account { get; init; }

    public required MuteKind Kind { get; init; }

    public required string Subject { get; init; }
}

internal enum MuteKind
{
    Post,
    Category,
    Agency,
}

/// <summary>What somebody set for themselves.</summary>
internal sealed class FeedMember
{
    public required AccountId Account { get; init; }

    /// <summary>When they said that they are old enough to write.</summary>
    public DateTimeOffset? DeclaredAt { get; set; }

    public string? Cell { get; set; }

    public required FeedReach Reach { get; set; }

    public required DigestRhythm Mail { get; set; }

    /// <summary>Ends the mails without signing in.</summary>
    public required string OffToken { get; set; }

    /// <summary>Until when the mails told.</summary>
    public DateTimeOffset? ToldAt { get; set; }
}

internal enum FeedReach
{
    Cell,
    Near,
    Wide,
}

internal enum DigestRhythm
{
    Off,
    Daily,
    Weekly,
}

internal sealed class FeedPush
{
    /// <summary>Keyed hash of the address, so that one browser is one row.</summary>
    public required string Name { get; init; }

    public required AccountId Account { get; init; }

    public required byte[] Sealed { get; set; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? ToldAt { get; set; }
}

internal sealed class FeedLook
{
    public long Seq { get; private set; }

    public required string PostId { get; init; }

    public required AgencyId AgencyId { get; init; }

    public required string Officer { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class FeedTally
{
    public required string Quarter { get; init; }

    public required string What { get; init; }

    public required string Reason { get; init; }

    public required int Times { get; set; }
}

internal sealed class FeedAsk
{
    public const string Prefix = "ask";

    public required string Id { get; init; }

    public required AskState State { get; set; }

    public required string Cell { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public required DateTimeOffset ToAt { get; init; }

    public required string Wore { get; init; }

    public required AskWish Wish { get; init; }

    public required AskWho Who { get; init; }

    /// <summary>Where an answer is relayed to, sealed; null: nobody.</summary>
    public byte[]? Mail { get; set; }

    public required DateTimeOffset SentAt { get; init; }

    public required DateTimeOffset UntilAt { get; init; }

    public string? Moderator { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    public FeedReason? Reason { get; set; }
}

internal enum AskState
{
    Moderation,
    Published,
    Refused,
}

internal enum AskWish
{
    Blur,
    Delete,
}

internal enum AskWho
{
    Myself,
    MyChild,
}

internal sealed class FeedModel : IModelPart
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<FeedMember>(e => e.ToTable("feed_member").HasKey(x => x.Account));
        model.Entity<FeedPost>(e =>
        {
            e.ToTable("feed_post").HasKey(x => x.Id);
            e.Ignore(x => x.OfAgency);
            e.Ignore(x => x.Words);
        });
        model.Entity<FeedComment>(e => e.ToTable("feed_comment").HasKey(x => x.Id));
        model.Entity<FeedCommentAppeal>(e =>
        {
            e.ToTable("feed_comment_appeal").HasKey(x => x.CommentId);
            e.Ignore(x => x.Waits);
        });
        model.Entity<FeedVoice>(e => e.ToTable("feed_voice").HasKey(x => new { x.PostId, x.Account }));
        model.Entity<FeedFlag>(e => e.ToTable("feed_flag").HasKey(x => new { x.Item, x.Account }));
        model.Entity<FeedMute>(e => e.ToTable("feed_mute").HasKey(x => new { x.Account, x.Kind, x.Subject }));
        model.Entity<FeedPush>(e => e.ToTable("feed_push").HasKey(x => x.Name));
        model.Entity<FeedLook>(e =>
        {
            e.ToTable("feed_look").HasKey(x => x.Seq);
            e.Property(x => x.Seq).ValueGeneratedOnAdd();
        });
        model.Entity<FeedTally>(e => e.ToTable("feed_tally").HasKey(x => new { x.Quarter, x.What, x.Reason }));
        model.Entity<FeedAsk>(e => e.ToTable("feed_ask").HasKey(x => x.Id));
    }
}
