using System.Text.Json;

namespace Writ.Agencies.Partnerships.Jurisdiction;

/// <summary>What can be wrong with the geometry of a GeoJSON file.</summary>
public enum GeoJsonFault
{
    /// <summary>Neither a Polygon nor a MultiPolygon of arrays of numbers, or in another reference system.</summary>
    Form,

    /// <summary>More positions than are taken.</summary>
    TooMany,

    /// <summary>A position that is not on the earth.</summary>
    Range,
}

/// <summary>
/// The one reader of GeoJSON polygons (RFC 7946): for areas that agencies hand in, for what officers type, and for what the operator loads. It reads numbers and counts them
/// while it does; whether rings are closed and shapes fit is judged by who asked, each with refusals of its own.
/// </summary>
public static class GeoJson
{
    /// <summary>The member <c>type</c>; null where there is none.</summary>
    public static string? TypeOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;

    /// <param name="geometry">A Polygon or a MultiPolygon, not a Feature.</param>
    /// <param name="mostPoints">Positions of all rings together.</param>
    /// <param name="heights">A third number of a position is passed over; false: it is refused.</param>
    /// <returns>Parts of rings of positions as they stand there; a ring may be of any length. Null with a fault.</returns>
    public static (IReadOnlyList<IReadOnlyList<GeoPoint[]>>? Parts, GeoJsonFault? Fault) Read(JsonElement geometry, int mostPoints, bool heights = true)
    {
        // Another reference system is another place: RFC 7946 took the member away.
        if (geometry.ValueKind != JsonValueKind.Object || geometry.TryGetProperty("crs", out _)
            || !geometry.TryGetProperty("coordinates", out var coordinates) || coordinates.ValueKind != JsonValueKind.Array) return (null, GeoJsonFault.Form);
        IEnumerable<JsonElement> polygons;
        switch (TypeOf(geometry))
        {
            case "Polygon":
                polygons = [coordinates];
                break;
            case "MultiPolygon":
                polygons = coordinates.EnumerateArray();
                break;
            default:
                return (null, GeoJsonFault.Form);
        }

        var (left, parts) = (mostPoints, new List<IReadOnlyList<GeoPoint[]>>());
        foreach (var polygon in polygons)
        {
            if (Rings(polygon, heights, ref left, out var rings) is { } fault) return (null, fault);
            parts.Add(rings);
        }

        return parts.Count == 0 ? (null, GeoJsonFault.Form) : (parts, null);
    }

    private static GeoJsonFault? Rings(JsonElement polygon, bool heights, ref int left, out List<GeoPoint[]> rings)
    {
        rings = [];
        if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() == 0) return GeoJsonFault.Form;
        foreach (var ring in polygon.EnumerateArray())
        {
            if (ring.ValueKind != JsonValueKind.Array) return GeoJsonFault.Form;
            if (ring.GetArrayLength() > left) return GeoJsonFault.TooMany;
            left -= ring.GetArrayLength();
            var points = new GeoPoint[ring.GetArrayLength()];
            var at = 0;
            foreach (var position in ring.EnumerateArray())
            {
                if (Position(position, heights, out points[at++]) is { } fault) return fault;
            }

            rings.Add(points);
        }

        return null;
    }

    private static GeoJsonFault? Position(JsonElement position, bool heights, out GeoPoint point)
    {
        point = default;
        if (position.ValueKind != JsonValueKind.Array || !(position.GetArrayLength() == 2 || (heights && position.GetArrayLength() == 3))) return GeoJsonFault.Form;
        foreach (var number in position.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var value) || !double.IsFinite(value)) return GeoJsonFault.Form;
        }

        point = new GeoPoint(position[0].GetDouble(), position[1].GetDouble());
        return point is { Lon: >= -180 and <= 180, Lat: >= -90 and <= 90 } ? null : GeoJsonFault.Range;
    }
}
