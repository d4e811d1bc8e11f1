using Writ.Kit;

namespace Writ.Mirror.Published;

/// <summary>What an article said of a company's figures, beside what was published.</summary>
/// <param name="Verdict">consistent, contradicted or unverified.</param>
internal sealed record Claim(string Article, string Said, string Number, string Published, string Verdict, string Note)
{
    public Tone Tone => Verdict switch
    {
        "consistent" => Tone.Good,
        "contradicted" => Tone.Bad,
        _ => Tone.Open,
    };
}

internal static class Claims
{
    public static IReadOnlyList<string> Columns { get; } = ["article", "claim", "number", "published", "verdict", "note"];

    private static readonly Lazy<IReadOnlyList<Claim>> Read = new(() =>
        [.. CsvRows.Embedded("claims.csv").Select(row => new Claim(
            row["article"], row["claim"], row["number"], row["published"], row["verdict"], row["note"]))]);

    public static IReadOnlyList<Claim> All => Read.Value;
}
