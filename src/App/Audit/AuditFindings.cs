namespace Writ.App.Audit;

/// <param name="False">It contradicts what is recorded; otherwise it could not be checked.</param>
/// <param name="Place">Entry, demand or file.</param>
internal sealed record AuditFinding(bool False, string Code, string Place, string Sentence);

/// <summary>What an audit found. Of each code the first are kept, all are counted.</summary>
internal sealed class AuditFindings
{
    private const int KeptOfEachCode = 20;

    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly List<AuditFinding> kept = [];

    public IReadOnlyList<AuditFinding> Kept => kept;

    public IEnumerable<(string Code, int More)> Dropped => counts.Where(c => c.Value > KeptOfEachCode).Select(c => (c.Key, c.Value - KeptOfEachCode));

    /// <summary>As of writ-verify: 0 nothing, 1 something is false, 2 something could not be checked.</summary>
    public int ExitCode => kept.Any(f => f.False) ? 1 : kept.Count > 0 ? 2 : 0;

    public void False(string code, string place, string sentence) => Add(new AuditFinding(true, code, place, sentence));

    public void Unchecked(string code, string place, string sentence) => Add(new AuditFinding(false, code, place, sentence));

    private void Add(AuditFinding finding)
    {
        var count = counts[finding.Code] = counts.GetValueOrDefault(finding.Code) + 1;
        if (count <= KeptOfEachCode) kept.Add(finding);
    }
}
