using Writ.Base;

namespace Writ.Ledger.Oversight;

/// <summary>Where the files of a quarter stand, relative to the site's root.</summary>
public static class OversightPaths
{
    /// <summary>Of one file; a reader takes no larger one.</summary>
    public const int MostBytes = 16 << 20;

    public static string GrantTotals(Period quarter) => $"oversight/{quarter.Text}.json";

    public static string Equity(Period quarter) => $"oversight/{quarter.Text}-equity.json";

    public static string PressureTotals(Period quarter) => $"oversight/{quarter.Text}-pressure.json";

    /// <summary>The quarter of a year in which a day lies.</summary>
    public static Period QuarterOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1);
        return Period.Of(first, first.AddMonths(3).AddDays(-1));
    }
}
