using System.Text.Json.Serialization;
using Writ.Base;
using Writ.Kit;
using Writ.Ledger.Register.Approvals;

namespace Writ.Demands.Review.Sign;

/// <summary>A statement and its signature, as <c>writ key sign-decision</c> writes them (docs/spec/approval.md).</summary>
/// <param name="Schema"><c>writ.signed-approval/v1</c>.</param>
/// <param name="Statement">The very bytes that were given out.</param>
/// <param name="Key">SubjectPublicKeyInfo.</param>
/// <param name="Form"><c>plain</c>: by a key on a machine of one's own. <c>passkey</c>: by a passkey.</param>
/// <param name="Signature">plain: 64 bytes; passkey: DER.</param>
/// <param name="AuthenticatorData">Of a passkey.</param>
/// <param name="ClientData">Of a passkey: the clientDataJSON.</param>
public sealed record SignedDecision(
    string Schema, byte[] Statement, byte[] Key, string Form, byte[] Signature,
    [property: JsonPropertyName("authenticator-data")] byte[]? AuthenticatorData = null, [property: JsonPropertyName("client-data")] byte[]? ClientData = null)
{
    private const string OnlySchema = "writ.signed-approval/v1";

    internal Result<SignedApproval> Read() => (Schema, Form) switch
    {
        (OnlySchema, "plain") when Statement is not null && Key is not null && Signature is not null && AuthenticatorData is null && ClientData is null =>
            new SignedApproval(Statement, Key, new ApprovalSignature.Plain(Signature)),
        (OnlySchema, "passkey") when Statement is not null && Key is not null && Signature is not null && AuthenticatorData is not null && ClientData is not null =>
            new SignedApproval(Statement, Key, new ApprovalSignature.Passkey(AuthenticatorData, ClientData, Signature)),
        _ => SignRefusals.Malformed,
    };

    /// <summary>What the script put into the form.</summary>
    /// <param name="key">Of the passkey that the form was made for.</param>
    internal static Result<SignedApproval> Of(Posted form, byte[] key)
    {
        if (form.Line("signature").Length == 0) return SignRefusals.NeedsScript;
        return Bytes(form, "statement") is { } statement && Bytes(form, "authenticator") is { } data && Bytes(form, "client") is { } client && Bytes(form, "signature") is { } signature
            ? new SignedApproval(statement, key, new ApprovalSignature.Passkey(data, client, signature))
            : SignRefusals.Malformed;
    }

    private static byte[]? Bytes(Posted form, string name)
    {
        var text = form.Line(name);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
