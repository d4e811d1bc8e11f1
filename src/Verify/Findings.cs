using Writ.Base;

namespace Writ.Verify;

/// <summary>The closed set of ways in which something does not pass.</summary>
internal enum FindingKind
{
    /// <summary>Malformed, or it contradicts something else: exit 1.</summary>
    False,

    /// <summary>It could not be checked: exit 2.</summary>
    Unchecked,
}

/// <param name="Code">Stable, lower-case, hyphenated.</param>
/// <param name="Place">File, entry or cell.</param>
internal sealed record Finding(FindingKind Kind, string Code, string Place, string Sentence);

/// <summary>Collects what was found. Keeps the first few of each code and counts the rest, so that a ruined log does not fill the memory.</summary>
internal sealed class Findings
{
    private const int KeptOfEachCode = 20;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly List<Finding> kept = [];

    public IReadOnlyList<Finding> Kept => kept;

    /// <summary>All that was found, kept or not.</summary>
    public long Total => counts.Values.Sum();

    /// <summary>Codes of which more were found than are kept.</summary>
    public IEnumerable<(string Code, long More)> Dropped => counts.Where(c => c.Value > KeptOfEachCode).Select(c => (c.Key, c.Value - KeptOfEachCode));

    /// <summary>True things worth knowing that are no fault.</summary>
    public List<string> Remarks { get; } = [];

    public int ExitCode => kept.Any(f => f.Kind == FindingKind.False) ? 1 : kept.Count > 0 ? 2 : 0;

    public void False(string code, string place, string sentence) => Add(new Finding(FindingKind.False, code, place, sentence));

    public void False(Refusal refusal, string place) => False(refusal.Code, place, refusal.Sentence);

    public void Unchecked(string code, string place, string sentence) => Add(new Finding(FindingKind.Unchecked, code, place, sentence));

    private void Add(Finding finding)
    {
        var count = counts.GetValueOrDefault(finding.Code) + 1;
        counts[finding.Code] = count;
        if (count <= KeptOfEachCode) kept.Add(finding);
    }
}
