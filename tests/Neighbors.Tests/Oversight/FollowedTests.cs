using Writ.Base;
using Writ.Neighbors.Oversight.Equity;

namespace Writ.Neighbors.Tests.Oversight;

/// <summary>Of which quarter it is counted whether demands followed: the newest whose days are over.</summary>
public sealed class FollowedTests
{
    [Theory]
    [InlineData("2026-q1", 90, "2025-q4")]
    [InlineData("2026-q1", 91, "2025-q3")]
    [InlineData("2026-q3", 92, "2026-q2")]
    [InlineData("2026-q3", 93, "2026-q1")]
    [InlineData("2026-q2", 365, "2025-q2")]
    public void The_days_are_over_for_all_of_its_requests(string quarter, int days, string counted) =>
        Assert.Equal(counted, EquityReport.CountedOf(Period.FromTrusted(quarter), days).Text);
}
