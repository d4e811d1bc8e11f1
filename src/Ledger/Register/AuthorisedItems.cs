using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>Items as they stand in authorisations and in what is signed of them. One list has one text.</summary>
internal static class AuthorisedItems
{
    public static JsonArray Write(IReadOnlyList<AuthorisedItem> items) => new([.. items.Select(item => (JsonNode)new JsonObject
    {
        ["item"] = item.Item.Text,
        ["account"] = item.Account.Text,
        ["category"] = item.Category.Text,
        ["from"] = item.From is { } from ? Strict.Day(from) : null,
        ["to"] = item.To is { } to ? Strict.Day(to) : null,
    })]);

    /// <summary>Null unless each is of the form, and no item stands there twice.</summary>
    public static List<AuthorisedItem>? Read(JsonArray array)
    {
        var items = new List<AuthorisedItem>();
        foreach (var node in array)
        {
            if (node is not JsonObject { Count: 5 } json || !json.ContainsKey("from") || !json.ContainsKey("to")) return null;
            if (!ItemId.TryParse(OpeningJson.Text(json, "item"), out var item) || !AccountId.TryParse(OpeningJson.Text(json, "account"), out var account)) return null;
            if (!DataCategory.TryParse(OpeningJson.Text(json, "category"), out var category)) return null;
            if (!Day(json["from"], out var from) || !Day(json["to"], out var to) || to < from) return null;
            items.Add(new AuthorisedItem(item, account, category, from, to));
        }

        return items.Select(item => item.Item).Distinct().Count() == items.Count ? items : null;
    }

    private static bool Day(JsonNode? node, out DateOnly? day)
    {
        day = node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? Strict.Day(value.GetValue<string>()) : null;
        return node is null || day is not null;
    }
}

/// <summary>Thumbprints of keys: lower-case hex, strictly rising.</summary>
internal static class Thumbprints
{
    public static JsonArray Write(IReadOnlyList<string> keys) => new([.. keys.Select(key => (JsonNode)key)]);

    public static List<string>? Read(JsonArray array)
    {
        var keys = new List<string>();
        foreach (var node in array)
        {
            if (node is not JsonValue value || !value.TryGetValue<string>(out var key) || !Strict.IsHex(key, 32)) return null;
            // Strictly rising: sorted, and nobody twice.
            if (keys.Count > 0 && string.CompareOrdinal(keys[^1], key) >= 0) return null;
            keys.Add(key);
        }

        return keys;
    }
}
