namespace Writ.Gate.Grants;

/// <summary>Closed lists of grants.</summary>
internal static class GrantWords
{
    /// <summary>What it is opened or exported for.</summary>
    public static IReadOnlyList<(string Code, string Words)> Purposes { get; } =
    [
        ("look-for-lead", "Look for a lead"),
        ("compare", "Compare with other evidence"),
        ("witness", "Show it to a witness or an expert of the case"),
        ("case-file", "Enter it into the case file"),
        ("prosecutor-review", "Review it with the prosecutor"),
        ("check-copy", "Check that a copy is whole"),
    ];

    /// <summary>Why somebody else should have it.</summary>
    public static IReadOnlyList<(string Code, string Words)> Grounds { get; } =
    [
        ("same-case", "They work on the same case"),
        ("case-taken-over", "They took the case over"),
        ("linked-case", "It may belong to a case of theirs"),
        ("rescue", "They look for somebody in danger"),
    ];

    public static string? Purpose(string code) => Purposes.FirstOrDefault(p => p.Code == code).Words;

    public static string? Ground(string code) => Grounds.FirstOrDefault(g => g.Code == code).Words;
}
