namespace Writ.Neighbors.Places;

/// <summary>
/// Areas and lengths on the ellipsoid WGS 84. Area: the ring is taken through Lambert's cylindrical equal-area projection of the ellipsoid
/// (Snyder, Map Projections, USGS PP 1395, eq. 3-12 and 10-6) and measured there; the projection keeps area exactly, what differs is that an
/// edge that is straight in degrees is very slightly bent in it. For areas up to 5 km across the relative error stays below 1e-6.
/// Length: on the ellipsoid's radii at the middle latitude, below 1e-4 at the same size.
/// </summary>
internal static class Ground
{
    private const double Major = 6_378_137.0;

    private const double Flattening = 1 / 298.257223563;

    private static readonly double SquaredEccentricity = Flattening * (2 - Flattening);

    private static readonly double Eccentricity = Math.Sqrt(SquaredEccentricity);

    /// <summary>Square metres inside a ring; positive where it runs against the clock.</summary>
    public static double SignedArea(IReadOnlyList<Place> ring)
    {
        // Everything from the first corner: of two numbers that are nearly the same only the difference counts.
        var (east, north) = (ring[0].Longitude, Up(ring[0].Latitude));
        var twice = 0.0;
        for (var i = 1; i + 1 < ring.Count; i++)
        {
            var (x1, y1) = (Major * Radians(ring[i].Longitude - east), Up(ring[i].Latitude) - north);
            var (x2, y2) = (Major * Radians(ring[i + 1].Longitude - east), Up(ring[i + 1].Latitude) - north);
            twice += (x1 * y2) - (x2 * y1);
        }

        return twice / 2;
    }

    /// <summary>Metres around a ring.</summary>
    public static double Outline(IReadOnlyList<Place> ring) => Enumerable.Range(0, ring.Count).Sum(i => Distance(ring[i], ring[(i + 1) % ring.Count]));

    /// <summary>Metres between two places that are near each other.</summary>
    public static double Distance(Place a, Place b)
    {
        var middle = Radians((a.Latitude + b.Latitude) / 2);
        var w = 1 - (SquaredEccentricity * Math.Sin(middle) * Math.Sin(middle));
        var north = Radians(b.Latitude - a.Latitude) * Major * (1 - SquaredEccentricity) / Math.Pow(w, 1.5);
        var east = Radians(b.Longitude - a.Longitude) * Major * Math.Cos(middle) / Math.Sqrt(w);
        return Math.Sqrt((north * north) + (east * east));
    }

    // Snyder 3-12: half of a·q is the height in the projection.
    private static double Up(double latitude)
    {
        var sine = Math.Sin(Radians(latitude));
        var es = Eccentricity * sine;
        return Major / 2 * (1 - SquaredEccentricity) * ((sine / (1 - (es * es))) - (Math.Log((1 - es) / (1 + es)) / (2 * Eccentricity)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
