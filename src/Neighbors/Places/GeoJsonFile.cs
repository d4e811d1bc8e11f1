using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using Writ.Agencies.Partnerships.Jurisdiction;

namespace Writ.Neighbors.Places;

/// <summary>One polygon of a file that the operator loads, with its properties.</summary>
internal sealed record FileShape(Geometry Shape, JsonObject Properties);

/// <summary>Reads the operator's GeoJSON: a FeatureCollection of Polygons and MultiPolygons, holes and all, but valid ones.</summary>
internal static class GeoJsonFile
{
    // A file of a state's tracts has some millions.
    private const int MostPoints = 20_000_000;

    private const string Unreadable = "it cannot be read as GeoJSON polygons";

    /// <summary>What is wrong, or null.</summary>
    public static (IReadOnlyList<FileShape> Shapes, string? Fault) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (GeoJson.TypeOf(document.RootElement) != "FeatureCollection" || !document.RootElement.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
                return ([], "it is not a FeatureCollection");
            var shapes = new List<FileShape>();
            foreach (var feature in features.EnumerateArray())
            {
                if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry) || GeoJson.Read(geometry, MostPoints).Parts is not { } parts) return ([], Unreadable);
                var shape = Of(parts);
                if (new IsValidOp(shape).ValidationError is { } error) return ([], $"feature {shapes.Count + 1} is not valid: {error.Message}");
                shapes.Add(new FileShape(shape, feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? JsonObject.Create(properties.Clone())! : []));
            }

            return (shapes, null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return ([], Unreadable);
        }
    }

    private static Geometry Of(IReadOnlyList<IReadOnlyList<GeoPoint[]>> parts)
    {
        var polygons = parts.Select(part => new Polygon(Ring(part[0]), [.. part.Skip(1).Select(Ring)])).ToArray();
        return polygons is [var single] ? single : new MultiPolygon(polygons);
    }

    // A ring that is not closed, or too short, is none: it throws.
    private static LinearRing Ring(GeoPoint[] points) => new([.. points.Select(p => new Coordinate(p.Lon, p.Lat))]);
}
