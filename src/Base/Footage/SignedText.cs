using System.Text.Json;
using System.Text.Json.Nodes;

namespace Writ.Base.Footage;

/// <summary>
/// Canonical JSON that a holder of a home's keys signed, for one purpose: <c>{"by","kind","payload","signature"}</c>, canonical
/// itself. Layout: <c>docs/spec/footage.md</c> section 2.
/// </summary>
public sealed class SignedText
{
    /// <summary>Bytes of one signed text at most.</summary>
    public const int MaxBytes = 262_144;

    private SignedText(string kind, string by, JsonObject payload, byte[] signature)
    {
        Kind = kind;
        By = by;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>What it is for: <c>home</c>, <c>home-key</c>, <c>clip</c>, <c>settings</c>, <c>look</c>, ... Part of what is signed.</summary>
    public string Kind { get; }

    /// <summary>Id of the holder who signed, see <see cref="Holder.Id"/>.</summary>
    public string By { get; }

    public JsonObject Payload { get; }

    internal byte[] Signature { get; }

    public static SignedText Sign(HolderKeys keys, string kind, JsonObject payload)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new SignedText(kind, keys.Holder.Id, payload, keys.SignData(Signing(kind, CanonicalJson.Write(payload))));
    }

    /// <summary>Form only; ask <see cref="IsBy"/> before anything in it is believed. Refusal <c>footage-not-signed</c>.</summary>
    public static Result<SignedText> Read(ReadOnlySpan<byte> utf8, string kind)
    {
        if (!CanonicalJson.ParseStrict(utf8, MaxBytes).TryGet(out var node, out _) || node is not JsonObject { Count: 4 } json) return FootageRefusals.NotSigned;
        try
        {
            if (Text(json, "by") is not { Length: 64 } by || Text(json, "kind") != kind || json["payload"] is not JsonObject payload
                || Text(json, "signature") is not { Length: 88 } base64 || Convert.FromBase64String(base64) is not { Length: 64 } signature
                || Convert.ToBase64String(signature) != base64)
                return FootageRefusals.NotSigned;
            return new SignedText(kind, by, (JsonObject)payload.DeepClone(), signature);
        }
        catch (FormatException)
        {
            return FootageRefusals.NotSigned;
        }
    }

    public byte[] Write() => CanonicalJson.Write(new JsonObject
    {
        ["by"] = By,
        ["kind"] = Kind,
        ["payload"] = Payload.DeepClone(),
        ["signature"] = Convert.ToBase64String(Signature),
    });

    public bool IsBy(Holder holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return holder.Id == By && holder.Signed(Signing(Kind, CanonicalJson.Write(Payload)), Signature);
    }

    private static byte[] Signing(string kind, byte[] payload) => [.. Bytes.Of("writ.signed/v1"u8, kind), .. payload];

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
