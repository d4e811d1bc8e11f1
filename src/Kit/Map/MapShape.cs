namespace Writ.Kit;

/// <summary>What a shape on a <see cref="GroundMap"/> is; each kind is drawn in its own way, and named in the legend.</summary>
public enum MapShapeKind
{
    /// <summary>The ground that everything lies in: a thin outline.</summary>
    Ground,

    /// <summary>What is asked about: a strong outline, lightly filled.</summary>
    Asked,

    /// <summary>What needs care: dashed, hatched.</summary>
    Care,

    /// <summary>One place: a ring with a cross.</summary>
    Point,
}

/// <summary>One shape of a map.</summary>
/// <param name="Rings">Corners in degrees (latitude, longitude); for a point one corner.</param>
public sealed record MapShape(MapShapeKind Kind, IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Rings);

/// <summary>A rectangle of degrees, darker the more live in it.</summary>
/// <param name="Weight">0 to 1.</param>
public sealed record MapShade(double South, double West, double North, double East, double Weight);

/// <summary>Between what an area that is drawn has to lie.</summary>
/// <param name="LeastRoundness">4 pi times the area through the square of the outline.</param>
public sealed record MapLimits(double LeastSquareMetres, double MostSquareMetres, int LeastDwellings, double LeastRoundness, int MostCorners);

internal static class MapShapeWords
{
    extension(MapShapeKind kind)
    {
        public string Legend => kind switch
        {
            MapShapeKind.Ground => "Thin line: the agency’s jurisdiction.",
            MapShapeKind.Asked => "Strong line: the area asked about.",
            MapShapeKind.Care => "Dashed: school grounds, or a registered assembly.",
            MapShapeKind.Point => "Ring: the place of the incident.",
        };
    }
}
