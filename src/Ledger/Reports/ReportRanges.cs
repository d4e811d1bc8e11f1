using Writ.Base;

namespace Writ.Ledger.Reports;

/// <summary>The stretch of the register that one report covers.</summary>
/// <param name="From">Ordinal of the first register leaf.</param>
/// <param name="To">Ordinal after the last.</param>
/// <param name="Unopened">Whether the report has a member <c>unopened</c>.</param>
public readonly record struct ReportRange(long From, long To, bool Unopened);

/// <summary>Ranges of reports tile the register: no leaf is counted twice, and none is left out where reports keep leaves closed.</summary>
public static class ReportRanges
{
    /// <summary>
    /// What is wrong, each with the range at which it shows. Refusals <c>verify-ranges-overlap</c>; <c>verify-ranges-gap</c>, where leaves before
    /// a range with closed leaves are in no report: what is left out there could be anything.
    /// </summary>
    /// <param name="ranges">Of the versions that count. Empty ones are passed over.</param>
    public static IEnumerable<(ReportRange At, long Next, Refusal Refusal)> Faults(IEnumerable<ReportRange> ranges)
    {
        var next = 0L;
        foreach (var range in ranges.Where(range => range.To > range.From).OrderBy(range => range.From).ThenBy(range => range.To))
        {
            if (range.From < next) yield return (range, next, new Refusal("verify-ranges-overlap", $"This report counts register leaf {range.From}, which another one counts too."));
            if (range.From > next && range.Unopened) yield return (range, next, new Refusal("verify-ranges-gap", $"Register leaves {next} to {range.From - 1} are in no report, though this one keeps leaves closed."));
            next = Math.Max(next, range.To);
        }
    }
}
