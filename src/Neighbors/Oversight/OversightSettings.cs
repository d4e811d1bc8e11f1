using Writ.Base;

namespace Writ.Neighbors.Oversight;

/// <summary>Numbers of what is published of a quarter. Each is configuration (<c>oversight.json</c> beside the maps) with this default.</summary>
public sealed record OversightSettings
{
    public const string FileName = "oversight.json";

    private static readonly OversightSettings Usual = new();

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

    /// <summary>Days after a request within which a demand on the company for the same counts as having followed it.</summary>
    public int FollowDays { get; init; } = 90;

    /// <param name="open">A file by its name; null where there is none.</param>
    /// <returns>Refusal <c>oversight-settings-file</c>.</returns>
    internal static Result<OversightSettings> Read(Func<string, Stream?> open) => NumbersFile.Read<OversightSettings>(open, FileName, "oversight-settings-file", Check);

    // Epsilon at most a half: more would be less noise. Below a thousandth nothing but noise would be published.
    private static void Check(OversightSettings s, NumberBounds bounds) => bounds
        .Within(s.EpsilonUnder, 2, 1_000_000)
        .Within(s.EpsilonOver, (s.EpsilonUnder + 999) / 1000, s.EpsilonUnder / 2)
        .Within(s.Threshold, Usual.Threshold, 1_000_000)
        .Within(s.KeepWordsDays, 1, Usual.KeepWordsDays)
        .Within(s.MostPressureADay, Usual.MostPressureADay, 1_000_000)
        .Within(s.FollowDays, Usual.FollowDays, 365);
}
