using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Register;

namespace Writ.Vault.Tests;

/// <summary>An authorisation's opening and leaf written from the specification (record, sections 4 and 5), whatever stands in it.</summary>
internal static class SpecOpening
{
    public static (byte[] Json, byte[] Leaf) Of(AuthorisationRecord r)
    {
        (string Name, string Value)[] fields =
        [
            ("schema", "authorisation/v1"), ("id", r.Id.Text), ("vault", r.VaultId), ("nonce", r.Nonce), ("demand", r.Asked), ("register-leaf", r.RegisterLeaf),
            ("ground", r.Ground), ("items", Items(r)), ("recipients", JsonSerializer.Serialize(r.RecipientKeys)), ("reviewer", r.Reviewer), ("approver", r.Approver),
            ("expires", r.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        ];
        var salts = fields.Select(_ => RandomNumberGenerator.GetBytes(32)).ToArray();
        var root = Root([.. fields.Select((f, i) => Hash([0, .. Prefixed16(f.Name), .. Prefixed32(f.Value), .. salts[i]]))]);
        var json = new JsonObject
        {
            ["schema"] = "writ.authorisation-opening/v1",
            ["fields"] = new JsonArray([.. fields.Select((f, i) => (JsonNode)new JsonObject
            {
                ["name"] = f.Name, ["value"] = f.Value, ["salt"] = Convert.ToBase64String(salts[i]),
            })]),
        };
        return (CanonicalJson.Write(json), [(byte)'A', 1, .. root]);
    }

    private static string Items(AuthorisationRecord r) => Encoding.UTF8.GetString(CanonicalJson.Write(new JsonArray([.. r.Items.Select(i => (JsonNode)new JsonObject
    {
        ["account"] = i.Account.Text, ["category"] = i.Category.Text, ["from"] = Day(i.From), ["item"] = i.Item.Text, ["to"] = Day(i.To),
    })])));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Root(byte[][] leaves)
    {
        if (leaves.Length == 1) return leaves[0];
        var left = 1;
        while (left * 2 < leaves.Length) left *= 2;
        return Hash([1, .. Root(leaves[..left]), .. Root(leaves[left..])]);
    }

    private static byte[] Hash(byte[] bytes) => SHA256.HashData(bytes);

    private static byte[] Prefixed16(string text)
    {
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)Encoding.UTF8.GetByteCount(text));
        return [.. length, .. Encoding.UTF8.GetBytes(text)];
    }

    private static byte[] Prefixed32(string text)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)Encoding.UTF8.GetByteCount(text));
        return [.. length, .. Encoding.UTF8.GetBytes(text)];
    }
}
