using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base;

namespace Writ.Ledger.Register;

/// <summary>
/// Opens an authorisation leaf: the record and a salt for each field. The leaf is 34 bytes: <c>'A'</c>, version 1, root
/// of the field tree. A leaf tells nothing without its opening.
/// </summary>
public sealed class AuthorisationOpening
{
    public const byte Tag = (byte)'A';

    public const int LeafLength = 34;

    private const byte Version = 1;

    private const string Schema = "authorisation/v1";

    private const string JsonSchema = "writ.authorisation-opening/v1";

    private static readonly string[] Names =
    [
        "schema", "id", "vault", "nonce", "demand", "register-leaf", "ground", "items", "recipients", "reviewer", "approver", "expires",
    ];

    internal static IReadOnlyList<string> FieldNames => Names;

    private readonly string[] values;
    private readonly byte[][] salts;

    private AuthorisationOpening(AuthorisationRecord record, string[] values, byte[][] salts)
    {
        Record = record;
        this.values = values;
        this.salts = salts;
    }

    public AuthorisationRecord Record { get; }

    /// <summary>Draws fresh salts. Throws <see cref="ArgumentException"/> on a record that would not be read back.</summary>
    public static AuthorisationOpening Draw(AuthorisationRecord record)
    {
        var values = AuthorisationText.Write(Schema, record);
        if (AuthorisationText.Read(Schema, values) is null) throw new ArgumentException("Not a record that an authorisation can hold", nameof(record));
        return new AuthorisationOpening(record, values, [.. Names.Select(_ => RandomNumberGenerator.GetBytes(FieldTree.SaltBytes))]);
    }

    /// <summary>The 34 bytes of the log entry.</summary>
    public byte[] Leaf() => LeafOf([.. values.Select((value, i) => FieldTree.FieldHash(Names[i], value, salts[i]))]);

    internal static byte[] LeafOf(IReadOnlyList<byte[]> fields) => [Tag, Version, .. FieldTree.Root(fields)];

    /// <summary>Whether this opening is of that leaf.</summary>
    public bool Matches(ReadOnlySpan<byte> leaf) => leaf.SequenceEqual(Leaf());

    /// <summary>Whether these bytes have the form of an authorisation leaf.</summary>
    public static bool IsLeaf(ReadOnlySpan<byte> entry) => entry.Length == LeafLength && entry[0] == Tag && entry[1] == Version;

    /// <summary>Canonical JSON.</summary>
    public byte[] ToJson() => CanonicalJson.Write(new JsonObject
    {
        ["schema"] = JsonSchema,
        ["fields"] = new JsonArray([.. values.Select((value, i) => (JsonNode)new JsonObject
        {
            ["name"] = Names[i], ["value"] = value, ["salt"] = Convert.ToBase64String(salts[i]),
        })]),
    });

    /// <summary>Refusal <c>ledger-opening-malformed</c>.</summary>
    public static Result<AuthorisationOpening> FromJson(ReadOnlySpan<byte> json)
    {
        if (!CanonicalJson.ParseStrict(json, 1 << 20).TryGet(out var node, out _)) return OpeningJson.Malformed;
        if (!OpeningJson.Fields(node, JsonSchema, ["schema", "fields"], Names).TryGet(out var fields, out var refusal)) return refusal;
        var values = fields.Select(field => field.Value).ToArray();
        if (AuthorisationText.Read(Schema, values) is not { } record) return OpeningJson.Malformed;
        return new AuthorisationOpening(record, values, [.. fields.Select(field => field.Salt)]);
    }
}

/// <summary>The record as the text of its fields, and back. One record has one text.</summary>
internal static class AuthorisationText
{
    public static string[] Write(string schema, AuthorisationRecord r) =>
    [
        schema, r.Id.Text, r.VaultId, r.Nonce, r.Asked, r.RegisterLeaf, r.Ground, Text(AuthorisedItems.Write(r.Items)), Text(Thumbprints.Write(r.RecipientKeys)),
        r.Reviewer, r.Approver, Strict.Timestamp(r.Expires),
    ];

    public static AuthorisationRecord? Read(string schema, IReadOnlyList<string> v)
    {
        if (v[0] != schema || !AuthorisationId.TryParse(v[1], out var id) || !IsWord(v[2]) || !IsWord(v[3])) return null;
        if (Array(v[7]) is not { } listed || AuthorisedItems.Read(listed) is not { } items) return null;
        if (Array(v[8]) is not { } keys || Thumbprints.Read(keys) is not { } recipients || Strict.Timestamp(v[11]) is not { } expires) return null;
        var record = new AuthorisationRecord(id, v[2], v[3], v[4], v[5], v[6], items, recipients, v[9], v[10], expires);
        return record.Ground switch
        {
            AuthorisationGround.Writ => IsWrit(record),
            AuthorisationGround.Subject => IsSubject(record),
            AuthorisationGround.Consent or AuthorisationGround.Renewal => IsOfGrant(record) && record.RecipientKeys.Count > 0,
            AuthorisationGround.Deletion => IsOfGrant(record) && record.RecipientKeys.Count == 0,
            _ => false,
        } ? record : null;
    }

    private static bool IsWrit(AuthorisationRecord r) =>
        IsOfVault(r) && DemandId.TryParse(r.Asked, out _) && r.Items.Count > 0 && Strict.Base64(r.RegisterLeaf, 32) is not null && r.RecipientKeys.Count > 0
        && IsWord(r.Reviewer) && IsWord(r.Approver) && r.Reviewer != r.Approver
        && r.Reviewer != AuthorisationGround.Nobody && r.Approver != AuthorisationGround.Nobody;

    private static bool IsSubject(AuthorisationRecord r) =>
        IsOfVault(r) && SubjectRequestId.TryParse(r.Asked, out _) && r.Items.Count > 0 && r.RecipientKeys.Count == 0 && r.Items.All(item => item.Account == r.Items[0].Account)
        && r is { RegisterLeaf: AuthorisationGround.Nobody, Reviewer: AuthorisationGround.Nobody, Approver: AuthorisationGround.Nobody };

    // The hyphen is a word too, and says that no vault opens anything.
    private static bool IsOfVault(AuthorisationRecord r) => r.VaultId != AuthorisationGround.Nobody && r.Nonce != AuthorisationGround.Nobody;

    private static bool IsOfGrant(AuthorisationRecord r) =>
        GrantId.TryParse(r.Asked, out _) && r.Items.Count == 0 && Strict.Base64(r.RegisterLeaf, 32) is not null
        && r is { VaultId: AuthorisationGround.Nobody, Nonce: AuthorisationGround.Nobody, Reviewer: AuthorisationGround.Nobody, Approver: AuthorisationGround.Nobody };

    internal static bool IsWord(string text) => text.Length is > 0 and <= 200 && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static string Text(JsonNode node) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(node));

    private static JsonArray? Array(string text) =>
        CanonicalJson.ParseStrict(System.Text.Encoding.UTF8.GetBytes(text), 1 << 20).TryGet(out var node, out _) ? node as JsonArray : null;
}
