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

    /// <summary>Kinds of incident. Lawful assembly is not among them.</summary>
    public static IReadOnlyList<string> Incidents { get; } = [.. Named.Select(incident => incident.Code)];

    /// <summary>What a kind of incident is called, to officers and to the public alike.</summary>
    public static string NameOf(string incident) => Named.Single(known => known.Code == incident).Name;

    /// <summary>Rules that a refused request broke.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "names-victim", "threat", "pressure", "race-alone", "announcement", "lawful-activity", "live", "facts-thin", "area-unrelated", "other-law", "outside-approval",
    ];

    /// <summary>How a request ended.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["solved", "helped", "not-helped", "withdrawn", "unfounded"];
}
