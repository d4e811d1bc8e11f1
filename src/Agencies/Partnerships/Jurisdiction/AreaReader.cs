using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Writ.Base;

namespace Writ.Agencies.Partnerships.Jurisdiction;

/// <summary>
/// Reads GeoJSON (RFC 7946) from outside. Bytes are bounded before anything is parsed, points while it is, and geometry is judged last. One refusal for each
/// thing that can be wrong.
/// </summary>
internal static class AreaReader
{
    public const int MostBytes = 2 * 1024 * 1024;

    public const int MostPoints = 50_000;

    private const double MetresOfDegree = 111_320;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 12, AllowDuplicateProperties = false };

    public static Result<JurisdictionArea> Read(ReadOnlyMemory<byte> bytes, double minWidthMetres)
    {
        if (bytes.Length == 0) return AreaRefusals.Missing;
        if (bytes.Length > MostBytes) return AreaRefusals.TooLarge;
        try
        {
            using var document = JsonDocument.Parse(bytes, Json);
            return Geometry(document.RootElement).TryGet(out var rings, out var refusal) ? Judge(rings, minWidthMetres) : refusal;
        }
        catch (JsonException)
        {
            return AreaRefusals.Form;
        }
    }

    private static Result<List<List<GeoPoint[]>>> Geometry(JsonElement root)
    {
        if (Type(root) == "Feature") return root.TryGetProperty("geometry", out var inner) && Type(inner) is "Polygon" or "MultiPolygon" ? Geometry(inner) : AreaRefusals.Form;

        // Another reference system is another place: RFC 7946 took the member away.
        if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("crs", out _)) return AreaRefusals.Form;
        if (!root.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array) return AreaRefusals.Form;
        var left = MostPoints;
        var parts = new List<List<GeoPoint[]>>();
        switch (Type(root))
        {
            case "Polygon":
                if (!Part(coordinates, ref left).TryGet(out var single, out var wrong)) return wrong;
                parts.Add(single);
                return parts;
            case "MultiPolygon":
                foreach (var part in coordinates.EnumerateArray())
                {
                    if (!Part(part, ref left).TryGet(out var read, out wrong)) return wrong;
                    parts.Add(read);
                }

                return parts.Count == 0 ? AreaRefusals.Form : parts;
            default:
                return AreaRefusals.Form;
        }
    }

    private static Result<List<GeoPoint[]>> Part(JsonElement part, ref int left)
    {
        if (part.ValueKind != JsonValueKind.Array || part.GetArrayLength() == 0) return AreaRefusals.Form;
        var rings = new List<GeoPoint[]>();
        foreach (var ring in part.EnumerateArray())
        {
            if (ring.ValueKind != JsonValueKind.Array) return AreaRefusals.Form;
            left -= Math.Min(left + 1, ring.GetArrayLength());
            if (left < 0) return AreaRefusals.TooLarge;
            var points = new GeoPoint[ring.GetArrayLength()];
            var at = 0;
            foreach (var position in ring.EnumerateArray())
            {
                if (!Position(position).TryGet(out var point, out var refusal)) return refusal;
                points[at++] = point;
            }

            if (points.Length < 4 || points[0] != points[^1]) return AreaRefusals.Ring;
            for (var i = 1; i < points.Length; i++)
            {
                if (Math.Abs(points[i].Lon - points[i - 1].Lon) > 180) return AreaRefusals.DateLine;
            }

            rings.Add(points);
        }

        return rings;
    }

    private static Result<GeoPoint> Position(JsonElement position)
    {
        // A third number is a height; there are no more.
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is not (2 or 3)) return AreaRefusals.Form;
        foreach (var number in position.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var value) || !double.IsFinite(value)) return AreaRefusals.Form;
        }

        var point = new GeoPoint(position[0].GetDouble(), position[1].GetDouble());
        return point is { Lon: >= -180 and <= 180, Lat: >= -90 and <= 90 } ? point : AreaRefusals.Range;
    }

    private static Result<JurisdictionArea> Judge(List<List<GeoPoint[]>> parts, double minWidthMetres)
    {
        var polygons = parts.Select(part => new Polygon(Ring(part[0]), [.. part.Skip(1).Select(Ring)])).ToArray();
        if (!new IsValidOp(new MultiPolygon(polygons)).IsValid) return AreaRefusals.Crossed;
        if (parts.SelectMany(p => p).Any(ring => Width(ring) < minWidthMetres)) return AreaRefusals.Sliver;
        return new JurisdictionArea([.. parts.Select(part => new AreaPart(part[0], [.. part.Skip(1)]))]);
    }

    private static LinearRing Ring(GeoPoint[] points) => new([.. points.Select(p => new Coordinate(p.Lon, p.Lat))]);

    /// <summary>Twice area by perimeter, in metres: of a long strip it is about its width. On a plane that touches the ring, which is good enough for a bound.</summary>
    private static double Width(GeoPoint[] ring)
    {
        var shrink = Math.Cos(ring.Average(p => p.Lat) * Math.PI / 180);
        var (area, length) = (0.0, 0.0);
        for (var i = 1; i < ring.Length; i++)
        {
            // From the first point on, so that far from the origin no digits are lost.
            var (x0, y0) = (((ring[i - 1].Lon - ring[0].Lon) * MetresOfDegree) * shrink, (ring[i - 1].Lat - ring[0].Lat) * MetresOfDegree);
            var (x1, y1) = (((ring[i].Lon - ring[0].Lon) * MetresOfDegree) * shrink, (ring[i].Lat - ring[0].Lat) * MetresOfDegree);
            area += ((x0 * y1) - (x1 * y0)) / 2;
            length += Math.Sqrt(((x1 - x0) * (x1 - x0)) + ((y1 - y0) * (y1 - y0)));
        }

        return length == 0 ? 0 : 2 * Math.Abs(area) / length;
    }

    private static string? Type(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
}
