using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Base.Sealing;

namespace Writ.Ledger.Register.Approvals;

/// <summary>
/// What WebAuthn Level 3, section 7.2 asks of an assertion, as far as it can be asked without knowing the site. Origin and rpId are not looked at: the authenticator binds its key to one
/// site, and which key counts says the record. Counters and backup state are the site's to judge when somebody signs in.
/// </summary>
internal static class PasskeyAssertion
{
    private const int FixedLength = 37;

    private const byte UserPresent = 0x01;
    private const byte UserVerified = 0x04;
    private const byte BackupEligible = 0x08;
    private const byte BackedUp = 0x10;
    private const byte AttestedCredential = 0x40;
    private const byte Extensions = 0x80;

    internal static Refusal? Check(PublicKey key, ApprovalSignature.Passkey given, byte[] challenge)
    {
        var (data, client) = (given.AuthenticatorData, given.ClientDataJson);
        if (data.Length > SignedApproval.MaxPart || client.Length > SignedApproval.MaxPart || EcdsaDer.Read(given.Signature) is not { } signature) return ApprovalRefusals.Malformed;
        if (!IsFormed(data)) return ApprovalRefusals.Malformed;
        if (Client(client) is not { } said) return ApprovalRefusals.Malformed;
        if (said.Type != "webauthn.get" || said.CrossOrigin || said.Challenge != Base64Url.EncodeToString(challenge)) return ApprovalRefusals.False;
        if (!SignedApproval.Holds(key, (byte[])[.. data, .. SHA256.HashData(client)], signature)) return ApprovalRefusals.False;
        return (data[32] & (UserPresent | UserVerified)) == (UserPresent | UserVerified) ? null : ApprovalRefusals.Unverified;
    }

    /// <summary>Hash of the site, flags, counter; then nothing, or one map of extensions. An assertion carries no credential.</summary>
    private static bool IsFormed(byte[] data)
    {
        if (data.Length < FixedLength) return false;
        var flags = data[32];
        if ((flags & AttestedCredential) != 0 || ((flags & BackedUp) != 0 && (flags & BackupEligible) == 0)) return false;
        return (flags & Extensions) == 0 ? data.Length == FixedLength : CborForm.IsOneMap(data.AsSpan(FixedLength));
    }

    /// <summary>
    /// What the browser says that it signed for. It is JSON, not canonical, and browsers may add members; those read here stand once and are of their type.
    /// </summary>
    private static (string Type, string Challenge, bool CrossOrigin)? Client(byte[] json)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false };
            if (JsonNode.Parse(json, documentOptions: options) is not JsonObject members) return null;
            if (OpeningJson.Text(members, "type") is not { } type || OpeningJson.Text(members, "challenge") is not { } challenge || OpeningJson.Text(members, "origin") is null) return null;
            if (!members.TryGetPropertyValue("crossOrigin", out var cross)) return (type, challenge, false);
            return cross is JsonValue value && value.TryGetValue<bool>(out var elsewhere) ? (type, challenge, elsewhere) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>ECDSA signatures as authenticators give them: DER, one spelling, made the fixed 64 bytes of r and s.</summary>
internal static class EcdsaDer
{
    private const int Half = 32;

    /// <summary>Null for anything but SEQUENCE { INTEGER r, INTEGER s }, both positive, of at most 256 bits and shortest, with nothing after it.</summary>
    internal static byte[]? Read(ReadOnlySpan<byte> der)
    {
        // The longest is 72 bytes, so every length has one byte.
        if (der.Length is < 8 or > 72 || der[0] != 0x30 || der[1] != der.Length - 2) return null;
        var rest = der[2..];
        var fixedForm = new byte[2 * Half];
        return Number(ref rest, fixedForm.AsSpan(0, Half)) && Number(ref rest, fixedForm.AsSpan(Half)) && rest.IsEmpty ? fixedForm : null;
    }

    private static bool Number(ref ReadOnlySpan<byte> rest, Span<byte> into)
    {
        if (rest.Length < 3 || rest[0] != 0x02 || rest[1] == 0 || rest[1] > rest.Length - 2) return false;
        var number = rest.Slice(2, rest[1]);
        rest = rest[(2 + number.Length)..];

        // Positive: the first bit is clear. Shortest: a zero in front only where it keeps that bit clear.
        if ((number[0] & 0x80) != 0 || (number[0] == 0 && (number.Length == 1 || (number[1] & 0x80) == 0))) return false;
        if (number[0] == 0) number = number[1..];
        if (number.Length > into.Length) return false;
        number.CopyTo(into[(into.Length - number.Length)..]);
        return true;
    }
}

/// <summary>Whether bytes are one CBOR map (RFC 8949) of definite lengths with nothing after it. What stands in it is nobody's concern here.</summary>
internal static class CborForm
{
    private const int MaxDepth = 8;

    internal static bool IsOneMap(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes[0] >> 5 == 5 && Skip(ref bytes, 0) && bytes.IsEmpty;

    private static bool Skip(ref ReadOnlySpan<byte> bytes, int depth)
    {
        if (bytes.IsEmpty || depth > MaxDepth) return false;
        var (major, minor) = (bytes[0] >> 5, bytes[0] & 31);
        var extra = minor switch { < 24 => 0, 24 => 1, 25 => 2, 26 => 4, 27 => 8, _ => -1 };
        if (extra < 0 || bytes.Length < 1 + extra) return false;
        ulong value = (ulong)minor;
        if (extra > 0)
        {
            value = 0;
            foreach (var b in bytes.Slice(1, extra)) value = (value << 8) | b;
        }

        bytes = bytes[(1 + extra)..];
        switch (major)
        {
            case 0 or 1 or 7:
                return true;
            case 2 or 3:
                if (value > (ulong)bytes.Length) return false;
                bytes = bytes[(int)value..];
                return true;
            case 6:
                return Skip(ref bytes, depth + 1);
            default:
                // Each thing in it takes a byte at least.
                var left = major == 5 ? 2 * Math.Min(value, 1024) : value;
                if (left > (ulong)bytes.Length) return false;
                for (; left > 0; left--)
                {
                    if (!Skip(ref bytes, depth + 1)) return false;
                }

                return true;
        }
    }
}
