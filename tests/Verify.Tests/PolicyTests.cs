using System.Text;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Witnesses;

namespace Writ.Verify.Tests;

/// <summary>Witnesses, by a policy that the user gives, and promises of which two name one leaf.</summary>
public sealed class PolicyTests : VerifierTest
{
    private readonly CosigningKey one = new("one.example", [.. Enumerable.Repeat((byte)1, 32)]);
    private readonly CosigningKey two = new("two.example", [.. Enumerable.Repeat((byte)2, 32)]);
    private readonly CosigningKey stranger = new("stranger.example", [.. Enumerable.Repeat((byte)3, 32)]);

    private string Policy(string quorum = "g", string log = "") => Site.Write(
        "policy", $"{log}witness a {one.Verifier}\nwitness b {two.Verifier}\ngroup g all a b\nquorum {quorum}\n");

    [Fact]
    public void A_checkpoint_that_the_quorum_cosigned_passes_and_one_that_too_few_did_does_not()
    {
        Site.Publish();
        Cosign(one, two, stranger);
        var (exit, text) = Text("--policy", Policy());
        Assert.Equal(0, exit);
        Assert.Contains("two.example at 2026-08-01", text, StringComparison.Ordinal);
        Assert.Contains("The quorum of the policy you gave (2 of a, b) cosigned this checkpoint", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no policy was given", text, StringComparison.Ordinal);

        Cosign(one, stranger);
        Assert.Equal((1, "verify-witnesses-missing"), OnlyCode("--policy", Policy()));
        Assert.Equal(0, Text("--policy", Policy("a")).Exit);
    }

    [Fact]
    public void Without_a_policy_it_says_that_no_witness_was_looked_at()
    {
        Site.Publish();
        Cosign(stranger);
        var (exit, text) = Text();
        Assert.Equal(0, exit);
        Assert.Contains("no policy was given (--policy)", text, StringComparison.Ordinal);
        Assert.Contains("1 more signatures", text, StringComparison.Ordinal);
        var (without, quiet) = Text("--policy", Policy("none"));
        Assert.Equal(0, without);
        Assert.Contains("your policy demands no witness", quiet, StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_cosignature_of_a_known_witness_spoils_the_checkpoint()
    {
        Site.Publish();
        Cosign(one);
        var path = Site.File("ledger/checkpoint");
        using var forged = new CosigningKey(two.Verifier.Name, [.. Enumerable.Repeat((byte)9, 32)]);
        var note = File.ReadAllText(path);
        var line = forged.Cosign(TextOf(note), 5);
        var bytes = Convert.FromBase64String(line.TrimEnd('\n').Split(' ')[2]);
        Convert.FromHexString(two.Verifier.Id.ToString("x8")).CopyTo(bytes, 0);
        File.WriteAllText(path, $"{note}— {two.Verifier.Name} {Convert.ToBase64String(bytes)}\n");
        Assert.Equal((1, "ledger-note-bad-signature"), OnlyCode("--policy", Policy()));
    }

    [Fact]
    public void A_policy_that_names_the_log_gives_its_key_and_one_of_other_logs_gives_none()
    {
        Site.Publish();
        Cosign(one, two);
        var (exit, json) = Json("--policy", Policy(log: $"log {Site.Key.Verifier}\n"));
        Assert.Equal((0, false), (exit, json.GetProperty("keyFromSite").GetBoolean()));
        using var other = SigningKey.Generate("log.example/other");
        Assert.Equal((2, "verify-policy-log"), OnlyCode("--policy", Policy(log: $"log {other.Verifier}\n")));
        Assert.Equal((2, "verify-policy-log"), OnlyCode("--policy", Policy(log: $"log {other.Verifier}\n"), "--vkey", Site.Key.Verifier.ToString()));

        // Of the same name, and another key: what the site serves is not signed by the log that the user means.
        using var same = SigningKey.Generate(SampleSite.Origin);
        Assert.Equal((1, "ledger-note-unsigned"), OnlyCode("--policy", Policy(log: $"log {same.Verifier}\n")));
    }

    [Theory]
    [InlineData("quorum g\n", "ledger-policy-malformed")]
    [InlineData("", "ledger-policy-malformed")]
    [InlineData(null, "verify-policy-unreadable")]
    public void A_policy_that_cannot_be_read_is_no_policy_of_none(string? text, string code)
    {
        Site.Publish();
        Assert.Equal((2, code), OnlyCode("--policy", text is null ? Site.File("nowhere") : Site.Write("odd", text)));
    }

    [Fact]
    public void A_receipt_is_held_to_the_policy_too()
    {
        Site.Publish();
        var bare = Site.Write("bare.tlog-proof", Site.Receipt());
        Cosign(one, two);
        var full = Site.Write("full.tlog-proof", Site.Receipt());
        Assert.Equal(0, Text("--policy", Policy(), "--receipt", full).Exit);
        Assert.Equal((2, "verify-receipt-witnesses"), OnlyCode("--policy", Policy(), "--receipt", bare));
        Assert.Equal(0, Text("--receipt", bare).Exit);
    }

    [Fact]
    public void Two_promises_with_two_nonces_for_one_leaf_each_hold_alone_and_together_show_that_a_demand_has_none()
    {
        Site.Publish();
        string Promise(string name, byte nonce) => Site.Write(name, Promises.Sign(
            Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf(Site.PromisedLeaf), [.. Enumerable.Repeat(nonce, 32)], SampleSite.Start));
        var (first, second, again) = (Promise("first", 1), Promise("second", 2), Promise("again", 1));
        foreach (var alone in (string[])[first, second])
        {
            var (exit, text) = Text("--promise", alone);
            Assert.Equal(0, exit);
            Assert.Contains("kept; the leaf is in the log", text, StringComparison.Ordinal);
        }

        Assert.Equal((1, "verify-promise-shared"), OnlyCode("--promise", first, "--promise", second));
        Assert.Equal(0, Text("--promise", first, "--promise", again).Exit);
    }

    [Fact]
    public void A_promise_is_broken_once_the_quorum_cosigned_after_its_second_and_one_witness_s_clock_does_not_break_it()
    {
        Site.Publish();
        Cosign(one, two);
        string Promise(DateTimeOffset before) => Site.Write("promise", Promises.Sign(Site.PromiseKey, SampleSite.Origin, Rfc6962.Leaf([1]), new byte[32], before));
        Assert.Equal(0, Text("--policy", Policy(), "--promise", Promise(SampleSite.Now)).Exit);
        Assert.Equal((1, "verify-promise-broken"), OnlyCode("--policy", Policy(), "--promise", Promise(SampleSite.Now.AddSeconds(-1))));
        Assert.Equal((2, "verify-promise-undecided"), OnlyCode("--promise", Promise(SampleSite.Now.AddSeconds(-1))));
        Assert.Equal((2, "verify-promise-undecided"), OnlyCode("--policy", Policy("none"), "--promise", Promise(SampleSite.Now.AddSeconds(-1))));

        var path = Site.File("ledger/checkpoint");
        var note = SignedNote.Keep(File.ReadAllText(path, Encoding.UTF8), [Site.Key.Verifier]);
        var (early, late) = (SampleSite.Now.AddDays(-2).ToUnixTimeSeconds(), SampleSite.Now.ToUnixTimeSeconds());
        File.WriteAllText(path, note + one.Cosign(TextOf(note), late) + two.Cosign(TextOf(note), early));
        Assert.Equal((2, "verify-promise-undecided"), OnlyCode("--policy", Policy(), "--promise", Promise(SampleSite.Now.AddDays(-1))));
        Assert.Equal((1, "verify-promise-broken"), OnlyCode("--policy", Policy("a"), "--promise", Promise(SampleSite.Now.AddDays(-1))));
    }

    [Fact]
    public void A_false_line_of_a_key_after_a_true_one_spoils_the_checkpoint_the_log_s_own_or_a_witness_s()
    {
        Site.Publish();
        Cosign(one, two);
        var path = Site.File("ledger/checkpoint");
        var note = File.ReadAllText(path, Encoding.UTF8);
        var lines = note.Split('\n')[^4..^1];
        foreach (var line in lines)
        {
            var at = line.Length - 20;
            var wrong = line[..at] + (line[at] == 'A' ? 'B' : 'A') + line[(at + 1)..];
            File.WriteAllText(path, note + wrong + "\n");
            Assert.Equal((1, "ledger-note-bad-signature"), OnlyCode("--policy", Policy()));
            File.WriteAllText(path, note + line + "\n");
            Assert.Equal(0, Text("--policy", Policy()).Exit);
        }
    }

    private void Cosign(params CosigningKey[] witnesses)
    {
        var path = Site.File("ledger/checkpoint");
        var note = SignedNote.Keep(File.ReadAllText(path, Encoding.UTF8), [Site.Key.Verifier]);
        File.WriteAllText(path, note + string.Concat(witnesses.Select(w => w.Cosign(TextOf(note), SampleSite.Now.ToUnixTimeSeconds()))));
    }

    private static string TextOf(string note) => note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
}
