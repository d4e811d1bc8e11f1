using Writ.Kit;

namespace Writ.Neighbors.Oversight.Pressure;

/// <summary>The closed list of what can be reported.</summary>
internal static class PressureWords
{
    public const int MostWords = 2000;

    public static IReadOnlyList<Choice> Kinds { get; } =
    [
        new("asked-again", "They asked again after I had not answered"),
        new("had-to", "They said that I had to, or did not say that I may decline"),
        new("consequences", "They spoke of consequences"),
        new("at-home", "They came to my home about it"),
        new("through-others", "They went through a neighbour, my employer, or somebody else"),
        new("other", "Something else"),
    ];

    public static string Of(string code) => Kinds.Single(k => k.Value == code).Label;
}
