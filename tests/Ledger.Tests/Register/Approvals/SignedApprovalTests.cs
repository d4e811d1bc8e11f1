using System.Security.Cryptography;
using System.Text;
using Writ.Ledger.Register.Approvals;
using Writ.Shared;

namespace Writ.Ledger.Tests.Register.Approvals;

public sealed class SignedApprovalTests : IDisposable
{
    private static readonly byte[] Statement = ApprovalStatementTests.Reviewer.ToBytes();

    private readonly SoftPasskey mine = new();
    private readonly SoftPasskey other = new();

    public void Dispose()
    {
        mine.Dispose();
        other.Dispose();
    }

    [Fact]
    public void Both_forms_hold_and_are_read_back()
    {
        foreach (var signed in new[] { mine.Sign(Statement), mine.SignPlain(Statement) })
        {
            Assert.Null(signed.Check());
            var read = SignedApproval.FromJson(signed.ToJson()).Value;
            Assert.Equal(signed, read);
            Assert.Null(read.Check());
            Assert.Equal(mine.Thumbprint, read.Thumbprint);
            Assert.Equal(ApprovalStatementTests.Reviewer, read.Read().Value);
        }
    }

    [Theory]
    [InlineData(0x05)]
    [InlineData(0x0d)]
    [InlineData(0x1d)]
    public void A_passkey_that_is_backed_up_or_not_may_sign(byte flags) => Assert.Null(mine.Sign(Statement, flags).Check());

    [Fact]
    public void Extensions_may_stand_behind_as_one_map()
    {
        Assert.Null(Given(SoftPasskey.Data(0x85, 0xa0)));
        Assert.Null(Given(SoftPasskey.Data(0x85, [0xa2, 0x61, (byte)'a', 0xf5, 0x61, (byte)'b', 0x82, 0x18, 0x20, 0x43, 1, 2, 3])));
        byte[][] bent =
        [
            [], [0xa1], [0xa0, 0xa0], [0xa0, 0], [0xbf, 0xff], [0x80], [0xf6], [0xa1, 0x01], [0xa1, 0x01, 0x43, 1], [0xbb, 255, 255, 255, 255, 255, 255, 255, 255],
            [0xa1, 0x01, 0x9b, 255, 255, 255, 255, 255, 255, 255, 255], [0xa1, 0x01, 0x5b, 255, 255, 255, 255, 255, 255, 255, 255], [0xa1, 0x01, 0x1c], [.. Enumerable.Repeat((byte)0xc1, 900)],
            [0xa1, .. Enumerable.Repeat((byte)0x81, 900)],
        ];
        Assert.All(bent, more => Assert.Equal("ledger-approval-malformed", Given(SoftPasskey.Data(0x85, more))));
    }

    [Theory]
    [InlineData(0x00, "ledger-approval-unverified")]
    [InlineData(0x01, "ledger-approval-unverified")]
    [InlineData(0x04, "ledger-approval-unverified")]
    [InlineData(0x45, "ledger-approval-malformed")]
    [InlineData(0x15, "ledger-approval-malformed")]
    [InlineData(0x85, "ledger-approval-malformed")]
    public void A_passkey_that_did_not_check_its_user_or_says_impossible_things(byte flags, string code) => Assert.Equal(code, mine.Sign(Statement, flags).Check()?.Code);

    [Fact]
    public void Bytes_too_few_or_behind()
    {
        Assert.Equal("ledger-approval-malformed", Given(SoftPasskey.Data()[..36]));
        Assert.Equal("ledger-approval-malformed", Given([]));
        Assert.Equal("ledger-approval-malformed", Given(SoftPasskey.Data(0x05, 0)));
        Assert.Equal("ledger-approval-malformed", Given(SoftPasskey.Data(0x05, new byte[1000])));
    }

    [Fact]
    public void Client_data_of_something_else()
    {
        var challenge = ApprovalStatement.Challenge(Statement);
        (byte[] Client, string Code)[] bent =
        [
            (SoftPasskey.Client(challenge, "webauthn.create"), "ledger-approval-false"),
            (SoftPasskey.Client(challenge, "payment.get"), "ledger-approval-false"),
            (SoftPasskey.Client(ApprovalStatement.Challenge(ApprovalStatementTests.Approver.ToBytes())), "ledger-approval-false"),
            (SoftPasskey.Client(SHA256.HashData(Statement)), "ledger-approval-false"),
            (SoftPasskey.Client([]), "ledger-approval-false"),
            (SoftPasskey.Client(challenge, more: ",\"crossOrigin\":true"), "ledger-approval-false"),
            (SoftPasskey.Client(challenge, more: ",\"crossOrigin\":\"no\""), "ledger-approval-malformed"),
            (SoftPasskey.Client(challenge, more: ",\"crossOrigin\":null"), "ledger-approval-malformed"),
            (SoftPasskey.Client(challenge, more: ",\"type\":\"webauthn.get\""), "ledger-approval-malformed"),
            ([.. SoftPasskey.Client(challenge), (byte)'x'], "ledger-approval-malformed"),
            ("{}"u8.ToArray(), "ledger-approval-malformed"),
            ("null"u8.ToArray(), "ledger-approval-malformed"),
            ([0xff, 0xfe], "ledger-approval-malformed"),
            (Encoding.UTF8.GetBytes(new string('[', 500)), "ledger-approval-malformed"),
            (SoftPasskey.Client(challenge, more: $",\"more\":\"{new string('x', 1000)}\""), "ledger-approval-malformed"),
        ];
        Assert.All(bent, one => Assert.Equal(one.Code, new SignedApproval(Statement, mine.Spki, mine.Assert(SoftPasskey.Data(), one.Client)).Check()?.Code));
        Assert.Null(new SignedApproval(Statement, mine.Spki, mine.Assert(SoftPasskey.Data(), SoftPasskey.Client(challenge, more: ""))).Check());
        Assert.Null(new SignedApproval(Statement, mine.Spki, mine.Assert(SoftPasskey.Data(), SoftPasskey.Client(challenge, more: ",\"crossOrigin\":false,\"other\":{\"a\":[1]}"))).Check());
    }

