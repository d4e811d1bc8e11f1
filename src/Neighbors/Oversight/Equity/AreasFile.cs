using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using Writ.Base;
using Writ.Neighbors.Places;

namespace Writ.Neighbors.Oversight.Equity;

/// <summary>A neighbourhood or a census tract, as the operator's file has it.</summary>
/// <param name="Group">A public attribute by which neighbourhoods are put together; null where the file names none.</param>
internal sealed record Neighbourhood(string Id, string Name, string? Group, long Dwellings, Geometry Shape);

/// <summary>The neighbourhoods that equity is reported by. Null in <see cref="All"/>: no file was loaded.</summary>
internal sealed record Neighbourhoods(IReadOnlyList<Neighbourhood>? All);

/// <summary>
/// <c>areas.geojson</c>: a FeatureCollection whose features have <c>id</c>, <c>name</c>, <c>dwellings</c> and perhaps <c>group</c>. They may not lie over each other, or a request
/// would count twice.
/// </summary>
internal static class AreasFile
{
    public const string Name = "areas.geojson";

    private const int MostGroups = 12;

    // Borders that were drawn twice never meet exactly.
    private const double MostOverlap = 0.01;

    /// <returns>Refusal <c>oversight-areas-file</c>.</returns>
    public static Result<Neighbourhoods> Read(Func<string, Stream?> open)
    {
        if (open(Name) is not { } file) return new Neighbourhoods(null);
        using var reader = new StreamReader(file);
        var (shapes, fault) = GeoJsonFile.Read(reader.ReadToEnd());
        if (fault is not null) return OversightRefusals.Areas(fault);
        var all = new List<Neighbourhood>();
        foreach (var shape in shapes)
        {
            if (Text(shape.Properties, "id") is not { } id || Text(shape.Properties, "name") is not { } name || Dwellings(shape.Properties) is not { } dwellings)
                return OversightRefusals.Areas($"feature {all.Count + 1} has no id, name or dwellings");
            var group = shape.Properties.ContainsKey("group") ? Text(shape.Properties, "group") : null;
            if (group is null && shape.Properties.ContainsKey("group")) return OversightRefusals.Areas($"the group of feature {all.Count + 1} is no text");
            all.Add(new Neighbourhood(id, name, group, dwellings, shape.Shape));
        }

        if (all.Count == 0 || all.Sum(a => (double)a.Dwellings) < 1) return OversightRefusals.Areas("nobody lives in it");
        if (all.Select(a => a.Id).Distinct().Count() < all.Count) return OversightRefusals.Areas("two features have one id");
        if (all.Select(a => a.Group).Distinct().Count() > MostGroups) return OversightRefusals.Areas($"it has more than {MostGroups} groups");
        return Overlapping(all) is var (one, other) ? OversightRefusals.Areas($"{one} and {other} lie over each other") : new Neighbourhoods(all);
    }

    private static (string One, string Other)? Overlapping(List<Neighbourhood> all)
    {
        var index = new STRtree<Neighbourhood>();
        foreach (var area in all) index.Insert(area.Shape.EnvelopeInternal, area);
        foreach (var area in all)
        {
            foreach (var other in index.Query(area.Shape.EnvelopeInternal).Where(o => string.CompareOrdinal(area.Id, o.Id) < 0 && area.Shape.Intersects(o.Shape)))
            {
                if (area.Shape.Intersection(other.Shape).Area > MostOverlap * Math.Min(area.Shape.Area, other.Shape.Area)) return (area.Id, other.Id);
            }
        }

        return null;
    }

    private static string? Text(JsonObject properties, string name) =>
        properties[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Trim() is { Length: > 0 and <= 100 } trimmed && !trimmed.Any(char.IsControl) ? trimmed : null;

    private static long? Dwellings(JsonObject properties) =>
        properties["dwellings"] is JsonValue value && value.TryGetValue<long>(out var count) && count is >= 0 and <= 100_000_000 ? count : null;
}
