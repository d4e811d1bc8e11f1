using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Facts;

namespace Writ.Ledger.Register.Approvals;

/// <summary>
/// What one of the two people who decide signs: what may be opened, for which demand, until when. Closed canonical JSON, schema
/// <c>writ.approval/v1</c>; <c>docs/spec/approval.md</c>.
/// </summary>
/// <param name="VaultId">The only vault it is for.</param>
/// <param name="Role"><see cref="ApproverRoles.Reviewer"/> or <see cref="ApproverRoles.Approver"/>.</param>
/// <param name="Person">As authorisations and the record name them.</param>
/// <param name="RegisterLeaf">RFC 6962 leaf hash of the demand's register leaf, base64.</param>
/// <param name="Items">At least one, each item once; a day that is null has no bound.</param>
/// <param name="RecipientKeys">SHA-256 thumbprints, lower-case hex, sorted, each once, at least one; null: whichever there are, which only a reviewer may say.</param>
/// <param name="Until">UTC, whole seconds; no authorisation that lasts longer is covered.</param>
public sealed record ApprovalStatement(
    string VaultId,
    string Role,
    string Person,
    DemandId Demand,
    string RegisterLeaf,
    IReadOnlyList<AuthorisedItem> Items,
    IReadOnlyList<string>? RecipientKeys,
    DateTimeOffset Until)
{
    /// <summary>Bytes of a statement: enough for some hundred items.</summary>
    public const int MaxBytes = 128 * 1024;

    public const string Schema = "writ.approval/v1";

    /// <summary>Canonical JSON. Throws <see cref="ArgumentException"/> on what would not be read back.</summary>
    public byte[] ToBytes()
    {
        var bytes = CanonicalJson.Write(new JsonObject
        {
            ["schema"] = Schema,
            ["vault"] = VaultId,
            ["role"] = Role,
            ["person"] = Person,
            ["demand"] = Demand.Text,
            ["register-leaf"] = RegisterLeaf,
            ["items"] = AuthorisedItems.Write(Items),
            ["recipients"] = RecipientKeys is null ? null : Thumbprints.Write(RecipientKeys),
            ["until"] = Strict.Timestamp(Until),
        });
        return Parse(bytes).Ok ? bytes : throw new ArgumentException("Not a statement that would be read back");
    }

    /// <summary>Refusal <c>ledger-approval-malformed</c>.</summary>
    public static Result<ApprovalStatement> Parse(ReadOnlySpan<byte> statement)
    {
        if (!CanonicalJson.ParseStrict(statement, MaxBytes).TryGet(out var node, out _) || node is not JsonObject { Count: 9 } json) return ApprovalRefusals.Malformed;
        if (OpeningJson.Text(json, "schema") != Schema || OpeningJson.Text(json, "role") is not (ApproverRoles.Reviewer or ApproverRoles.Approver)) return ApprovalRefusals.Malformed;
        if (Word(json, "vault") is not { } vault || Word(json, "person") is not { } person || !DemandId.TryParse(OpeningJson.Text(json, "demand"), out var demand)) return ApprovalRefusals.Malformed;
        if (OpeningJson.Text(json, "register-leaf") is not { } leaf || Strict.Base64(leaf, 32) is null || Strict.Timestamp(OpeningJson.Text(json, "until")) is not { } until) return ApprovalRefusals.Malformed;
        if (json["items"] is not JsonArray asked || AuthorisedItems.Read(asked) is not { Count: > 0 } items || !json.TryGetPropertyValue("recipients", out var keys)) return ApprovalRefusals.Malformed;
        var role = OpeningJson.Text(json, "role")!;
        if (keys is null) return role == ApproverRoles.Reviewer ? new ApprovalStatement(vault, role, person, demand, leaf, items, null, until) : ApprovalRefusals.Malformed;
        if (keys is not JsonArray named || Thumbprints.Read(named) is not { Count: > 0 } recipients) return ApprovalRefusals.Malformed;
        return new ApprovalStatement(vault, role, person, demand, leaf, items, recipients, until);
    }

    /// <summary>What a key of one's own signs: nothing else that it signs can be taken for it.</summary>
    public static byte[] Signed(ReadOnlySpan<byte> statement) => [.. "writ.approval/v1\n"u8, .. statement];

    /// <summary>What a passkey is given to sign, 32 bytes: SHA-256 of <see cref="Signed"/>.</summary>
    public static byte[] Challenge(ReadOnlySpan<byte> statement) => SHA256.HashData(Signed(statement));

    /// <summary>
    /// Whether whoever signed this said yes to all that the authorisation opens: same vault, demand and register leaf, by the same person, no item, day or recipient more,
    /// and for no longer.
    /// </summary>
    public bool Covers(AuthorisationRecord authorised)
    {
        ArgumentNullException.ThrowIfNull(authorised);
        return authorised.Ground == AuthorisationGround.Writ
            && authorised.VaultId == VaultId
            && authorised.Asked == Demand.Text
            && authorised.RegisterLeaf == RegisterLeaf
            && (Role == ApproverRoles.Reviewer ? authorised.Reviewer : authorised.Approver) == Person
            && authorised.Items.Count > 0
            && authorised.Items.All(item => Items.Any(said => Covers(said, item)))
            && (RecipientKeys is null || authorised.RecipientKeys.All(key => RecipientKeys.Contains(key, StringComparer.Ordinal)))
            && authorised.Expires <= Until;
    }

    public bool Equals(ApprovalStatement? other) => other is not null && ToBytes().AsSpan().SequenceEqual(other.ToBytes());

    public override int GetHashCode() => HashCode.Combine(VaultId, Role, Person, Demand, RegisterLeaf, Until);

    private static bool Covers(AuthorisedItem said, AuthorisedItem item) =>
        said.Item == item.Item && said.Account == item.Account && said.Category == item.Category
        && (said.From is not { } from || item.From >= from) && (said.To is not { } to || item.To <= to);

    private static string? Word(JsonObject json, string name) =>
        OpeningJson.Text(json, name) is { } word && AuthorisationText.IsWord(word) && word != AuthorisationGround.Nobody ? word : null;
}
