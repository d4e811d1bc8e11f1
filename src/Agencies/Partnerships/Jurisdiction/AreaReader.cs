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

    private static Result<IReadOnlyList<IReadOnlyList<GeoPoint[]>>> Geometry(JsonElement root)
    {
        if (GeoJson.TypeOf(root) == "Feature" && !root.TryGetProperty("geometry", out root)) return AreaRefusals.Form;
        var (parts, fault) = GeoJson.Read(root, MostPoints);
        if (parts is null)
        {
            return fault!.Value switch
            {
                GeoJsonFault.Form => AreaRefusals.Form,
                GeoJsonFault.TooMany => AreaRefusals.TooLarge,
                GeoJsonFault.Range => AreaRefusals.Range,
            };
        }

        foreach (var points in parts.SelectMany(part => part))
        {
            if (points.Length < 4 || points[0] != points[^1]) return AreaRefusals.Ring;
            for (var i = 1; i < points.Length; i++)
            {
                if (Math.Abs(points[i].Lon - points[i - 1].Lon) > 180) return AreaRefusals.DateLine;
            }
        }

        return Result<IReadOnlyList<IReadOnlyList<GeoPoint[]>>>.Of(parts);
    }

    private static Result<JurisdictionArea> Judge(IReadOnlyList<IReadOnlyList<GeoPoint[]>> parts, double minWidthMetres)
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
}
