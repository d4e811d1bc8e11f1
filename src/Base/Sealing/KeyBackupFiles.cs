using System.Text.Json.Nodes;

namespace Writ.Base.Sealing;

/// <summary>Backup and shares as files: canonical JSON, one spelling of each. A share is a secret until the recovery is over.</summary>
public static class KeyBackupFiles
{
    private const string BackupSchema = "writ.seal-backup/v1";

    private const string ShareSchema = "writ.seal-share/v1";

    private const int MostBytes = 4 << 20;

    public static byte[] Write(KeyBackup backup)
    {
        ArgumentNullException.ThrowIfNull(backup);
        return CanonicalJson.Write(new JsonObject
        {
            ["schema"] = BackupSchema,
            ["need"] = backup.Need,
            ["salt"] = Convert.ToBase64String(backup.Salt),
            ["trustees"] = new JsonArray([.. backup.Trustees.Select(t => (JsonNode)new JsonObject { ["key"] = t.Key, ["share"] = Convert.ToBase64String(t.Share) })]),
            ["keys"] = new JsonArray([.. backup.Keys.Select(k => (JsonNode)new JsonObject
            {
                ["period"] = k.Period.Text, ["id"] = k.Id, ["wrapped"] = new JsonArray([.. k.Wrapped.Select(w => (JsonNode)Convert.ToBase64String(w))]),
            })]),
        });
    }

    public static byte[] Write(KeyShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return CanonicalJson.Write(new JsonObject
        {
            ["schema"] = ShareSchema,
            ["salt"] = Convert.ToBase64String(share.Salt),
            ["trustee"] = share.Trustee,
            ["share"] = Convert.ToBase64String(share.Secret),
        });
    }

    /// <summary>Refusal <c>sealing-backup-malformed</c>.</summary>
    public static Result<KeyBackup> ReadBackup(ReadOnlySpan<byte> file)
    {
        if (!CanonicalJson.ParseStrict(file, MostBytes).TryGet(out var node, out _) || node is not JsonObject { Count: 5 } json) return SealingRefusals.Backup;
        if (Text(json["schema"]) != BackupSchema || Bytes(json["salt"], SaltedSeal.KeyLength) is not { } salt || Number(json["need"]) is not { } need) return SealingRefusals.Backup;
        var trustees = All(json["trustees"], 2, Trustee);
        if (trustees is not { Count: >= 2 and <= KeyBackup.MostTrustees } || need < 2 || need > trustees.Count) return SealingRefusals.Backup;
        var groups = KeyBackup.Groups(trustees.Count, need).Count();
        var keys = All(json["keys"], 3, key => Key(key, groups));
        if (keys is null || trustees.DistinctBy(t => t.Key).Count() != trustees.Count || keys.DistinctBy(k => k.Id).Count() != keys.Count) return SealingRefusals.Backup;
        return new KeyBackup(need, salt, trustees, keys);
    }

    /// <summary>Refusal <c>sealing-share-malformed</c>.</summary>
    public static Result<KeyShare> ReadShare(ReadOnlySpan<byte> file)
    {
        if (!CanonicalJson.ParseStrict(file).TryGet(out var node, out _) || node is not JsonObject { Count: 4 } json || Text(json["schema"]) != ShareSchema) return SealingRefusals.Share;
        return Bytes(json["salt"], SaltedSeal.KeyLength) is { } salt && Bytes(json["share"], SaltedSeal.KeyLength) is { } secret
            && Number(json["trustee"]) is >= 0 and < KeyBackup.MostTrustees and var trustee
            ? new KeyShare(salt, trustee, secret)
            : SealingRefusals.Share;
    }

    private static BackupTrustee? Trustee(JsonObject json) =>
        Text(json["key"]) is { Length: 64 } key && key.All(char.IsAsciiHexDigitLower) && Bytes(json["share"], null) is { } share ? new BackupTrustee(key, share) : null;

    private static BackedUpKey? Key(JsonObject json, int groups)
    {
        if (!Period.TryParse(Text(json["period"]), out var period) || period.Text != Text(json["period"])) return null;
        if (Text(json["id"]) is not { Length: 2 * SealKey.IdLength } id || !id.All(char.IsAsciiHexDigitLower) || json["wrapped"] is not JsonArray array || array.Count != groups) return null;
        var wrapped = array.Select(node => Bytes(node, KeyBackup.WrappedLength)).OfType<byte[]>().ToList();
        return wrapped.Count == groups ? new BackedUpKey(period, id, wrapped) : null;
    }

    private static List<T>? All<T>(JsonNode? node, int members, Func<JsonObject, T?> read)
        where T : class
    {
        if (node is not JsonArray array) return null;
        var all = array.Select(one => one is JsonObject json && json.Count == members ? read(json) : null).OfType<T>().ToList();
        return all.Count == array.Count ? all : null;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    /// <summary>Base64 in its one spelling.</summary>
    private static byte[]? Bytes(JsonNode? node, int? length)
    {
        if (Text(node) is not { } text) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) && (length is null || count == length) && Convert.ToBase64String(bytes, 0, count) == text ? bytes[..count] : null;
    }
}
