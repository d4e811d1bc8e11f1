using Writ.Base;

namespace Writ.Neighbors.Rules;

internal static class RuleRefusals
{
    public static Refusal TimeForm(string field) => new("requests-time-form", "Give day and time as 2026-03-07 21:30.", RefusalKind.Invalid, field);

    public static Refusal TimeSkipped(string field) => new(
        "requests-time-skipped", "That time did not exist: the clocks went forward over it. Give the time that the clocks showed.", RefusalKind.Invalid, field);

    public static Refusal TimeTwice(string field) => new(
        "requests-time-twice", "That time came twice in that night, since the clocks went back; say below which one is meant.", RefusalKind.Invalid, field);

    public static Refusal WindowShort(TimeSpan least) => new(
        "requests-window-short", $"From and to must be at least {least.TotalMinutes:0} minutes apart.", RefusalKind.Invalid, "/to");

    public static Refusal WindowLong(TimeSpan most) => new("requests-window-long", $"From and to may be at most {most.TotalHours:0.##} hours apart.", RefusalKind.Invalid, "/to");

    public static Refusal WindowApart { get; } = new("requests-window-apart", "The incident must lie between from and to.", RefusalKind.Invalid, "/from");

    public static Refusal WindowFuture { get; } = new(
        "requests-window-future", "The window ends in the future; only what was recorded already can be asked for.", RefusalKind.Invalid, "/to");

    public static Refusal IncidentFuture { get; } = new("requests-incident-future", "The incident lies in the future.", RefusalKind.Invalid, "/incident-at");

    public static Refusal IncidentOld(TimeSpan most) => new(
        "requests-incident-old", $"The incident is more than {most.TotalDays:0.##} days ago; homes are not asked for it any more.", RefusalKind.Invalid, "/incident-at");

    public static Refusal Incident { get; } = new("requests-incident-code", "Choose the kind of incident from the list.", RefusalKind.Invalid, "/incident");

    public static Refusal NotSworn { get; } = new("requests-not-sworn", "Swear to the facts, or do not send it.", RefusalKind.Invalid, "/sworn");

    public static Refusal PointForm { get; } = new("requests-point-form", "Give one place as latitude, longitude.", RefusalKind.Invalid, "/point");

    public static Refusal PointOutsideArea { get; } = new("requests-point-outside-area", "The place of the incident is not in the area.", RefusalKind.Invalid, "/point");

    public static Refusal PointOutsideJurisdiction { get; } = new(
        "requests-point-outside-jurisdiction", "The place of the incident is not in your agency's jurisdiction.", RefusalKind.Refused, "/point");

    public static Refusal NoDwellings { get; } = new(
        "requests-dwellings-unknown", "The company has loaded no grid of dwellings, so nothing can be asked; tell it.", RefusalKind.Refused, "/area");

    public static Refusal NoGrounds { get; } = new(
        "requests-grounds-unknown", "The company has not loaded school grounds and registered assemblies, so nothing can be asked; tell it.", RefusalKind.Refused, "/area");

    public static Refusal FewDwellings(int least) => new(
        "requests-dwellings-few", $"Fewer than {least} dwellings are in the area; a smaller group could be told apart. Give a larger area.", RefusalKind.Invalid, "/area");

    public static Refusal CaseUsed { get; } = new(
        "requests-case-used", "Your agency has asked for this case already, and makes no second request for it.", RefusalKind.Conflict, "/case");

    public static Refusal CorrectionUsed { get; } = new("requests-correction-used", "This request was corrected already; there is one correction, and it is final.", RefusalKind.Conflict);

    public static Refusal NoCorrections { get; } = new("requests-no-corrections", "The company allows one post for a case, and no correction.", RefusalKind.Refused);

    public static Refusal CorrectionOtherCase { get; } = new(
        "requests-correction-other-case", "A correction stays with the case of the request that it corrects.", RefusalKind.Invalid, "/case");

    public static Refusal CorrectionClosed { get; } = new("requests-correction-closed", "Only a request that is open can be corrected.", RefusalKind.Conflict);

    public static Refusal Budget(long left) => new(
        "requests-budget",
        $"This would ask more homes for more hours than your agency has left this month ({left} dwelling-hours). Ask a smaller area or less time, or wait.",
        RefusalKind.Refused,
        "/area");

    public static Refusal Inert { get; } = new(
        "requests-inert", "Your agency has no partnership in force, so it can ask nobody here.", RefusalKind.Forbidden);
}
