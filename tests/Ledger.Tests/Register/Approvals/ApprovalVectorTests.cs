using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Writ.Base;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Shared;

namespace Writ.Ledger.Tests.Register.Approvals;

/// <summary>
/// <c>docs/spec/approval-vectors.json</c>: each is an authorisation's opening, what was signed, the key that the record has for its signer, and what a vault says of it. WRIT_APPROVE=1 makes them anew.
/// </summary>
public sealed class ApprovalVectorTests
{
    private static readonly AuthorisationRecord Authorised = ApprovalStatementTests.Authorised;

    private static readonly string Path = System.IO.Path.Combine(Root(), "docs", "spec", "approval-vectors.json");

    [Fact]
    public void This_code_says_of_each_vector_what_stands_beside_it()
    {
        if (Environment.GetEnvironmentVariable("WRIT_APPROVE") == "1") File.WriteAllText(Path, Made());
        var file = JsonNode.Parse(File.ReadAllText(Path))!;
        var record = AuthorisationOpening.FromJson(CanonicalJson.Write(file["opening"]!.DeepClone())).Value.Record;
        var vectors = file["vectors"]!.AsArray();
        Assert.True(vectors.Count >= 24);
        Assert.Equal(["false", "malformed", "other", "signed"], vectors.Select(v => Text(v!, "says")).Distinct().Order(StringComparer.Ordinal));
        foreach (var vector in vectors)
        {
            var said = Says(record, Text(vector!, "key"), Text(vector!, "role"), Encoding.UTF8.GetBytes(Text(vector!, "signed")));
            Assert.True(said == Text(vector!, "says"), $"{Text(vector!, "name")}: {said}");
        }

        // The names are told once each, and the challenge is one that a reader can work out.
        Assert.Equal(vectors.Count, vectors.Select(v => Text(v!, "name")).Distinct().Count());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData((byte[])[.. "writ.approval/v1\n"u8, .. Encoding.UTF8.GetBytes(Text(file, "statement"))])), Text(file, "challenge"));
    }

    /// <summary>The vault's step for one role, as the specification has it.</summary>
    private static string Says(AuthorisationRecord record, string enrolled, string role, byte[] json)
    {
        if (!SignedApproval.FromJson(json).TryGet(out var signed, out _) || !signed.Read().TryGet(out var statement, out _) || statement.Role != role) return "malformed";
        if (signed.Thumbprint != enrolled || signed.Check() is not null) return "false";
        return statement.Covers(record) ? "signed" : "other";
    }

    private static string Made()
    {
        using var key = new SoftPasskey();
        using var stranger = new SoftPasskey();
        var (reviewer, approver) = (ApprovalStatementTests.Reviewer, ApprovalStatementTests.Approver);
        var vectors = new JsonArray();
        void Add(string name, string says, byte[] signed, string role = "reviewer") => vectors.Add(new JsonObject
        {
            ["name"] = name, ["role"] = role, ["key"] = key.Thumbprint, ["says"] = says, ["signed"] = Encoding.UTF8.GetString(signed),
        });
        void Other(string name, ApprovalStatement statement) => Add(name, "other", key.Sign(statement.ToBytes()).ToJson(), statement.Role);
        SignedApproval With(byte[] data, byte[] client) => new(reviewer.ToBytes(), key.Spki, key.Assert(data, client));
        var (statement, challenge) = (reviewer.ToBytes(), ApprovalStatement.Challenge(reviewer.ToBytes()));
        var item = reviewer.Items[1];

        foreach (var good in new[] { reviewer, approver })
        {
            Add($"a passkey, {good.Role}", "signed", key.Sign(good.ToBytes()).ToJson(), good.Role);
            Add($"a key on a machine of one's own, {good.Role}", "signed", key.SignPlain(good.ToBytes()).ToJson(), good.Role);
        }

        Add("a passkey that is backed up", "signed", key.Sign(statement, 0x1d).ToJson());
        Add("a passkey with extensions", "signed", With(SoftPasskey.Data(0x85, 0xa0), SoftPasskey.Client(challenge)).ToJson());
        Add("client data with a member more", "signed", With(SoftPasskey.Data(), SoftPasskey.Client(challenge, more: ",\"crossOrigin\":false,\"new\":1")).ToJson());
        Add("s above half of the order", "signed", HighS(key, statement).ToJson());
        Add("a longer time than is asked", "signed", key.Sign((reviewer with { Until = reviewer.Until.AddDays(1) }).ToBytes()).ToJson());

        Add("another challenge", "false", With(SoftPasskey.Data(), SoftPasskey.Client(SHA256.HashData(statement))).ToJson());
        Add("type create", "false", With(SoftPasskey.Data(), SoftPasskey.Client(challenge, "webauthn.create")).ToJson());
        Add("in a frame of another origin", "false", With(SoftPasskey.Data(), SoftPasskey.Client(challenge, more: ",\"crossOrigin\":true")).ToJson());
        Add("user not verified", "false", key.Sign(statement, 0x01).ToJson());
        Add("user not present", "false", key.Sign(statement, 0x04).ToJson());
        Add("a credential in an assertion", "false", key.Sign(statement, 0x45).ToJson());
        Add("bytes behind the authenticator's data", "false", With(SoftPasskey.Data(0x05, 0), SoftPasskey.Client(challenge)).ToJson());
        Add("bytes behind the signature", "false", Behind(key, statement).ToJson());
        Add("another key", "false", stranger.Sign(statement).ToJson());
        Add("another key under the name of this", "false", (stranger.Sign(statement) with { Key = key.Spki }).ToJson());
        Add("a plain signature of another key", "false", (stranger.SignPlain(statement) with { Key = key.Spki }).ToJson());
        Add("the statement of another role", "malformed", key.Sign(approver.ToBytes()).ToJson());

        Other("another vault", reviewer with { VaultId = "vlt_1123456789abcdef" });
        Other("another person", reviewer with { Person = Authorised.Approver });
        Other("another demand", reviewer with { Demand = DemandId.FromTrusted("dmd_1123456789abcdef") });
        Other("another register leaf", reviewer with { RegisterLeaf = Convert.ToBase64String([1, .. new byte[31]]) });
        Other("a day less", reviewer with { Items = [reviewer.Items[0], item with { To = item.To!.Value.AddDays(-1) }] });
        Other("an item less", reviewer with { Items = [item] });
        Other("another account", reviewer with { Items = [reviewer.Items[0], item with { Account = AccountId.FromTrusted("acc_1123456789abcdef") }] });
        Other("another category", reviewer with { Items = [reviewer.Items[0], item with { Category = DataCategory.FromTrusted("transaction") }] });
        Other("a recipient less", approver with { RecipientKeys = [approver.RecipientKeys![0]] });
        Other("a second too short", approver with { Until = approver.Until.AddSeconds(-1) });

        var text = Encoding.UTF8.GetString(statement);
        foreach (var (name, bent) in new[]
        {
            ("a statement that is not canonical", " " + text), ("a member more", text.Replace("{\"demand\"", "{\"also\":1,\"demand\"", StringComparison.Ordinal)),
            ("another schema", text.Replace("writ.approval/v1", "writ.approval/v2", StringComparison.Ordinal)), ("a statement with a line feed behind it", text + "\n"),
        })
        {
            Add(name, "malformed", key.Sign(Encoding.UTF8.GetBytes(bent)).ToJson());
        }

        Add("a file that is not canonical", "malformed", [.. key.Sign(statement).ToJson(), (byte)' ']);
        Add("an approver who leaves the recipients open", "malformed", key.Sign(Encoding.UTF8.GetBytes(text.Replace("\"reviewer\"", "\"approver\"", StringComparison.Ordinal))).ToJson(), "approver");
        Add("a plain signature called a passkey's", "malformed", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(key.SignPlain(statement).ToJson()).Replace("\"plain\"", "\"passkey\"", StringComparison.Ordinal)));
        return new JsonObject
        {
            ["opening"] = JsonNode.Parse(AuthorisationOpening.Draw(Authorised).ToJson()),
            ["statement"] = text,
            ["challenge"] = Convert.ToHexStringLower(challenge),
            ["vectors"] = vectors,
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, IndentSize = 1, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static SignedApproval Behind(SoftPasskey key, byte[] statement)
    {
        var signed = key.Sign(statement);
        var passkey = (ApprovalSignature.Passkey)signed.Signature;
        return signed with { Signature = passkey with { Signature = [.. passkey.Signature, 0] } };
    }

    /// <summary>The other of the two signatures that hold: r and the order less s.</summary>
    private static SignedApproval HighS(SoftPasskey key, byte[] statement)
    {
        var order = System.Numerics.BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
        var signed = key.SignPlain(statement);
        var value = ((ApprovalSignature.Plain)signed.Signature).Value;
        var s = new System.Numerics.BigInteger(value.AsSpan(32), isUnsigned: true, isBigEndian: true);
        if (s * 2 > order) return signed;
        var high = (order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        return signed with { Signature = new ApprovalSignature.Plain([.. value[..32], .. new byte[32 - high.Length], .. high]) };
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(at.FullName, "Writ.slnx"))) at = at.Parent!;
        return at.FullName;
    }
}
