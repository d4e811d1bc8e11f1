using Writ.Base.Footage;
using Writ.Kit;

namespace Writ.Neighbors.Feed;

/// <summary>
/// What a post is about; a closed list. It is what feeds of this kind had (crime, safety, suspicious, unknown visitor, lost animal), with "environment" and
/// "community" for what else neighbours tell each other, and one category that only agencies have, so that theirs can be muted and told apart at a glance.
/// </summary>
internal enum FeedCategory
{
    Crime,
    Safety,
    Suspicious,
    UnknownVisitor,
    Animal,
    Environment,
    Community,
    AgencyUpdate,
}

/// <summary>Why something is not shown, or was flagged; a closed list, each with its own words.</summary>
internal enum FeedReason
{
    NoBehaviour,
    RaceAlone,
    PrivatePerson,
    Accusation,
    Threat,
    Harassment,
    LawfulActivity,
    Child,
    Advert,
    OffTopic,
    AsksForFootage,
}

internal static class FeedWords
{
    public static IReadOnlyList<FeedCategory> OfResidents { get; } =
        [FeedCategory.Crime, FeedCategory.Safety, FeedCategory.Suspicious, FeedCategory.UnknownVisitor, FeedCategory.Animal, FeedCategory.Environment, FeedCategory.Community];

    public static IReadOnlyList<FeedReason> Reasons { get; } = Enum.GetValues<FeedReason>();

    public static IReadOnlyList<Choice> Categories { get; } = [.. OfResidents.Select(c => new Choice(Code(c), Words(c), Hint(c)))];

    public static IReadOnlyList<Choice> ReasonChoices { get; } = [.. Reasons.Select(r => new Choice(Code(r), Words(r), Rule(r)))];

    public static IReadOnlyList<Choice> FlagChoices { get; } = [.. Reasons.Select(r => new Choice(Code(r), Words(r)))];

    /// <summary>Behaviour is asked first, and appearance only after it.</summary>
    public static bool BehaviourFirst(FeedCategory category) => category is FeedCategory.Suspicious or FeedCategory.UnknownVisitor;

    public static string Code(FeedCategory category) => category switch
    {
        FeedCategory.Crime => "crime",
        FeedCategory.Safety => "safety",
        FeedCategory.Suspicious => "suspicious",
        FeedCategory.UnknownVisitor => "unknown-visitor",
        FeedCategory.Animal => "animal",
        FeedCategory.Environment => "environment",
        FeedCategory.Community => "community",
        FeedCategory.AgencyUpdate => "agency-update",
    };

    public static string Words(FeedCategory category) => category switch
    {
        FeedCategory.Crime => "Crime",
        FeedCategory.Safety => "Safety",
        FeedCategory.Suspicious => "Suspicious behaviour",
        FeedCategory.UnknownVisitor => "Unknown visitor",
        FeedCategory.Animal => "Lost or found animal",
        FeedCategory.Environment => "Environment",
        FeedCategory.Community => "Community",
        FeedCategory.AgencyUpdate => "From an agency",
    };

    private static string? Hint(FeedCategory category) => category switch
    {
        FeedCategory.Crime => "Something was taken, broken or done to somebody.",
        FeedCategory.Safety => "Fire, a gas smell, a dangerous crossing.",
        FeedCategory.Suspicious => "You are asked first what somebody did.",
        FeedCategory.UnknownVisitor => "Somebody at a door. You are asked first what they did.",
        FeedCategory.Animal => null,
        FeedCategory.Environment => "Flood, smoke, a fallen tree.",
        FeedCategory.Community => "Help, thanks, what goes on.",
        FeedCategory.AgencyUpdate => null,
    };

    public static FeedCategory? Category(string code) => OfResidents.Append(FeedCategory.AgencyUpdate).Where(c => Code(c) == code).Select(c => (FeedCategory?)c).FirstOrDefault();

    public static FeedReason? Reason(string code) => Reasons.Where(r => Code(r) == code).Select(r => (FeedReason?)r).FirstOrDefault();

    public static string Code(FeedReason reason) => reason switch
    {
        FeedReason.NoBehaviour => "no-behaviour",
        FeedReason.RaceAlone => "race-alone",
        FeedReason.PrivatePerson => "private-person",
        FeedReason.Accusation => "accusation",
        FeedReason.Threat => "threat",
        FeedReason.Harassment => "harassment",
        FeedReason.LawfulActivity => "lawful-activity",
        FeedReason.Child => "child",
        FeedReason.Advert => "advert",
        FeedReason.OffTopic => "off-topic",
        FeedReason.AsksForFootage => "asks-for-footage",
    };

