using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        JsonObject? shape;
        try
        {
            shape = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false }) as JsonObject;
            if (Word(shape, "type") == "Feature") shape = shape!["geometry"] as JsonObject;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return AreaRefusals.Form;
        }

        if (Word(shape, "type") != "Polygon" || shape!["coordinates"] is not JsonArray rings || rings.Count == 0) return AreaRefusals.Form;
        if (rings.Count > 1) return AreaRefusals.Holes;
        if (rings[0] is not JsonArray ring || ring.Count < 4) return AreaRefusals.Form;
        if (ring.Count > limits.MostCorners + 1) return AreaRefusals.TooManyCorners(limits.MostCorners);
        var places = new List<Place>(ring.Count);
        foreach (var position in ring)
        {
            // Longitude first; a height would be a third number, and says nothing here.
            if (position is not JsonArray { Count: 2 } pair || Number(pair[0]) is not { } longitude || Number(pair[1]) is not { } latitude) return AreaRefusals.Form;
            if (Place.Of(latitude, longitude) is not { } place) return AreaRefusals.Range;
            places.Add(place);
        }

        return places[0] == places[^1] ? places : AreaRefusals.NotClosed;
    }

    private static string? Word(JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<string>(out var word) ? word : null;

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<double>(out var number) && double.IsFinite(number) ? number : null;

    private static double? Degrees(string text) => text.Trim() is { Length: > 0 and <= 24 } digits
        && double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : null;
}
