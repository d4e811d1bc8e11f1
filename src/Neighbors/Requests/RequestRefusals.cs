using Writ.Base;

namespace Writ.Neighbors.Requests;

internal static class RequestRefusals
{
    public static Refusal Unknown { get; } = new("requests-unknown", "There is no such request that you may see; check the address.", RefusalKind.NotFound);

    public static Refusal WrongState { get; } = new(
        "requests-wrong-state", "The request is no longer where that can be done; look at it again.", RefusalKind.Conflict);

    public static Refusal Changed { get; } = new(
        "requests-changed", "The draft was changed on another page after you opened this one; what you typed here stands below and was not saved.", RefusalKind.Conflict);

    public static Refusal TooManyDrafts { get; } = new(
        "requests-drafts-too-many", "You have as many drafts as one officer may have; send or finish one of them first.", RefusalKind.Conflict);

    public static Refusal NotAuthor { get; } = new("requests-not-author", "Only the officer who wrote it can do that.", RefusalKind.Forbidden);

    public static Refusal NotSupervisor { get; } = new(
        "requests-not-supervisor", "You are not named as a supervisor of your agency; the company's agency desk names them.", RefusalKind.Forbidden);

    public static Refusal SupervisorIsAuthor { get; } = new(
        "requests-supervisor-is-author", "You wrote this request, so another supervisor must approve it.", RefusalKind.Conflict);

    public static Refusal SamePerson { get; } = new(
        "requests-same-person", "You agreed to this request as the person outside, so somebody else must moderate it.", RefusalKind.Conflict);

    public static Refusal Rule { get; } = new("requests-rule", "Choose the rule that it broke.", RefusalKind.Invalid, "/rule");

    public static Refusal Outcome { get; } = new("requests-outcome", "Choose how it ended.", RefusalKind.Invalid, "/outcome");

    public static Refusal NoSuchOfficer { get; } = new("requests-no-such-officer", "Choose an officer from the list.", RefusalKind.Invalid, "/officer");

    public static Refusal Look { get; } = new(
        "requests-look", "Ask for a rectangle of at most a tenth of a degree: south, west, north and east in degrees.", RefusalKind.Invalid);

    public static Refusal Unchecked { get; } = new(
        "requests-not-read", "Tick that you read the whole request and each note beside it.", RefusalKind.Invalid, "/read");
}
