namespace Writ.Ledger.Requests;

/// <summary>The closed lists that community requests are described with, in the record and in the published files.</summary>
public static class RequestWords
{
    private static readonly (string Code, string Name)[] Named =
    [
        ("burglary", "Burglary"),
        ("robbery", "Robbery"),
        ("assault", "Assault"),
        ("sexual-assault", "Sexual assault"),
        ("homicide", "Homicide"),
        ("shooting", "Shooting"),
        ("vehicle-theft", "Theft of a vehicle"),
        ("theft", "Theft"),
        ("arson", "Arson"),
        ("fire", "Fire or explosion"),
        ("hit-and-run", "Collision whose driver left"),
        ("missing-person", "Missing person"),
        ("vandalism", "Damage to property"),
        ("rescue", "Search or rescue"),
    ];

    private static readonly (string Code, string Words)[] Broken =
    [
        ("names-victim", "it names or lets be known a victim"),
        ("threat", "it threatens"),
        ("pressure", "it presses people to answer"),
        ("race-alone", "it describes somebody by race or origin alone"),
        ("announcement", "it announces something, and asks for nothing"),
        ("lawful-activity", "it seeks what people lawfully do: assembling, worshipping, reporting"),
        ("live", "it asks for live view, or for what is yet to be recorded"),
        ("facts-thin", "the facts do not show an incident"),
        ("area-unrelated", "area or time do not follow from the incident"),
        ("other-law", "it is not for this agency, or acts for another one"),
        ("outside-approval", "somebody outside, whose consent it needs, did not give it"),
    ];

    private static readonly (string Code, string Words)[] Ended =
    [
        ("solved", "the case is solved"),
        ("helped", "the case is open, and recordings helped"),
        ("not-helped", "the case is open, and nothing helped"),
        ("withdrawn", "the agency took the request back"),
        ("unfounded", "there was no incident"),
    ];

    /// <summary>Kinds of incident. Lawful assembly is not among them.</summary>
    public static IReadOnlyList<string> Incidents { get; } = [.. Named.Select(incident => incident.Code)];

    /// <summary>What a kind of incident is called, to officers and to the public alike.</summary>
    public static string NameOf(string incident) => Named.Single(known => known.Code == incident).Name;

    /// <summary>Rules that a refused request broke.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. Broken.Select(rule => rule.Code)];

    /// <summary>How a request ended.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [.. Ended.Select(outcome => outcome.Code)];

    /// <summary>A rule as part of a sentence: <c>it names or lets be known a victim</c>.</summary>
    public static string SayRule(string rule) => Broken.Single(known => known.Code == rule).Words;

    /// <summary>An outcome as part of a sentence: <c>the case is solved</c>.</summary>
    public static string SayOutcome(string outcome) => Ended.Single(known => known.Code == outcome).Words;
}
