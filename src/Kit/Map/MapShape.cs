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

    /// <summary>Where an agency may ask homes: filled, with a full line.</summary>
    Asks,

    /// <summary>Where an agency may not ask homes now: empty, with a broken line.</summary>
    AsksNot,
}

/// <summary>One shape of a map.</summary>
/// <param name="Rings">Corners in degrees (latitude, longitude); for a point one corner.</param>
/// <param name="Link">Where it leads; null: nowhere.</param>
public sealed record MapShape(MapShapeKind Kind, IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Rings, MapLink? Link = null);

/// <summary>A shape of a map that leads to a page.</summary>
/// <param name="Label">What it is, as a sentence, for those who do not see it.</param>
/// <param name="Mark">A few letters in its middle, as the table beside the map has them.</param>
public sealed record MapLink(string Address, string Label, string Mark);

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
            MapShapeKind.Asks => "Filled, full line: the agency may ask homes.",
            MapShapeKind.AsksNot => "Empty, broken line: it may not ask homes now.",
        };
    }
}
