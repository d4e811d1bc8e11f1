using Writ.Base;

namespace Writ.Neighbors.Feed;

internal static class FeedRefusals
{
    public static Refusal PlaceFiner(string field) => new(
        "feed-place-finer", "That is finer than we want to know: give one digit after the point and cut off the others. It was not kept.", RefusalKind.Invalid, field);

    public static Refusal PlaceForm(string field) => new(
        "feed-place-form", "Choose a square, or give latitude and longitude with one digit after the point, such as 44.2, -88.4.", RefusalKind.Invalid, field);

    public static Refusal Unknown { get; } = new("feed-unknown", "There is nothing here that you may see; it may be over, or deleted by who wrote it.", RefusalKind.NotFound);

    public static Refusal WrongState { get; } = new("feed-wrong-state", "It is no longer where that can be done; look at it again.", RefusalKind.Conflict);

    public static Refusal Changed { get; } = new(
        "feed-changed", "The draft was changed on another page after you opened this one; what you typed here stands below and was not saved.", RefusalKind.Conflict);

    public static Refusal Category { get; } = new("feed-category", "Choose what it is about.", RefusalKind.Invalid, "/category");

    public static Refusal TooManyDrafts { get; } = new("feed-drafts-too-many", "You have as many drafts as one account may have; send or delete one of them first.", RefusalKind.Conflict);

    public static Refusal TooManyToday { get; } = new("feed-too-many", "You wrote as much as one account may write in a day; go on tomorrow.", RefusalKind.TooMany);

    public static Refusal Age(int least) => new("feed-age", $"Tick that you are {least} or older; nobody younger can write here.", RefusalKind.Invalid, "/age");

    public static Refusal BehaviourFirst { get; } = new(
        "feed-behaviour-first", "Say first what they did and when, and save it; what they looked like comes after it.", RefusalKind.Invalid, "/appearance");

    public static Refusal BehaviourShort(int least) => new(
        "feed-behaviour-short", $"Say in at least {least} characters what they did; that somebody was there is not enough.", RefusalKind.Invalid, "/text");

    public static Refusal RaceAlone(string field) => new(
        "feed-race-alone", "This describes somebody by race or origin alone, which finds nobody and harms many. Take it out, or say what they did, wore or drove.", RefusalKind.Invalid, field);

    public static Refusal SameModerator { get; } = new(
        "feed-same-moderator", "You decided this before, so another moderator must decide it now.", RefusalKind.Conflict);

    public static Refusal Reason { get; } = new("feed-reason", "Choose the rule.", RefusalKind.Invalid, "/reason");

    public static Refusal AppealUsed { get; } = new("feed-appeal-used", "You appealed once already, and another moderator decided; that is final.", RefusalKind.Conflict);

    public static Refusal NoComments { get; } = new("feed-no-comments", "Comments are made on residents' posts only, while they are published.", RefusalKind.Refused);

    public static Refusal Inert { get; } = new("feed-inert", "Your agency has no partnership in force, so it reads and writes nothing here.", RefusalKind.Forbidden);

    public static Refusal AuthorInert { get; } = new(
        "feed-author-inert", "The agency that wrote it has no partnership in force, so it is not published now; refuse it, or wait.", RefusalKind.Refused);

    public static Refusal OutsideJurisdiction { get; } = new("feed-outside-jurisdiction", "That square does not touch your agency's jurisdiction.", RefusalKind.Refused, "/place");

    public static Refusal MuteWhat { get; } = new("feed-mute-what", "Choose a post, a category or an agency to mute.", RefusalKind.Invalid);

    public static Refusal Setting { get; } = new("feed-setting", "Choose one of the answers shown.", RefusalKind.Invalid, "/reach");

    public static Refusal NoPlace { get; } = new("feed-no-place", "Choose your square first, so that we know what is near.", RefusalKind.Conflict);

    public static Refusal PushAddress { get; } = new(
        "feed-push-address", "This browser's push service cannot be used: its address must be https, by name, on the usual port, and not of this network.", RefusalKind.Refused);

    public static Refusal PushKeys { get; } = new("feed-push-keys", "The browser's keys for messages are not as they must be; switch it off and on again.", RefusalKind.Invalid);

    public static Refusal TooManyPushes { get; } = new("feed-push-many", "As many browsers as one account may have are told already; switch all of them off, and on again where you want it.", RefusalKind.Conflict);

    public static Refusal ClipForm { get; } = new("feed-clip-form", "This is no MP4 file as the hub renders it; render the clip again.", RefusalKind.Invalid);

    public static Refusal ClipPlace { get; } = new(
        "feed-clip-place", "This file says where it was recorded, which we do not want to know; render the clip again without that.", RefusalKind.Refused);

    public static Refusal ClipLarge(int most) => new("feed-clip-large", $"A clip may have at most {most / 1024 / 1024} MiB; choose a shorter part.", RefusalKind.TooLarge);

    public static Refusal AskTime { get; } = new("feed-ask-time", "Give day and time as 2026-03-07 21:30, the end after the beginning, and not in the future.", RefusalKind.Invalid, "/from");

    public static Refusal AskLong(TimeSpan most) => new("feed-ask-long", $"Give a shorter time: at most {most.TotalHours:0.##} hours.", RefusalKind.Invalid, "/to");

    public static Refusal AskOld(TimeSpan most) => new("feed-ask-old", $"That is more than {most.TotalDays:0.##} days ago; homes have deleted it by then as a rule.", RefusalKind.Invalid, "/from");

    public static Refusal AskWhat(string field) => new("feed-ask-what", "Choose one of the answers shown.", RefusalKind.Invalid, field);

    public static Refusal AskMail { get; } = new("feed-ask-mail", "That is no mail address; mend it, or leave it empty.", RefusalKind.Invalid, "/mail");

    public static Refusal AsksFull { get; } = new("feed-asks-full", "More asks wait than can be read; come back tomorrow.", RefusalKind.Unavailable);
}
