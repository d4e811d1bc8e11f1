namespace Writ.Ledger.Requests;

/// <summary>The closed lists that community requests are described with, in the record and in the published files.</summary>
public static class RequestWords
{
    /// <summary>Kinds of incident. Lawful assembly is not among them.</summary>
    public static IReadOnlyList<string> Incidents { get; } =
    [
        "burglary", "robbery", "assault", "sexual-assault", "homicide", "shooting", "vehicle-theft", "theft", "arson", "fire", "hit-and-run", "missing-person",
        "vandalism", "rescue",
    ];

    /// <summary>Rules that a refused request broke.</summary>
    public static IReadOnlyList<string> Rules { get; } =
    [
        "names-victim", "threat", "pressure", "race-alone", "announcement", "lawful-activity", "live", "facts-thin", "area-unrelated", "other-law", "outside-approval",
    ];

    /// <summary>How a request ended.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["solved", "helped", "not-helped", "withdrawn", "unfounded"];
}
