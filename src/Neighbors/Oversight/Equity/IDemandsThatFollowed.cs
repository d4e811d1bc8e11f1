using Writ.Base;

namespace Writ.Neighbors.Oversight.Equity;

/// <summary>A request as it may be compared with demands.</summary>
/// <param name="CaseKey">The agency's reference without blanks and punctuation, in capitals.</param>
/// <param name="At">When it was put to homes.</param>
public sealed record AskedCase(AgencyId Agency, string CaseKey, DateTimeOffset At)
{
    /// <summary>Whether somebody's reference means this case: two spellings of one are one.</summary>
    public bool IsNamedBy(string reference) => Rules.CheckRequest.CaseKeyOf(reference) == CaseKey;
}

/// <summary>
/// The one thing that this door wants to know of the other: how many of its requests were followed by a demand on the company. One number for all agencies together; which
/// they were is not said.
/// </summary>
public interface IDemandsThatFollowed
{
    /// <summary>How many of these their agency followed, within this time of their publication, by a demand with the same reference about which nobody is barred from speaking. Must not write.</summary>
    Task<long> Count(IWork work, IReadOnlyList<AskedCase> asks, TimeSpan within);
}
