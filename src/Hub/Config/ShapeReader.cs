using System.Text.Json;
using Writ.Base;
using Writ.Hub.Masks;

namespace Writ.Hub.Config;

/// <summary>Reads masks and zones: <c>[left, top, right, bottom]</c> or <c>[[x, y], [x, y], [x, y] …]</c>.</summary>
internal static class ShapeReader
{
    private const int LeastPoints = 3;

    private const int MostPoints = 32;

    public static IReadOnlyList<Shape> Read(StrictObject camera, string name, int most, Checks faults)
    {
        var shapes = new List<Shape>();
        var list = camera.List(name, most);
        for (var i = 0; i < list.Count; i++)
        {
            if (Box(list[i]) is { } box) shapes.Add(box);
            else if (Polygon(list[i]) is { } polygon) shapes.Add(polygon);
            else faults.Add(ConfigRefusals.Shape($"{camera.Field(name)}/{i}"));
        }

        return shapes;
    }

    private static Shape? Box(JsonElement element) =>
        Numbers(element, 4) is [var left, var top, var right, var bottom] && left < right && top < bottom ? Shape.Box(left, top, right, bottom) : null;

    private static Shape? Polygon(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is < LeastPoints or > MostPoints) return null;
        var points = element.EnumerateArray().Select(point => Numbers(point, 2)).ToList();
        return points.All(p => p is not null) ? new Shape([.. points.Select(p => new Place(p![0], p[1]))]) : null;
    }

    private static int[]? Numbers(JsonElement element, int count)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != count) return null;
        var numbers = new int[count];
        for (var i = 0; i < count; i++)
        {
            if (element[i].ValueKind != JsonValueKind.Number || !element[i].TryGetInt32(out numbers[i]) || numbers[i] is < 0 or > Shape.Whole) return null;
        }

        return numbers;
    }
}
