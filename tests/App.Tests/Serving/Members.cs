using System.Text.Json.Nodes;

namespace Writ.App.Tests.Serving;

/// <summary>Every member of a JSON document, so that no test forgets one.</summary>
internal static class Members
{
    /// <summary>Paths such as <c>/items/0/identifier/kind</c>, and each array and object on the way.</summary>
    public static IReadOnlyList<string> Of(JsonNode node) => [.. Walk(node, string.Empty).Skip(1)];

    /// <summary>A copy in which the member is replaced.</summary>
    public static JsonNode With(JsonNode document, string path, JsonNode? value) => Change(document, path, (parent, name) =>
    {
        if (parent is JsonArray array) array[int.Parse(name)] = value;
        else parent[name] = value;
    });

    /// <summary>A copy in which the member is not there.</summary>
    public static JsonNode Without(JsonNode document, string path) => Change(document, path, (parent, name) =>
    {
        if (parent is JsonArray array) array.RemoveAt(int.Parse(name));
        else parent.AsObject().Remove(name);
    });

    private static JsonNode Change(JsonNode document, string path, Action<JsonNode, string> change)
    {
        var copy = document.DeepClone();
        var steps = path.Split('/')[1..];
        var parent = steps[..^1].Aggregate(copy, (node, step) => node is JsonArray array ? array[int.Parse(step)]! : node[step]!);
        change(parent, steps[^1]);
        return copy;
    }

    private static IEnumerable<string> Walk(JsonNode? node, string path)
    {
        yield return path;
        var inner = node switch
        {
            JsonObject members => members.SelectMany(m => Walk(m.Value, $"{path}/{m.Key}")),
            JsonArray items => items.SelectMany((item, i) => Walk(item, $"{path}/{i}")),
            _ => [],
        };
        foreach (var deeper in inner) yield return deeper;
    }
}
