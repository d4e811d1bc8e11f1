namespace Writ.Neighbors.Requests.Files;

/// <summary>Region files change at fixed times only: that one changed tells when, and never who asked for it or who answered.</summary>
internal static class Rhythms
{
    public static DateTimeOffset Whole(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>The beat at this time or before it.</summary>
    public static DateTimeOffset Beat(DateTimeOffset at, RequestLimits limits) => new(at.UtcTicks - (at.UtcTicks % limits.Rhythm.Ticks), TimeSpan.Zero);

    public static DateTimeOffset Next(DateTimeOffset at, RequestLimits limits) => Beat(at, limits) + limits.Rhythm;

    public static DateTimeOffset AtOrAfter(DateTimeOffset at, RequestLimits limits) => Beat(at, limits) is { } beat && beat == at ? beat : Next(at, limits);
}
