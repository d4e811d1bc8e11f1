using System.Globalization;

namespace Writ.Base;

/// <summary>Periods in words: <c>second half of 2020</c>, <c>1 January to 31 May 2015</c>. Pages and downloads show them, and whoever checks the downloads needs the same.</summary>
public static class PeriodWords
{
    public static string Of(Period period)
    {
        var year = period.Text[..4];
        return period.Text[4..] switch
        {
            "" => year,
            "-h1" => $"first half of {year}",
            "-h2" => $"second half of {year}",
            "-q1" => $"first quarter of {year}",
            "-q2" => $"second quarter of {year}",
            "-q3" => $"third quarter of {year}",
            "-q4" => $"fourth quarter of {year}",
            { Length: 3 } => period.First.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            _ when period.First == period.Last => Day(period.First, true),
            _ => $"{Day(period.First, period.First.Year != period.Last.Year)} to {Day(period.Last, true)}",
        };
    }

    /// <summary>For the beginning of a line.</summary>
    public static string Title(Period period)
    {
        var words = Of(period);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Length in days, to compare periods of different length by.</summary>
    public static int Days(Period period) => period.Last.DayNumber - period.First.DayNumber + 1;

    private static string Day(DateOnly day, bool year) => day.ToString(year ? "d MMMM yyyy" : "d MMMM", CultureInfo.InvariantCulture);
}
