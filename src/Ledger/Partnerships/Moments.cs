namespace Writ.Ledger.Partnerships;

/// <summary>Sums of time that stop at the end of the calendar instead of throwing: facts may name any year.</summary>
internal static class Moments
{
    public static DateTimeOffset Plus(DateTimeOffset at, long seconds) =>
        seconds > (DateTimeOffset.MaxValue - at).TotalSeconds ? DateTimeOffset.MaxValue : at.AddSeconds(seconds);

    public static DateTimeOffset PlusMonths(DateTimeOffset at, int months) => at.Year + (months / 12) + 1 > 9999 ? DateTimeOffset.MaxValue : at.AddMonths(months);

    /// <summary>The midnight, UTC, that ends the day.</summary>
    public static DateTimeOffset After(DateOnly day) =>
        day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    public static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
