using Writ.Base;
using Writ.Ledger.Oversight;

namespace Writ.Neighbors.Oversight;

/// <summary>Quarters of a year, UTC.</summary>
internal static class Quarters
{
    public static Period Of(DateTimeOffset at) => OversightPaths.QuarterOf(DateOnly.FromDateTime(at.UtcDateTime));

    public static DateTimeOffset Begin(this Period quarter) => new(quarter.First.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The first moment after it.</summary>
    public static DateTimeOffset End(this Period quarter) => new(quarter.Last.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static Period Next(this Period quarter) => OversightPaths.QuarterOf(quarter.Last.AddDays(1));
}
