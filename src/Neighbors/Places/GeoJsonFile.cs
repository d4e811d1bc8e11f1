using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace Writ.Neighbors.Places;

/// <summary>One polygon of a file that the operator loads, with its properties.</summary>
internal sealed record FileShape(Geometry Shape, JsonObject Properties);

/// <summary>Reads the operator's GeoJSON: a FeatureCollection of Polygons and MultiPolygons, holes and all, but valid ones.</summary>
internal static class GeoJsonFile
{
    /// <summary>What is wrong, or null.</summary>
    public static (IReadOnlyList<FileShape> Shapes, string? Fault) Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject json || (string?)json["type"] != "FeatureCollection" || json["features"] is not JsonArray features)
                return ([], "it is not a FeatureCollection");
            var shapes = new List<FileShape>();
            foreach (var feature in features)
            {
                var shape = Of(feature!["geometry"]!.AsObject());
                if (new IsValidOp(shape).ValidationError is { } error) return ([], $"feature {shapes.Count + 1} is not valid: {error.Message}");
                shapes.Add(new FileShape(shape, feature["properties"] as JsonObject ?? []));
            }

            return (shapes, null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or NullReferenceException or FormatException)
        {
            return ([], "it cannot be read as GeoJSON polygons");
        }
    }

    private static Geometry Of(JsonObject geometry) => (string?)geometry["type"] switch
    {
        "Polygon" => PolygonOf(geometry["coordinates"]!.AsArray()),
        "MultiPolygon" => new MultiPolygon([.. geometry["coordinates"]!.AsArray().Select(p => PolygonOf(p!.AsArray()))]),
        _ => throw new ArgumentException("Neither Polygon nor MultiPolygon", nameof(geometry)),
    };

    private static Polygon PolygonOf(JsonArray rings) => new(Ring(rings[0]!), [.. rings.Skip(1).Select(hole => Ring(hole!))]);

    private static LinearRing Ring(JsonNode positions) => new([.. positions.AsArray().Select(p => new Coordinate((double)p![0]!, (double)p[1]!))]);
}
