using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Ledger.Register.Approvals;

/// <summary>How a statement was signed; a closed set.</summary>
public abstract record ApprovalSignature
{
    private ApprovalSignature()
    {
    }

    /// <summary>By a key on a machine of one's own.</summary>
    /// <param name="Value">ECDSA P-256 with SHA-256 over <see cref="ApprovalStatement.Signed"/>: r and s, 64 bytes.</param>
    public sealed record Plain(byte[] Value) : ApprovalSignature;

    /// <summary>By a passkey that checked its user: WebAuthn Level 3, section 7.2, with <see cref="ApprovalStatement.Challenge"/> as the challenge.</summary>
    /// <param name="AuthenticatorData">At most <see cref="SignedApproval.MaxPart"/> bytes, as the authenticator gave it.</param>
    /// <param name="ClientDataJson">Likewise, as the browser gave it.</param>
    /// <param name="Signature">ECDSA P-256 with SHA-256, DER.</param>
    public sealed record Passkey(byte[] AuthenticatorData, byte[] ClientDataJson, byte[] Signature) : ApprovalSignature;
}

/// <summary>A statement, the key that signed it, and the signature. As a file: canonical JSON, schema <c>writ.signed-approval/v1</c>.</summary>
/// <param name="Statement">The very bytes, <see cref="ApprovalStatement.ToBytes"/>.</param>
/// <param name="Key">SubjectPublicKeyInfo of a P-256 key, 91 bytes.</param>
public sealed record SignedApproval(byte[] Statement, byte[] Key, ApprovalSignature Signature)
{
    /// <summary>Bytes of each part of a passkey's signature.</summary>
    public const int MaxPart = 1024;

    /// <summary>Bytes of the JSON.</summary>
    public const int MaxBytes = 192 * 1024;

    private const string Schema = "writ.signed-approval/v1";

    /// <summary>SHA-256 of the key, lower-case hex, as facts name it.</summary>
    public string Thumbprint => Convert.ToHexStringLower(SHA256.HashData(Key));

    /// <summary>What was signed. Refusal <c>ledger-approval-malformed</c>.</summary>
    public Result<ApprovalStatement> Read() => ApprovalStatement.Parse(Statement);

    /// <summary>
    /// Null where the signature is this key's over this statement; whether the key is the right one is not asked here. Refusals <c>ledger-approval-malformed</c>,
    /// <c>ledger-approval-false</c>, and of a passkey that did not check its user <c>ledger-approval-unverified</c>.
    /// </summary>
    public Refusal? Check()
    {
        if (!PublicKey.Parse(Key).TryGet(out var key, out _) || Read().Refusal is not null) return ApprovalRefusals.Malformed;
        switch (Signature)
        {
            case ApprovalSignature.Plain plain:
                if (plain.Value.Length != 64) return ApprovalRefusals.Malformed;
                return Holds(key, ApprovalStatement.Signed(Statement), plain.Value) ? null : ApprovalRefusals.False;
            case ApprovalSignature.Passkey passkey:
                return PasskeyAssertion.Check(key, passkey, ApprovalStatement.Challenge(Statement));
            default:
                throw new InvalidOperationException("Not a form of signature");
        }
    }

    /// <summary>Canonical JSON.</summary>
    public byte[] ToJson()
    {
        var json = new JsonObject
        {
            ["schema"] = Schema, ["statement"] = Convert.ToBase64String(Statement), ["key"] = Convert.ToBase64String(Key),
        };
        switch (Signature)
        {
            case ApprovalSignature.Plain plain:
                (json["form"], json["signature"]) = ("plain", Convert.ToBase64String(plain.Value));
                break;
            case ApprovalSignature.Passkey passkey:
                (json["form"], json["signature"]) = ("passkey", Convert.ToBase64String(passkey.Signature));
                (json["authenticator-data"], json["client-data"]) = (Convert.ToBase64String(passkey.AuthenticatorData), Convert.ToBase64String(passkey.ClientDataJson));
                break;
        }

        return CanonicalJson.Write(json);
    }

    /// <summary>Reads the form; whether the signature holds, <see cref="Check"/> says. Refusal <c>ledger-approval-malformed</c>.</summary>
    public static Result<SignedApproval> FromJson(ReadOnlySpan<byte> json)
    {
        if (!CanonicalJson.ParseStrict(json, MaxBytes).TryGet(out var node, out _) || node is not JsonObject members) return ApprovalRefusals.Malformed;
        if (OpeningJson.Text(members, "schema") != Schema || Bytes(members, "statement", ApprovalStatement.MaxBytes) is not { } statement
            || Bytes(members, "key", MaxPart) is not { } key || Bytes(members, "signature", MaxPart) is not { } signature) return ApprovalRefusals.Malformed;
        return (OpeningJson.Text(members, "form"), members.Count) switch
        {
            ("plain", 5) => new SignedApproval(statement, key, new ApprovalSignature.Plain(signature)),
            ("passkey", 7) when Bytes(members, "authenticator-data", MaxPart) is { } data && Bytes(members, "client-data", MaxPart) is { } client =>
                new SignedApproval(statement, key, new ApprovalSignature.Passkey(data, client, signature)),
            _ => ApprovalRefusals.Malformed,
        };
    }

    public bool Equals(SignedApproval? other) => other is not null && ToJson().AsSpan().SequenceEqual(other.ToJson());

    public override int GetHashCode() => HashCode.Combine(Thumbprint, Statement.Length);

    internal static bool Holds(PublicKey key, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var ecdsa = ECDsa.Create();
            ecdsa.ImportSubjectPublicKeyInfo(key.Spki, out _);
            return ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[]? Bytes(JsonObject json, string name, int most) =>
        OpeningJson.Text(json, name) is { } text && text.Length <= (most + 2) / 3 * 4 && Strict.Base64(text.AsSpan()) is { Length: > 0 } bytes && bytes.Length <= most ? bytes : null;
}
