using Writ.Kit;
using Writ.Ledger.Requests;
using Writ.Neighbors.Requests;

namespace Writ.Neighbors.Pages;

/// <summary>The words of the closed lists, for people.</summary>
internal static class RequestWordsOf
{
    /// <summary>What a moderator chooses from; that somebody outside did not agree is not theirs to say.</summary>
    public static IReadOnlyList<Choice> Rules { get; } = [.. RequestWords.Rules.Where(code => code != "outside-approval").Select(code => new Choice(code, Rule(code)))];

    public static IReadOnlyList<Choice> Outcomes { get; } = [.. RequestWords.Outcomes.Select(code => new Choice(code, Outcome(code)))];

    public static string Rule(string code) => Begun(RequestWords.SayRule(code));

    public static string Outcome(string code) => Begun(RequestWords.SayOutcome(code));

    private static string Begun(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <param name="row">The request.</param>
    /// <param name="asks">Its agency may ask now.</param>
    /// <param name="now">The moment that is shown.</param>
    public static string State(CommunityRequest row, bool asks, DateTimeOffset now) => row.State switch
    {
        RequestState.Draft => "Draft",
        RequestState.Supervisor => "Waits for a supervisor",
        RequestState.Outside => "Waits for somebody outside",
        RequestState.Moderation => "Waits for moderation",
        RequestState.Published => !row.IsOpen(now) ? "Over, not resolved" : asks ? "Open" : "Not asked at present",
        RequestState.Corrected => "Corrected",
        RequestState.Resolved => "Resolved",
        RequestState.Refused => "Refused",
    };

    public static Tone Tone(CommunityRequest row, bool asks, DateTimeOffset now) => row.State switch
    {
        RequestState.Draft => Kit.Tone.Plain,
        RequestState.Supervisor or RequestState.Outside or RequestState.Moderation => Kit.Tone.Open,
        RequestState.Published => !row.IsOpen(now) ? Kit.Tone.Plain : asks ? Kit.Tone.Good : Kit.Tone.Bad,
        RequestState.Corrected or RequestState.Resolved => Kit.Tone.Plain,
        RequestState.Refused => Kit.Tone.Bad,
    };

    public static string Next(CommunityRequest row, bool asks, DateTimeOffset now) => row.State switch
    {
        RequestState.Draft => "It is the author’s turn. Nobody else sees it.",
        RequestState.Supervisor => "It is the turn of a supervisor of your agency who did not write it.",
        RequestState.Outside => "It touches school grounds or a registered assembly, so somebody outside has to agree. Then it goes to moderation.",
        RequestState.Moderation => "It is the turn of the company’s moderator, who publishes it or refuses it in public.",
        RequestState.Published when !row.IsOpen(now) => "Homes are not asked any more. Say how it ended.",
        RequestState.Published => asks
            ? $"Homes can read it until {WordsOf.Moment(row.UntilAt!.Value)}. You are not told who did, or how many."
            : "The agency may not ask at present: its partnership is not in force. Homes are not asked from the next quarter of an hour on, and nothing can be given. "
                + $"If it is in force again before {WordsOf.Moment(row.UntilAt!.Value)}, they are asked until then and not longer.",
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
