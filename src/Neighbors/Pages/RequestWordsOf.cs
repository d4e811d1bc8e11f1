using Writ.Kit;
using Writ.Neighbors.Requests;

namespace Writ.Neighbors.Pages;

/// <summary>The words of the closed lists, for people.</summary>
internal static class RequestWordsOf
{
    public static IReadOnlyList<Choice> Rules { get; } =
    [
        new("names-victim", "It names or lets be known a victim"),
        new("threat", "It threatens"),
        new("pressure", "It presses people to answer"),
        new("race-alone", "It describes somebody by race or origin alone"),
        new("announcement", "It announces something, and asks for nothing"),
        new("lawful-activity", "It seeks what people lawfully do: assembling, worshipping, reporting"),
        new("live", "It asks for live view, or for what is yet to be recorded"),
        new("facts-thin", "The facts do not show an incident"),
        new("area-unrelated", "Area or time do not follow from the incident"),
        new("other-law", "It is not for this agency, or acts for another one"),
    ];

    public static IReadOnlyList<Choice> Outcomes { get; } =
    [
        new("solved", "The case is solved"),
        new("helped", "The case is open, and recordings helped"),
        new("not-helped", "The case is open, and nothing helped"),
        new("withdrawn", "We take the request back"),
        new("unfounded", "There was no incident"),
    ];

    public static string Rule(string code) => code == "outside-approval" ? "Somebody outside did not agree" : Rules.Single(r => r.Value == code).Label;

    public static string Outcome(string code) => Outcomes.Single(o => o.Value == code).Label;

    public static string State(CommunityRequest row, DateTimeOffset now) => row.State switch
    {
        RequestState.Draft => "Draft",
        RequestState.Supervisor => "Waits for a supervisor",
        RequestState.Outside => "Waits for somebody outside",
        RequestState.Moderation => "Waits for moderation",
        RequestState.Published => row.IsOpen(now) ? "Open" : "Over, not resolved",
        RequestState.Corrected => "Corrected",
        RequestState.Resolved => "Resolved",
        RequestState.Refused => "Refused",
    };

    public static Tone Tone(CommunityRequest row, DateTimeOffset now) => row.State switch
    {
        RequestState.Draft => Kit.Tone.Plain,
        RequestState.Supervisor or RequestState.Outside or RequestState.Moderation => Kit.Tone.Open,
        RequestState.Published => row.IsOpen(now) ? Kit.Tone.Good : Kit.Tone.Plain,
        RequestState.Corrected or RequestState.Resolved => Kit.Tone.Plain,
        RequestState.Refused => Kit.Tone.Bad,
    };

    public static string Next(CommunityRequest row, DateTimeOffset now) => row.State switch
    {
        RequestState.Draft => "It is the author’s turn. Nobody else sees it.",
        RequestState.Supervisor => "It is the turn of a supervisor of your agency who did not write it.",
        RequestState.Outside => "It touches school grounds or a registered assembly, so somebody outside has to agree. Then it goes to moderation.",
        RequestState.Moderation => "It is the turn of the company’s moderator, who publishes it or refuses it in public.",
        RequestState.Published => row.IsOpen(now)
            ? $"Homes can read it until {WordsOf.Moment(row.UntilAt!.Value)}. You are not told who did, or how many."
            : "Homes are not asked any more. Say how it ended.",
        RequestState.Corrected => "A correction stands in its place. It stays readable for ever.",
        RequestState.Resolved => $"{Outcome(row.Outcome!)}. It stays readable for ever.",
        RequestState.Refused => $"{Rule(row.RefusedRule!)}. It was not put to homes; what was asked and why not is published.",
    };

    public static string Happened(RequestEventKind kind) => kind switch
    {
        RequestEventKind.Sent => "Sent, with the facts sworn to",
        RequestEventKind.Returned => "Given back",
        RequestEventKind.Approved => "Approved by a supervisor",
        RequestEventKind.Agreed => "Somebody outside agreed",
        RequestEventKind.Published => "Published",
        RequestEventKind.Refused => "Refused in public",
        RequestEventKind.Corrected => "Corrected",
        RequestEventKind.Resolved => "Resolved",
    };
}