    public static string Words(FeedReason reason) => reason switch
    {
        FeedReason.NoBehaviour => "It does not say what anybody did",
        FeedReason.RaceAlone => "It describes somebody by race or origin alone",
        FeedReason.PrivatePerson => "It tells who somebody is, or where they live",
        FeedReason.Accusation => "It calls somebody guilty",
        FeedReason.Threat => "It threatens, or calls for force",
        FeedReason.Harassment => "It insults or follows somebody",
        FeedReason.LawfulActivity => "It reports what people lawfully do",
        FeedReason.Child => "A child can be known by it",
        FeedReason.Advert => "It sells or advertises",
        FeedReason.OffTopic => "It is not about this place",
        FeedReason.AsksForFootage => "It asks for recordings",
    };

    public static string Rule(FeedReason reason) => reason switch
    {
        FeedReason.NoBehaviour => "Say what happened or what was done. Being there, walking, waiting or looking different is not done to anybody.",
        FeedReason.RaceAlone => "Race or origin finds nobody and harms many. Clothes, height, a vehicle, a direction may be said, after what was done.",
        FeedReason.PrivatePerson => "Names, house numbers, telephone numbers, number plates and faces of others belong to them.",
        FeedReason.Accusation => "Say what you saw. Who is guilty is for a court.",
        FeedReason.Threat => "Nobody is threatened here, and nobody is asked to act against somebody.",
        FeedReason.Harassment => "Insults, mockery, and posts that follow one person about.",
        FeedReason.LawfulActivity => "Protests, worship, canvassing, delivery, sleeping outside, filming in public: these are lawful, and no news.",
        FeedReason.Child => "Children are not shown and not named, whatever they did.",
        FeedReason.Advert => "Nothing is sold here.",
        FeedReason.OffTopic => "The feed is for what concerns neighbours.",
        FeedReason.AsksForFootage => "Agencies ask for recordings by a request to homes, in public and under its rules, and not in a post or a comment.",
    };

    /// <summary>How far, in words.</summary>
    public static string Words(FeedReach reach) => reach switch
    {
        FeedReach.Cell => "My square only",
        FeedReach.Near => "My square and those around it",
        FeedReach.Wide => "Two squares in every direction",
    };

    public static string In(FeedReach reach) => reach switch
    {
        FeedReach.Cell => "your square",
        FeedReach.Near => "your square and those around it",
        FeedReach.Wide => "your square and two in every direction around it",
    };

    public static string Hint(FeedReach reach) => reach switch
    {
        FeedReach.Cell => "About 11 km or 7 miles from south to north.",
        FeedReach.Near => "About 33 km or 21 miles across.",
        FeedReach.Wide => "About 55 km or 35 miles across.",
    };

    public static IReadOnlyList<Choice> Reaches { get; } = [.. Enum.GetValues<FeedReach>().Select(r => new Choice(r.ToString(), Words(r), Hint(r)))];

    public static IReadOnlyList<Choice> Mails { get; } =
        [new(nameof(DigestRhythm.Off), "No mail"), new(nameof(DigestRhythm.Daily), "At most one a day"), new(nameof(DigestRhythm.Weekly), "At most one a week")];

    public static string Place(string cell) => CoarseCell.TryParse(cell, out var there) ? Cells.Words(there) : cell;

    public static string State(FeedPost post, DateTimeOffset now) => post.State switch
    {
        FeedState.Draft => "Draft",
        FeedState.Moderation => "Waits for a moderator",
        FeedState.Published when post.UntilAt <= now => "Over",
        FeedState.Published => post.ResolvedAt is null ? "Published" : "Settled",
        FeedState.Refused => "Not published",
        FeedState.Appeal => "Appeal waits",
        FeedState.Hidden => "Flagged, waits for a moderator",
    };

    /// <summary>To its author: whose turn it is, and what happens next.</summary>
    public static string Next(FeedPost post, DateTimeOffset now) => post.State switch
    {
        FeedState.Draft => "Only you see it.",
        FeedState.Moderation => "A moderator reads it next. You find here what they decide; you need not do anything.",
        FeedState.Published => post.UntilAt <= now ? "Its time is over." : "Everybody near reads it.",
        FeedState.Refused => post.AppealedAt is null ? "Only you see it. You can ask once that another moderator looks." : "Another moderator looked, and decided the same. Only you see it.",
        FeedState.Appeal => "Another moderator decides next. Only you see it until then.",
        FeedState.Hidden => "Several people say that it breaks a rule. A moderator looks next; only you see it until then.",
    };

    public static Tone Look(FeedPost post) => post.State switch
    {
        FeedState.Draft => Tone.Plain,
        FeedState.Moderation or FeedState.Appeal or FeedState.Hidden => Tone.Open,
        FeedState.Published => Tone.Good,
        FeedState.Refused => Tone.Bad,
    };
}
