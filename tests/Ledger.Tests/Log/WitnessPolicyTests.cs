using System.Buffers.Binary;
using System.Text;
using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class WitnessPolicyTests
{
    private const string Text = "log.example\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n";

    private static readonly Witness A = new("a.example", 1), B = new("b.example", 2), C = new("c.example", 3);

    [Theory]
    [InlineData("quorum none", "", true)]
    [InlineData("quorum a", "", false)]
    [InlineData("quorum a", "a", true)]
    [InlineData("quorum a", "bc", false)]
    [InlineData("group g 2 a b c\nquorum g", "a", false)]
    [InlineData("group g 2 a b c\nquorum g", "ac", true)]
    [InlineData("group g all a b c\nquorum g", "ab", false)]
    [InlineData("group g all a b c\nquorum g", "abc", true)]
    [InlineData("group g any a b\nquorum g", "b", true)]
    [InlineData("group g any a b\ngroup h all g c\nquorum h", "ab", false)]
    [InlineData("group g any a b\ngroup h all g c\nquorum h", "bc", true)]
    public void Cosignatures_meet_the_quorum_or_not(string rules, string who, bool met)
    {
        using var key = SigningKey.Generate("log.example");
        var policy = WitnessPolicy.Parse($"# comment\nwitness a {A.Vkey}\n\twitness b {B.Vkey} https://b.example\nwitness c {C.Vkey}\n\n{rules}\n").Value;
        var note = key.SignNote(Text) + string.Concat(new[] { A, B, C }.Where(w => who.Contains(w.Name[0], StringComparison.Ordinal)).Select(w => w.Cosign(Text)));
        Assert.Equal("log.example", Checkpoint.Open(note, [key.Verifier, .. policy.Witnesses], out var signedBy).Value.Origin);
        Assert.Equal(met, policy.IsMet(signedBy));
    }

    [Fact]
    public void A_receipt_without_the_quorum_is_refused()
    {
        using var key = SigningKey.Generate("log.example");
        var policy = WitnessPolicy.Parse($"witness a {A.Vkey}\nquorum a\n").Value;
        var proof = $"c2sp.org/tlog-proof@v1\nindex 0\n\n{key.SignNote(Text)}";
        // One empty entry: its leaf hash is the root.
        Assert.Equal("ledger-quorum-missing", TlogProof.Verify(proof, [], [key.Verifier], policy, out _).Refusal?.Code);
        Assert.Equal(0, TlogProof.Verify(proof + A.Cosign(Text), [], [key.Verifier], policy, out _).Value);
    }

    [Fact]
    public void A_cosignature_with_another_time_is_false()
    {
        var bytes = Convert.FromBase64String(A.Cosign(Text).Split(' ')[2].TrimEnd('\n'));
        bytes[11] ^= 1;
        using var key = SigningKey.Generate("log.example");
        var note = key.SignNote(Text) + $"— a.example {Convert.ToBase64String(bytes)}\n";
        Assert.Equal("ledger-note-bad-signature", Checkpoint.Open(note, [key.Verifier, VerifierKey.Parse(A.Vkey).Value]).Refusal?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("quorum x")]
    [InlineData("quorum none\nquorum none")]
    [InlineData("witness a {A}\nwitness b {A}\nquorum a")]
    [InlineData("witness a {A}\nwitness a {B}\nquorum a")]
    [InlineData("witness none {A}\nquorum none")]
    [InlineData("witness a {A}\ngroup g 2 a\nquorum g")]
    [InlineData("witness a {A}\ngroup g 0 a\nquorum g")]
    [InlineData("witness a {A}\ngroup g any\nquorum g")]
    [InlineData("witness a {A}\ngroup g any a\ngroup h any a\nquorum h")]
    [InlineData("group g any a\nwitness a {A}\nquorum g")]
    [InlineData("log {A}\nquorum none")]
    [InlineData("nonsense\nquorum none")]
    public void A_policy_out_of_shape_is_refused(string text)
    {
        var policy = text.Replace("{A}", A.Vkey, StringComparison.Ordinal).Replace("{B}", B.Vkey, StringComparison.Ordinal);
        Assert.Equal("ledger-policy-malformed", WitnessPolicy.Parse(policy).Refusal?.Code);
    }

    /// <summary>A witness for tests: cosignature/v1 of C2SP tlog-cosignature.</summary>
    private sealed class Witness
    {
        private readonly byte[] secret = new byte[64];
        private readonly VerifierKey key;

        public Witness(string name, byte seed)
        {
            Name = name;
            var publicKey = new byte[32];
            Sodium.SeedKeyPair([.. Enumerable.Repeat(seed, 32)], publicKey, secret);
            key = new VerifierKey(name, VerifierKey.Cosignature, publicKey);
        }

        public string Name { get; }

        public string Vkey => key.ToString();

        public string Cosign(string text)
        {
            var signature = new byte[4 + 8 + 64];
            BinaryPrimitives.WriteUInt32BigEndian(signature, key.Id);
            BinaryPrimitives.WriteUInt64BigEndian(signature.AsSpan(4), 1700000000);
            Sodium.Sign(Encoding.UTF8.GetBytes("cosignature/v1\ntime 1700000000\n" + text), secret, signature.AsSpan(12));
            return $"— {Name} {Convert.ToBase64String(signature)}\n";
        }
    }
}
