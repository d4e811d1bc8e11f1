using System.Globalization;
using Writ.Kit;

namespace Writ.Neighbors.Rules;

/// <summary>Limits in the units that people use. Whatever a page says of a number says it from here, so that it is the number in force.</summary>
internal static class LimitWords
{
    /// <summary><c>45 days</c>, <c>12 hours</c>, <c>90 minutes</c>: the largest unit in which it is a whole number.</summary>
    public static string Time(TimeSpan time) => time switch
    {
        _ when Whole(time.TotalDays) => WordsOf.Count((int)time.TotalDays, "day"),
        _ when Whole(time.TotalHours) => WordsOf.Count((int)time.TotalHours, "hour"),
        _ when Whole(time.TotalMinutes) => WordsOf.Count((int)time.TotalMinutes, "minute"),
        _ => WordsOf.Count((int)time.TotalSeconds, "second"),
    };

    public static string Miles(double squareMetres) => (squareMetres / RequestLimits.SquareMile).ToString("0.####", CultureInfo.InvariantCulture);

    public static string Incident(RequestLimits l) => $"At most {Time(l.OldestIncident)} ago.";

    public static string Window(RequestLimits l) => $"The incident lies between from and to, which are {Time(l.ShortestWindow)} to {Time(l.LongestWindow)} apart.";

    public static string Area(RequestLimits l) =>
        $"From {Miles(l.LeastSquareMetres)} to {Miles(l.MostSquareMetres)} square miles, with at least {WordsOf.Count(l.LeastDwellings, "dwelling")}, and not a thin strip.";

    public static string Posts(RequestLimits l) => l.PostsPerCase switch
    {
        1 => "One post can be made for it, and no correction.",
        _ => "Two posts can be made for it: one, and one correction.",
    };

    private static bool Whole(double number) => number >= 1 && Math.Abs(number - Math.Round(number)) < 1e-9;
}
