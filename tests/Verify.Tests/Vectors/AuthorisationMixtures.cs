using System.Text.Json.Nodes;

namespace Writ.Verify.Tests.Vectors;

/// <summary>The part authorisations of docs/spec/record-vectors.json: an opening of authorisation-vectors.json in which some fields were replaced. Only the program reads them.</summary>
internal static class AuthorisationMixtures
{
    private const string Malformed = "ledger-opening-malformed";

    /// <summary>What each ground has in a column; grounds with the same word may have each other's.</summary>
    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["vault"] = ["a vault", "a vault", "-", "-", "-"],
        ["nonce"] = ["a nonce", "a nonce", "-", "-", "-"],
        ["demand"] = ["a demand", "a request", "a grant", "a grant", "a grant"],
        ["register-leaf"] = ["a hash", "-", "a hash", "a hash", "a hash"],
        ["items"] = ["items of accounts", "items of one account", "none", "none", "none"],
        ["recipients"] = ["recipients", "none", "recipients", "recipients", "none"],
        ["reviewer"] = ["a person", "-", "-", "-", "-"],
        ["approver"] = ["a person", "-", "-", "-", "-"],
    };

    private static readonly string[] Grounds = ["writ", "subject", "consent", "renewal", "deletion"];

    /// <param name="good">authorisation-vectors.json.</param>
    public static IEnumerable<JsonObject> All(JsonObject good)
    {
        string Value(string ground, string field) => good[ground]!["opening"]!["fields"]!.AsArray().Single(one => (string)one!["name"]! == field)!["value"]!.GetValue<string>();
        JsonObject One(string name, string of, string says, params (string Field, string Value)[] with) => new()
        {
            ["name"] = name, ["of"] = of, ["with"] = new JsonObject(with.Select(one => KeyValuePair.Create(one.Field, (JsonNode?)one.Value))), ["says"] = says,
        };
        for (var g = 0; g < Grounds.Length; g++)
        {
            yield return One($"{Grounds[g]}, as it is", Grounds[g], "ok");
            for (var h = 0; h < Grounds.Length; h++)
            {
                if (g == h) continue;
                foreach (var (field, holds) in Columns)
                {
                    // A writ may ask for one account; a person's own copy may not be of several.
                    var fits = holds[g] == holds[h] || (field == "items" && Grounds[g] == "writ" && Grounds[h] == "subject");
                    yield return One($"{Grounds[g]} with the {field} of {Grounds[h]}", Grounds[g], fits ? "ok" : Malformed, (field, Value(Grounds[h], field)));
                }

                var (reviewer, approver) = (("reviewer", Value(Grounds[h], "reviewer")), ("approver", Value(Grounds[h], "approver")));
                yield return One($"{Grounds[g]} with the people of {Grounds[h]}", Grounds[g], Columns["reviewer"][g] == Columns["reviewer"][h] ? "ok" : Malformed, reviewer, approver);
                var same = Columns.Values.All(column => column[g] == column[h]);
                yield return One($"{Grounds[g]} under the name of {Grounds[h]}", Grounds[g], same ? "ok" : Malformed, ("ground", Grounds[h]));
            }

            yield return One($"{Grounds[g]} under no ground", Grounds[g], Malformed, ("ground", "-"));
            yield return One($"{Grounds[g]} under a ground that is none", Grounds[g], Malformed, ("ground", "favour"));
            yield return One($"{Grounds[g]} under its ground in capitals", Grounds[g], Malformed, ("ground", Grounds[g].ToUpperInvariant()));
            yield return One($"{Grounds[g]} of another schema", Grounds[g], Malformed, ("schema", "authorisation/v2"));
            yield return One($"{Grounds[g]} that calls itself a dummy", Grounds[g], Malformed, ("schema", "dummy/v1"));
            yield return One($"{Grounds[g]} without an end", Grounds[g], Malformed, ("expires", "-"));
            yield return One($"{Grounds[g]} that ends on no day", Grounds[g], Malformed, ("expires", "2026-02-30T00:00:00Z"));
            yield return One($"{Grounds[g]} with recipients out of order", Grounds[g], Malformed, ("recipients", $"[\"{new string('b', 64)}\",\"{new string('a', 64)}\"]"));
            yield return One($"{Grounds[g]} with a recipient twice", Grounds[g], Malformed, ("recipients", $"[\"{new string('a', 64)}\",\"{new string('a', 64)}\"]"));
            yield return One($"{Grounds[g]} with a recipient in capitals", Grounds[g], Malformed, ("recipients", $"[\"{new string('A', 64)}\"]"));
            yield return One($"{Grounds[g]} with recipients that are no list", Grounds[g], Malformed, ("recipients", "{}"));
        }

        var person = Value("writ", "reviewer");
        yield return One("writ with one person for both", "writ", Malformed, ("approver", person));
        yield return One("writ with nobody for both", "writ", Malformed, ("reviewer", "-"), ("approver", "-"));
        yield return One("writ with a hash of 31 bytes", "writ", Malformed, ("register-leaf", Convert.ToBase64String(new byte[31])));
        foreach (var ground in new[] { "writ", "subject" })
        {
            const string Item = "{\"account\":\"acc_0000000000000001\",\"category\":\"subscriber\",\"from\":null,\"item\":\"itm_0000000000000001\",\"to\":null}";
            yield return One($"{ground} with one item", ground, "ok", ("items", $"[{Item}]"));
            yield return One($"{ground} with an item twice", ground, Malformed, ("items", $"[{Item},{Item}]"));
            yield return One($"{ground} with days the wrong way round", ground, Malformed, ("items", $"[{Item.Replace("\"from\":null", "\"from\":\"2026-02-01\"", StringComparison.Ordinal).Replace("\"to\":null", "\"to\":\"2026-01-31\"", StringComparison.Ordinal)}]"));
            yield return One($"{ground} with an item without an end", ground, Malformed, ("items", $"[{Item.Replace(",\"to\":null", "", StringComparison.Ordinal)}]"));
            yield return One($"{ground} with items that are not canonical", ground, Malformed, ("items", $"[{Item}, ]"));
            yield return One($"{ground} with items of no account", ground, Malformed, ("items", $"[{Item.Replace("acc_", "agy_", StringComparison.Ordinal)}]"));
        }
    }
}
