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
