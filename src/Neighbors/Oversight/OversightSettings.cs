using System.Text.Json;
using Writ.Base;

namespace Writ.Neighbors.Oversight;

/// <summary>Numbers of what is published of a quarter. Each is configuration (<c>oversight.json</c> beside the maps) with this default.</summary>
public sealed record OversightSettings
{
    public const string FileName = "oversight.json";

    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
    };

    /// <summary>Epsilon's numerator: what one home adds at most to what anybody can tell, for each agency and quarter.</summary>
    public int EpsilonOver { get; init; } = 1;

    /// <summary>Its denominator.</summary>
    public int EpsilonUnder { get; init; } = 2;

    /// <summary>What is below, noise included, is not shown.</summary>
    public int Threshold { get; init; } = 10;

    /// <summary>How long the words of a report of pressure are kept.</summary>
    public int KeepWordsDays { get; init; } = 730;

    /// <summary>Reports of pressure that are taken in one day (UTC), from all senders together.</summary>
    public int MostPressureADay { get; init; } = 500;

    /// <param name="open">A file by its name; null where there is none.</param>
    /// <returns>Refusal <c>oversight-settings-file</c>.</returns>
    internal static Result<OversightSettings> Read(Func<string, Stream?> open)
    {
        if (open(FileName) is not { } file) return new OversightSettings();
        using (file)
        {
            try
            {
                return JsonSerializer.Deserialize<OversightSettings>(file, Strictly) is { } settings && Fits(settings) ? settings : OversightRefusals.Settings;
            }
            catch (JsonException)
            {
                return OversightRefusals.Settings;
            }
        }
    }

    // Above 4 the noise would say little more than the number itself; below a thousandth nothing but noise would be published.
    private static bool Fits(OversightSettings s) =>
        s is { EpsilonOver: >= 1 and <= 1_000_000, EpsilonUnder: >= 1 and <= 1_000_000, Threshold: >= 2 and <= 1_000_000, KeepWordsDays: >= 1 and <= 730, MostPressureADay: >= 1 }
        && s.EpsilonOver <= 4L * s.EpsilonUnder && 1000L * s.EpsilonOver >= s.EpsilonUnder;
}
