using System.Globalization;
using System.Text;
using System.Text.Json;
using Writ.Agencies.Partnerships.Jurisdiction;
using Writ.Base;

namespace Writ.Neighbors.Places;

/// <summary>
/// An area as somebody typed it: lines of <c>latitude, longitude</c>, or GeoJSON (RFC 7946): a Polygon, or a Feature of one. Its bytes are
/// counted before anything of it is read.
/// </summary>
internal static class AreaText
{
    private const int MostDepth = 8;

    public static Result<Area> Read(string text, RequestLimits limits)
    {
        if (Encoding.UTF8.GetByteCount(text) > limits.MostAreaBytes) return AreaRefusals.TooLarge(limits.MostAreaBytes);
        var ring = text.AsSpan().TrimStart().StartsWith("{") ? Json(text, limits) : Lines(text, limits);
        return ring.Then(places => Area.Of(places, limits));
    }

    /// <summary>One line of <c>latitude, longitude</c>; null where it is not one. Out of range is a refusal of its own.</summary>
    public static Result<Place>? Line(string line)
    {
        var parts = line.Split(',', ';');
        if (parts.Length == 1) parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || Degrees(parts[0]) is not { } latitude || Degrees(parts[1]) is not { } longitude) return null;
        return Place.Of(latitude, longitude) is { } place ? place : AreaRefusals.Range;
    }

    /// <summary>As lines, for a form that shows it again.</summary>
    public static string Written(IEnumerable<Place> corners) => string.Join('\n', corners.Select(c => c.ToString()));

    private static Result<List<Place>> Lines(string text, RequestLimits limits)
    {
        var places = new List<Place>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Line(line) is not { } read) return AreaRefusals.Form;
            if (!read.TryGet(out var place, out var refusal)) return refusal;
            places.Add(place);
            if (places.Count > limits.MostCorners + 1) return AreaRefusals.TooManyCorners(limits.MostCorners);
        }

        return places.Count == 0 ? AreaRefusals.Form : places;
    }

    private static Result<List<Place>> Json(string text, RequestLimits limits)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false });
            var shape = document.RootElement;
            if (GeoJson.TypeOf(shape) == "Feature" && !shape.TryGetProperty("geometry", out shape)) return AreaRefusals.Form;
            if (GeoJson.TypeOf(shape) != "Polygon") return AreaRefusals.Form;
            if (shape.TryGetProperty("coordinates", out var rings) && rings.ValueKind == JsonValueKind.Array && rings.GetArrayLength() > 1) return AreaRefusals.Holes;

            // A height would be a third number, and says nothing here.
            var (parts, fault) = GeoJson.Read(shape, limits.MostCorners + 1, heights: false);
            return parts is null ? Refused(fault!.Value, limits) : Closed(parts[0][0]);
        }
        catch (JsonException)
        {
            return AreaRefusals.Form;
        }
    }

    private static Refusal Refused(GeoJsonFault fault, RequestLimits limits) => fault switch
    {
        GeoJsonFault.Form => AreaRefusals.Form,
        GeoJsonFault.TooMany => AreaRefusals.TooManyCorners(limits.MostCorners),
        GeoJsonFault.Range => AreaRefusals.Range,
    };

    // Places are rounded before they are compared: two that are one here close the ring.
    private static Result<List<Place>> Closed(GeoPoint[] ring)
    {
        if (ring.Length < 4) return AreaRefusals.Form;
        var places = ring.Select(point => Place.Of(point.Lat, point.Lon)!.Value).ToList();
        return places[0] == places[^1] ? places : AreaRefusals.NotClosed;
    }

    private static double? Degrees(string text) => text.Trim() is { Length: > 0 and <= 24 } digits
        && double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : null;
}