    [Fact]
    public void A_signature_of_another_key_or_of_another_statement()
    {
        var theirs = ApprovalStatementTests.Approver.ToBytes();
        foreach (var signed in new[] { mine.Sign(Statement), mine.SignPlain(Statement) })
        {
            Assert.Equal("ledger-approval-false", (signed with { Key = other.Spki }).Check()?.Code);
            Assert.Equal("ledger-approval-false", (signed with { Statement = theirs }).Check()?.Code);
            Assert.Equal("ledger-approval-malformed", (signed with { Statement = [.. Statement, 10] }).Check()?.Code);
            Assert.Equal("ledger-approval-malformed", (signed with { Key = [.. mine.Spki, 0] }).Check()?.Code);
            Assert.Equal("ledger-approval-malformed", (signed with { Key = [] }).Check()?.Code);
        }

        // A plain signature is of the statement behind its own words, never of the statement alone.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bare = new ApprovalSignature.Plain(key.SignData(Statement, HashAlgorithmName.SHA256));
        Assert.Equal("ledger-approval-false", new SignedApproval(Statement, key.ExportSubjectPublicKeyInfo(), bare).Check()?.Code);
        Assert.Equal("ledger-approval-malformed", new SignedApproval(Statement, mine.Spki, new ApprovalSignature.Plain(new byte[63])).Check()?.Code);
        Assert.Equal("ledger-approval-false", new SignedApproval(Statement, mine.Spki, new ApprovalSignature.Plain(new byte[64])).Check()?.Code);
    }

    [Fact]
    public void A_key_of_another_curve_signs_nothing()
    {
        using var wide = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Equal("ledger-approval-malformed", (mine.Sign(Statement) with { Key = wide.ExportSubjectPublicKeyInfo() }).Check()?.Code);
    }

    [Fact]
    public void DER_has_one_spelling()
    {
        var good = (ApprovalSignature.Passkey)mine.Sign(Statement).Signature;
        var der = good.Signature;
        byte[] r = der[4..(4 + der[3])], s = der[(6 + r.Length)..];
        byte[][] bent =
        [
            [], [0x30], [0x30, 0], [.. der, 0], der[..^1], [0x31, .. der[1..]], [0x30, (byte)(der[1] + 1), .. der[2..]], [0x30, 0x81, .. der[1..]],
            Der(r, []), Der([], s), Der([0, .. r], s), Der(r, [0, 0, .. s]), Der([.. r[0] == 0 ? r[1..] : [(byte)0xff, .. r[1..]]], s), Der(new byte[40], s),
            [.. Der(r, s)[..^0], .. Der(r, s)],
        ];
        Assert.All(bent, one => Assert.Equal("ledger-approval-malformed", new SignedApproval(Statement, mine.Spki, good with { Signature = one }).Check()?.Code));
        Assert.Equal("ledger-approval-false", new SignedApproval(Statement, mine.Spki, good with { Signature = Der([1], [1]) }).Check()?.Code);
        Assert.Equal("ledger-approval-false", new SignedApproval(Statement, mine.Spki, good with { Signature = Der([0], [1]) }).Check() is { Code: "ledger-approval-malformed" } ? "ledger-approval-false" : "x");

        static byte[] Der(byte[] r, byte[] s) => [0x30, (byte)(r.Length + s.Length + 4), 2, (byte)r.Length, .. r, 2, (byte)s.Length, .. s];
    }

    [Fact]
    public void Other_spellings_of_the_file_are_not_read()
    {
        foreach (var signed in new[] { mine.Sign(Statement), mine.SignPlain(Statement) })
        {
            var text = Encoding.UTF8.GetString(signed.ToJson());
            string[] bent =
            [
                " " + text, text + "\n", text.Replace("{\"", "{\"also\":1,\"", StringComparison.Ordinal), text.Replace("\"form\":\"p", "\"form\":\"q", StringComparison.Ordinal),
                text.Replace("writ.signed-approval/v1", "writ.signed-approval/v2", StringComparison.Ordinal), text.Replace("\"form\":\"passkey\"", "\"form\":\"plain\"", StringComparison.Ordinal),
                text.Replace("\"form\":\"plain\"", "\"form\":\"passkey\"", StringComparison.Ordinal), text.Replace("\"key\":\"M", "\"key\":\" M", StringComparison.Ordinal), "{}", "null", "",
            ];
            foreach (var one in bent.Where(one => one != text)) Assert.Equal("ledger-approval-malformed", SignedApproval.FromJson(Encoding.UTF8.GetBytes(one)).Refusal?.Code);
        }
    }

    private string? Given(byte[] data) =>
        new SignedApproval(Statement, mine.Spki, mine.Assert(data, SoftPasskey.Client(ApprovalStatement.Challenge(Statement)))).Check()?.Code;
}
