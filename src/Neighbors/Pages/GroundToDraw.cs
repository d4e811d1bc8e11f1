using NetTopologySuite.Geometries;
using Writ.Kit;
using Writ.Neighbors.Places;

namespace Writ.Neighbors.Pages;

/// <summary>What an officer draws an area on: their jurisdiction, what needs care in it, and where how many live.</summary>
internal static class GroundToDraw
{
    // Across the longer side; finer would only be grey.
    private const int Across = 40;

    private const double Darkest = 0.55;

    public static DrawView? Of(Geometry? jurisdiction, TownMap town, RequestLimits limits, DateTimeOffset now)
    {
        if (jurisdiction is null || jurisdiction.IsEmpty || town.Dwellings is not { } grid) return null;
        var shapes = new List<MapShape>();
        Add(MapShapeKind.Ground, jurisdiction);
        foreach (var care in town.Care(limits.Earliest(now), DateTimeOffset.MaxValue).Where(jurisdiction.Intersects)) Add(MapShapeKind.Care, care);
        return new DrawView(
            shapes, Shades(jurisdiction.EnvelopeInternal, grid),
            new MapLimits(limits.LeastSquareMetres, limits.MostSquareMetres, limits.LeastDwellings, limits.LeastRoundness, limits.MostCorners));

        void Add(MapShapeKind kind, Geometry shape) => shapes.Add(new MapShape(
            kind, [.. Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<Polygon>().Select(p => (IReadOnlyList<(double, double)>)[.. p.ExteriorRing.Coordinates.Select(c => (c.Y, c.X))])]));
    }

    private static List<MapShade> Shades(Envelope around, DwellingGrid grid)
    {
        var side = Math.Max(around.Width, around.Height) / Across;
        var homes = new Dictionary<(int North, int East), double>();
        foreach (var cell in grid.In(around.MinY, around.MinX, around.MaxY, around.MaxX))
        {
            var (north, east) = ((cell.South + cell.North) / 2, (cell.West + cell.East) / 2);
            if (!around.Contains(east, north)) continue;
            var place = ((int)((north - around.MinY) / side), (int)((east - around.MinX) / side));
            homes[place] = homes.GetValueOrDefault(place) + cell.Dwellings;
        }

        var most = homes.Values.DefaultIfEmpty(0).Max();
        return
        [
            .. homes.Where(h => h.Value > 0).OrderBy(h => h.Key).Select(h => new MapShade(
                around.MinY + (h.Key.North * side), around.MinX + (h.Key.East * side), around.MinY + ((h.Key.North + 1) * side), around.MinX + ((h.Key.East + 1) * side), Darkest * h.Value / most)),
        ];
    }
}
