using System.Text.Json;
using Writ.Base;

namespace Writ.Neighbors.Rules;

/// <summary>The operator's own numbers, <c>limits.json</c>: members of <see cref="RequestLimits"/> in camel case; what is not there keeps its default.</summary>
internal static class LimitsFile
{
    public const string Name = "limits.json";

    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    public static Result<RequestLimits> Read(Func<string, Stream?> open)
    {
        if (open(Name) is not { } file) return new RequestLimits();
        using (file)
        {
            try
            {
                return JsonSerializer.Deserialize<RequestLimits>(file, Strictly) is { } limits && Fit(limits) ? limits : Unreadable;
            }
            catch (JsonException)
            {
                return Unreadable;
            }
        }
    }

    private static Refusal Unreadable { get; } = new(
        "requests-limits-file", "The file limits.json cannot be used: only known members, each a number or a time above nothing, least before most.");

    private static bool Fit(RequestLimits l) =>
        l is { MostAreaBytes: > 0 and <= 65536, MostCorners: >= 3 and <= Ledger.Requests.RequestDocument.MostCorners, LeastSquareMetres: > 0, LeastRoundness: >= 0 and < 1 }
        && l is { LeastDwellings: > 0, PostsPerCase: 1 or 2, DwellingHoursPerMonth: > 0, MostDrafts: > 0 }
        && l.MostSquareMetres > l.LeastSquareMetres && double.IsFinite(l.MostSquareMetres) && l.ShortestWindow > TimeSpan.Zero && l.LongestWindow >= l.ShortestWindow && l.OldestIncident > TimeSpan.Zero
        && l.Open > TimeSpan.Zero && l.Rhythm >= TimeSpan.FromSeconds(1) && l.Rhythm <= TimeSpan.FromDays(1);
}
