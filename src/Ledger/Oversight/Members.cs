using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Oversight;

/// <summary>
/// Reads members of a file that was written elsewhere. What is missing, of another type or out of its range is remembered, and something harmless is given in its place: a
/// reader goes through to its end and then asks <see cref="AllRight"/>. Members that nobody asks for are found by writing the document again.
/// </summary>
internal sealed class Members
{
    private const int MostText = 200;

    /// <summary>What a double holds exactly.</summary>
    private const long MostWhole = (1L << 53) - 1;

    public bool AllRight { get; private set; } = true;

    public void Require(bool holds) => AllRight &= holds;

    public string Text(JsonObject json, string name)
    {
        if (Value(json, name) is { } value && value.TryGetValue<string>(out var text) && text.Length <= MostText) return text;
        AllRight = false;
        return string.Empty;
    }

    /// <summary>A quarter of a year.</summary>
    public Period Quarter(JsonObject json, string name)
    {
        if (Period.TryParse(Text(json, name), out var quarter) && quarter.Text.Contains("-q", StringComparison.Ordinal)) return quarter;
        AllRight = false;
        return Period.FromTrusted("2000-q1");
    }

    public long Whole(JsonNode? node, long least = 0, long most = MostWhole)
    {
        if (node is JsonValue value && value.TryGetValue<long>(out var number) && number >= least && number <= most) return number;
        AllRight = false;
        return least;
    }

    /// <summary>Not below nothing.</summary>
    public double Number(JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue<double>(out var number) && number >= 0 && double.IsFinite(number)) return number;
        AllRight = false;
        return 0;
    }

    /// <summary>Null where there is none.</summary>
    public T? Perhaps<T>(JsonObject json, string name, Func<JsonObject, T> read)
        where T : class
    {
        if (!json.TryGetPropertyValue(name, out var node)) return null;
        AllRight &= node is JsonObject;
        return node is JsonObject found ? read(found) : null;
    }

    public IReadOnlyList<JsonNode?> List(JsonObject json, string name)
    {
        if (json[name] is JsonArray items) return [.. items];
        AllRight = false;
        return [];
    }

    public IReadOnlyList<JsonObject> Objects(JsonObject json, string name)
    {
        var items = List(json, name);
        AllRight &= items.All(item => item is JsonObject);
        return [.. items.OfType<JsonObject>()];
    }

    /// <summary>Each after the one before it, none twice.</summary>
    public void InOrder(IEnumerable<string> keys)
    {
        var all = keys.ToList();
        AllRight &= all.Zip(all.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);
    }

    private static JsonValue? Value(JsonObject json, string name) => json[name] as JsonValue;
}
