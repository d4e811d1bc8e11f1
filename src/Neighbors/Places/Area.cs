using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Writ.Base;
using Writ.Base.Footage;

namespace Writ.Neighbors.Places;

/// <summary>
/// A request's area: one ring without holes, of the asked size and roundness. One spelling for each: against the clock, beginning at its most
/// southern and there most western corner, so that a ring turned or reversed is the same area.
/// </summary>
internal sealed class Area
{
    private Area(IReadOnlyList<Place> corners, Polygon shape, double squareMetres, double outline) =>
        (Corners, Shape, SquareMetres, Outline) = (corners, shape, squareMetres, outline);

    /// <summary>The corners, the first not repeated at the end.</summary>
    public IReadOnlyList<Place> Corners { get; }

    /// <summary>In degrees, x east and y north.</summary>
    public Polygon Shape { get; }

    public double SquareMetres { get; }

    /// <summary>Metres around it.</summary>
    public double Outline { get; }

    /// <summary>See <see cref="RequestLimits.LeastRoundness"/>.</summary>
    public double Roundness => 4 * Math.PI * SquareMetres / (Outline * Outline);

    /// <summary>A ring whose corners are on the globe, in any order round, the first repeated at the end or not.</summary>
    public static Result<Area> Of(IReadOnlyList<Place> ring, RequestLimits limits)
    {
        var corners = WithoutRepeats(ring);
        if (corners.Count > limits.MostCorners) return AreaRefusals.TooManyCorners(limits.MostCorners);
        if (corners.Count < 3) return AreaRefusals.Form;
        if (CrossesDateLine(corners)) return AreaRefusals.DateLine;
        var shape = ShapeOf(corners);
        if (new IsValidOp(shape).ValidationError is not null) return AreaRefusals.Crossing;
        var signed = Ground.SignedArea(corners);
        if (signed < 0) corners.Reverse();
        var first = corners.IndexOf(corners.MinBy(c => (c.North, c.East)));
        var spelt = (List<Place>)[.. corners.Skip(first), .. corners.Take(first)];
        var area = new Area(spelt, ShapeOf(spelt), Math.Abs(Ground.SignedArea(spelt)), Ground.Outline(spelt));
        if (area.SquareMetres < limits.LeastSquareMetres) return AreaRefusals.Small(limits.LeastSquareMetres);
        if (area.SquareMetres > limits.MostSquareMetres) return AreaRefusals.Large(limits.MostSquareMetres);
        return area.Roundness < limits.LeastRoundness ? AreaRefusals.Sliver : area;
    }

    /// <summary>Corners that this house stored itself.</summary>
    public static Area FromTrusted(IReadOnlyList<Place> corners) =>
        new(corners, ShapeOf(corners), Math.Abs(Ground.SignedArea(corners)), Ground.Outline(corners));

    /// <summary>Its edge belongs to it.</summary>
    public bool Holds(Place place) => Shape.Covers(new Point(place.Longitude, place.Latitude));

    /// <summary>Every coarse cell that the rectangle around it touches: homes of each read about it.</summary>
    public IReadOnlyList<CoarseCell> Cells()
    {
        var around = Shape.EnvelopeInternal;
        var cells = new List<CoarseCell>();

        // A tenth of a degree is a cell; one more step is taken at the far edge, and doubles fall away.
        for (var north = around.MinY; ; north = Math.Min(north + 0.1, around.MaxY))
        {
            for (var east = around.MinX; ; east = Math.Min(east + 0.1, around.MaxX))
            {
                cells.Add(CoarseCell.Of(north, east));
                if (east >= around.MaxX) break;
            }

            if (north >= around.MaxY) break;
        }

        return [.. cells.Distinct()];
    }

    private static List<Place> WithoutRepeats(IReadOnlyList<Place> ring)
    {
        var corners = new List<Place>(ring.Count);
        foreach (var place in ring)
        {
            if (corners.Count == 0 || corners[^1] != place) corners.Add(place);
        }

        while (corners.Count > 1 && corners[^1] == corners[0]) corners.RemoveAt(corners.Count - 1);
        return corners;
    }

    private static bool CrossesDateLine(List<Place> corners) =>
        corners.Any(c => Math.Abs(c.East) == 180 * Place.Degree) || (long)corners.Max(c => c.East) - corners.Min(c => c.East) > 180L * Place.Degree;

    private static Polygon ShapeOf(IReadOnlyList<Place> corners) =>
        new(new LinearRing([.. corners.Append(corners[0]).Select(c => new Coordinate(c.Longitude, c.Latitude))]));
}
