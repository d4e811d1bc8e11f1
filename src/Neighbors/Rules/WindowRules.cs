using Writ.Base;

namespace Writ.Neighbors.Rules;

/// <summary>When: an incident, and the stretch of time around it in which something may have been seen. All in UTC.</summary>
internal sealed record Window(DateTimeOffset Incident, DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    /// <summary>Adds whatever is wrong; both ends of each limit are allowed.</summary>
    public void Check(Checks checks, RequestLimits limits, DateTimeOffset now)
    {
        if (Length < limits.ShortestWindow) checks.Add(RuleRefusals.WindowShort(limits.ShortestWindow));
        else if (Length > limits.LongestWindow) checks.Add(RuleRefusals.WindowLong(limits.LongestWindow));
        else if (Incident < From || Incident > To) checks.Add(RuleRefusals.WindowApart);
        if (Incident > now) checks.Add(RuleRefusals.IncidentFuture);
        else if (To > now) checks.Add(RuleRefusals.WindowFuture);
        if (IsOld(limits, now)) checks.Add(RuleRefusals.IncidentOld(limits.OldestIncident));
    }

    public bool IsOld(RequestLimits limits, DateTimeOffset now) => now - Incident > limits.OldestIncident;
}
