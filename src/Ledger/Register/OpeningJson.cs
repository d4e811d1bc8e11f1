using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>What the two kinds of opening have in common as JSON.</summary>
internal static class OpeningJson
{
    public static Refusal Malformed => new("ledger-opening-malformed", "This is not an opening as it was given out; send the file unchanged.");

    public static string? Text(JsonNode node, string name) =>
        node is JsonObject json && json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The fields, if the object has exactly these members and the fields are exactly these, in order.</summary>
    public static Result<IReadOnlyList<OpenField>> Fields(JsonNode node, string schema, string[] members, IReadOnlyList<string> names)
    {
        if (node is not JsonObject json || json.Count != members.Length || !members.All(json.ContainsKey)) return Malformed;
        if (Text(json, "schema") != schema || json["fields"] is not JsonArray fields || fields.Count != names.Count) return Malformed;
        var read = new List<OpenField>();
        for (var i = 0; i < names.Count; i++)
        {
            if (fields[i] is not JsonObject { Count: 3 } field || Text(field, "name") != names[i]) return Malformed;
            if (Text(field, "value") is not { } value || Strict.Base64(Text(field, "salt"), FieldTree.SaltBytes) is not { } salt) return Malformed;
            read.Add(new OpenField(value, salt));
        }

        return read;
    }

    internal sealed record OpenField(string Value, byte[] Salt);
}
