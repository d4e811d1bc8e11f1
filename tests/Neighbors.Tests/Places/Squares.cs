using Writ.Neighbors.Places;

namespace Writ.Neighbors.Tests.Places;

/// <summary>Areas to try rules on, around a place in the sample town.</summary>
internal static class Squares
{
    public const double North = 44.29;

    public const double East = -88.41;

    /// <summary>Corners of a rectangle of so many millionths of a degree.</summary>
    public static Place[] Rectangle(int high, int wide, double south = North, double west = East)
    {
        var corner = Place.Of(south, west)!.Value;
        return [corner, corner with { East = corner.East + wide }, new(corner.North + high, corner.East + wide), corner with { North = corner.North + high }];
    }

    /// <summary>Numbers that let any area pass.</summary>
    public static RequestLimits Any { get; } = new() { LeastSquareMetres = 1e-3, MostSquareMetres = 1e12, LeastRoundness = 0 };

    public static string Json(IEnumerable<Place> ring, bool closed = true)
    {
        var all = ring.ToList();
        if (closed) all.Add(all[0]);
        return $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', all.Select(p => FormattableString.Invariant($"[{p.Longitude},{p.Latitude}]")))}}]]}""";
    }
}
