namespace Writ.Ledger.Oversight;

/// <summary>
/// Intervals that hold the true number in at least 95 of 100 cases, for counts of rare events (Poisson). For whole counts they are the exact ones of Garwood (1936) and of
/// Clopper and Pearson (1934); for counts made of parts the same formulas are used between whole numbers, where gamma and beta distribution carry on.
/// </summary>
public static class Intervals
{
    private const double Tail = 0.025;

    /// <summary>Where the mean of a count lies that came out as this.</summary>
    public static (double Low, double High) Count(double count) =>
        (count <= 0 ? 0 : Special.GammaQuantile(Tail, count), Special.GammaQuantile(1 - Tail, count + 1));

    /// <summary>Where the part of a whole lies, of which this many of all came out.</summary>
    public static (double Low, double High) Part(double some, double all) =>
        (some <= 0 ? 0 : Special.BetaQuantile(Tail, some, all - some + 1), some >= all ? 1 : Special.BetaQuantile(1 - Tail, some + 1, all - some));

    /// <summary>Events to a thousand; null where there is nobody.</summary>
    public static WithInterval? Rate(double count, long dwellings)
    {
        if (dwellings == 0) return null;
        var (low, high) = Count(count);
        return Rounded(count, low, high, 1000.0 / dwellings);
    }

    /// <summary>
    /// A rate through that of the whole that it is part of. Given how many there were in all, those of the part are binomial; its share of them through its share of dwellings
    /// is the ratio.
    /// </summary>
    public static WithInterval? OfWhole(double count, long dwellings, double allCount, long allDwellings)
    {
        if (allCount <= 0 || dwellings == 0) return null;
        var (low, high) = Part(Math.Min(count, allCount), allCount);
        return Rounded(count / allCount, low, high, allDwellings / (double)dwellings);
    }

    /// <summary>
    /// A rate through another one. Given both together, the first count is binomial with p, and the ratio is the odds of p through those of the dwellings (Przyborowski and
    /// Wilenski 1940).
    /// </summary>
    public static WithInterval? Between(double count, long dwellings, double otherCount, long otherDwellings)
    {
        var all = count + otherCount;
        if (all <= 0 || dwellings == 0 || otherDwellings == 0) return null;
        var (low, high) = Part(count, all);
        var scale = otherDwellings / (double)dwellings;
        return new WithInterval(
            otherCount <= 0 ? null : Round(count / otherCount * scale), Round(low / (1 - low) * scale), high >= 1 ? null : Round(high / (1 - high) * scale));
    }

    public static double Round(double number) => Math.Round(number, 4, MidpointRounding.AwayFromZero);

    private static WithInterval Rounded(double value, double low, double high, double scale) => new(Round(value * scale), Round(low * scale), Round(high * scale));
}
