using Writ.Base;
using Writ.Ledger.Requests;

namespace Writ.Neighbors.Rules;

/// <summary>The operator's own numbers, <c>limits.json</c>: members of <see cref="RequestLimits"/>. Whatever protects people may be stricter than its default and never laxer.</summary>
internal static class LimitsFile
{
    public const string Name = "limits.json";

    private static readonly RequestLimits Usual = new();

    public static Result<RequestLimits> Read(Func<string, Stream?> open) => NumbersFile.Read<RequestLimits>(open, Name, "requests-limits-file", Check);

    private static void Check(RequestLimits l, NumberBounds bounds) => bounds
        .Within(l.MostAreaBytes, 1, Usual.MostAreaBytes)
        .Within(l.MostCorners, 3, RequestDocument.MostCorners)
        .Within(l.MostSquareMetres, Usual.LeastSquareMetres, Usual.MostSquareMetres)
        .Within(l.LeastSquareMetres, Usual.LeastSquareMetres, l.MostSquareMetres)

        // Of a square; a rounder area than that nobody draws.
        .Within(l.LeastRoundness, Usual.LeastRoundness, 0.785)
        .Within(l.LeastDwellings, Usual.LeastDwellings, 1_000_000)
        .Within(l.LongestWindow, Usual.ShortestWindow, Usual.LongestWindow)
        .Within(l.ShortestWindow, Usual.ShortestWindow, l.LongestWindow)
        .Within(l.OldestIncident, TimeSpan.FromHours(1), Usual.OldestIncident)
        .Within(l.Open, TimeSpan.FromHours(1), Usual.Open)
        .Within(l.PostsPerCase, 1, Usual.PostsPerCase)
        .Within(l.DwellingHoursPerMonth, 1, Usual.DwellingHoursPerMonth)
        .Within(l.Rhythm, Usual.Rhythm, TimeSpan.FromDays(1))
        .Within(l.MostDrafts, 1, 1000);
}
