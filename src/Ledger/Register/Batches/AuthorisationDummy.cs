using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Register.Batches;

/// <summary>
/// An authorisation leaf that authorises nothing: a field tree as any other's, whose first field says so under its salt. Kept, so that it
/// can be shown later to be a dummy.
/// </summary>
public sealed class AuthorisationDummy
{
    private const string JsonSchema = "writ.authorisation-dummy/v1";

    /// <summary>Value of the first field; no authorisation has it.</summary>
    private const string Schema = "dummy/v1";

    private readonly byte[][] salts;

    private AuthorisationDummy(byte[][] salts) => this.salts = salts;

    public static AuthorisationDummy Draw() =>
        new([.. RandomNumberGenerator.GetBytes(AuthorisationOpening.FieldNames.Count * FieldTree.SaltBytes).Chunk(FieldTree.SaltBytes)]);

    /// <summary>34 bytes, of the form of every authorisation leaf.</summary>
    public byte[] Leaf() =>
        AuthorisationOpening.LeafOf([.. salts.Select((salt, i) => FieldTree.FieldHash(AuthorisationOpening.FieldNames[i], Value(i), salt))]);

    /// <summary>Canonical JSON.</summary>
    public byte[] ToJson() => CanonicalJson.Write(new JsonObject
    {
        ["schema"] = JsonSchema,
        ["fields"] = new JsonArray([.. salts.Select((salt, i) => (JsonNode)new JsonObject
        {
            ["name"] = AuthorisationOpening.FieldNames[i], ["value"] = Value(i), ["salt"] = Convert.ToBase64String(salt),
        })]),
    });

    /// <summary>Refusal <c>ledger-opening-malformed</c>; that of an authorisation is none of a dummy.</summary>
    public static Result<AuthorisationDummy> FromJson(ReadOnlySpan<byte> json)
    {
        if (!CanonicalJson.ParseStrict(json, 1 << 16).TryGet(out var node, out _)) return OpeningJson.Malformed;
        if (!OpeningJson.Fields(node, JsonSchema, ["schema", "fields"], AuthorisationOpening.FieldNames).TryGet(out var fields, out var refusal)) return refusal;
        if (fields.Where((field, i) => field.Value != Value(i)).Any()) return OpeningJson.Malformed;
        return new AuthorisationDummy([.. fields.Select(field => field.Salt)]);
    }

    private static string Value(int field) => field == 0 ? Schema : AuthorisationGround.Nobody;
}
