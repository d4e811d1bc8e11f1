using System.Collections.Concurrent;
using System.Text.Json;

namespace Writ.Mirror.Record;

/// <summary>Outlines of jurisdictions, from the published files whose bytes are those that the record names. Read once each, with as many corners as a map can show.</summary>
internal sealed class PublishedAreas(PublishedPapers papers)
{
    private const int MostBytes = 2 * 1024 * 1024;

    private const int MostCorners = 400;

    // As many areas as one map can show; beyond that the oldest file is no loss, it is read again.
    private const int MostKept = 2000;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 12 };

    private readonly ConcurrentDictionary<string, IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>>> kept = new(StringComparer.Ordinal);

    /// <summary>Outer rings, without their holes; empty where the file is not there yet, or is none that can be drawn.</summary>
    public IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Rings(string path, string sha256)
    {
        if (kept.TryGetValue(sha256, out var known)) return known;
        if (papers.Bytes(path) is not { Length: <= MostBytes } bytes) return [];
        if (kept.Count >= MostKept) kept.Clear();
        return kept[sha256] = Read(bytes);
    }

    internal static IReadOnlyList<IReadOnlyList<(double Latitude, double Longitude)>> Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Json);
            var root = document.RootElement;
            if (TypeOf(root) == "Feature") root = root.GetProperty("geometry");
            var coordinates = root.GetProperty("coordinates");
            IEnumerable<JsonElement> polygons = TypeOf(root) switch
            {
                "Polygon" => [coordinates],
                "MultiPolygon" => coordinates.EnumerateArray(),
                _ => [],
            };
            return [.. polygons.Select(polygon => Thinned([.. polygon[0].EnumerateArray().Select(p => (p[1].GetDouble(), p[0].GetDouble()))])).Where(ring => ring.Count > 2)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or FormatException)
        {
            return [];
        }
    }

    private static string? TypeOf(JsonElement element) => element.GetProperty("type").GetString();

    private static List<(double Latitude, double Longitude)> Thinned(List<(double Latitude, double Longitude)> ring)
    {
        var every = (ring.Count / MostCorners) + 1;
        return [.. ring.Where((p, i) => i % every == 0 && p is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 })];
    }
}
