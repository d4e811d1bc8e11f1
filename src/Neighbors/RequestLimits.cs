namespace Writ.Neighbors;

/// <summary>Every number of the rules for community requests. Each is configuration (<c>limits.json</c>) with this default; each edge has a test.</summary>
public sealed record RequestLimits
{
    /// <summary>One international square mile in square metres.</summary>
    public const double SquareMile = 2_589_988.110336;

    /// <summary>Bytes of an area as typed or pasted, before anything of it is read.</summary>
    public int MostAreaBytes { get; init; } = 64 * 1024;

    /// <summary>Corners of an area.</summary>
    public int MostCorners { get; init; } = 500;

    /// <summary>Square metres; 0.025 square miles.</summary>
    public double LeastSquareMetres { get; init; } = 0.025 * SquareMile;

    /// <summary>Square metres; 0.5 square miles.</summary>
    public double MostSquareMetres { get; init; } = 0.5 * SquareMile;

    /// <summary>How round an area must be: 4 pi times its area through the square of its outline (Polsby and Popper); a circle is 1, a square 0.785.</summary>
    public double LeastRoundness { get; init; } = 0.15;

    public int LeastDwellings { get; init; } = 100;

    public TimeSpan ShortestWindow { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan LongestWindow { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long ago an incident may be when it is sent and when it is published.</summary>
    public TimeSpan OldestIncident { get; init; } = TimeSpan.FromDays(45);

    /// <summary>Before this, no window of a request that may still be sent begins.</summary>
    public DateTimeOffset Earliest(DateTimeOffset now) => now - OldestIncident - LongestWindow;

    /// <summary>How long homes are asked.</summary>
    public TimeSpan Open { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Posts for one case of an agency: one, and one correction.</summary>
    public int PostsPerCase { get; init; } = 2;

    /// <summary>Dwellings times hours that one agency may ask in one calendar month (UTC).</summary>
    public int DwellingHoursPerMonth { get; init; } = 50_000;

    /// <summary>Region files change at multiples of this, counted from midnight UTC, and never between.</summary>
    public TimeSpan Rhythm { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Drafts that one officer may have at once.</summary>
    public int MostDrafts { get; init; } = 20;
}
