using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Hub.Orders;

/// <summary>Reads an order's content member by member; at the end it knows whether one was wrong, missing or left over.</summary>
internal sealed class OrderReader(JsonObject json)
{
    private int taken;

    private bool wrong;

    public bool Ok => !wrong && taken == json.Count;

    public string Text(string name, int most)
    {
        if (Value(name, JsonValueKind.String) is { } value && value.GetValue<string>() is { Length: > 0 } text && text.Length <= most) return text;
        wrong = true;
        return string.Empty;
    }

    /// <summary>A whole number from nought on.</summary>
    public int Number(string name, int most)
    {
        if (Value(name, JsonValueKind.Number) is { } value && value.TryGetValue<int>(out var number) && number >= 0 && number <= most) return number;
        wrong = true;
        return 0;
    }

    public bool Flag(string name)
    {
        if (Node(name) is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return value.GetValueKind() == JsonValueKind.True;
        wrong = true;
        return false;
    }

    public ClipId Clip()
    {
        if (ClipId.TryParse(Text("clip", 40), out var clip)) return clip;
        wrong = true;
        return default;
    }

    public JsonObject Object(string name)
    {
        if (Node(name) is JsonObject found) return found;
        wrong = true;
        return [];
    }

    public IReadOnlyList<JsonObject> Objects(string name, int most)
    {
        if (Node(name) is JsonArray array && array.Count <= most && array.All(one => one is JsonObject)) return [.. array.OfType<JsonObject>()];
        wrong = true;
        return [];
    }

    public IReadOnlyList<string> Texts(string name, int most)
    {
        if (Node(name) is JsonArray array && array.Count <= most && array.All(one => one is JsonValue value && value.GetValueKind() == JsonValueKind.String)) return [.. array.Select(one => one!.GetValue<string>())];
        wrong = true;
        return [];
    }

    /// <summary>Pairs of whole numbers from nought on.</summary>
    public IReadOnlyList<(int X, int Y)> Pairs(string name, int least, int most, int largest)
    {
        if (Node(name) is JsonArray array && array.Count >= least && array.Count <= most && array.Select(Pair).ToList() is var pairs && pairs.All(pair => pair is { } p && p.X <= largest && p.Y <= largest))
            return [.. pairs.Select(pair => pair!.Value)];
        wrong = true;
        return [];
    }

    private static (int X, int Y)? Pair(JsonNode? node) =>
        node is JsonArray { Count: 2 } both && both[0] is JsonValue first && both[1] is JsonValue second && first.TryGetValue<int>(out var x) && second.TryGetValue<int>(out var y) && x >= 0 && y >= 0 ? (x, y) : null;

    private JsonNode? Node(string name)
    {
        taken++;
        return json[name];
    }

    private JsonValue? Value(string name, JsonValueKind kind) => Node(name) is JsonValue value && value.GetValueKind() == kind ? value : null;
}
