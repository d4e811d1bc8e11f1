using System.Text;
using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class SignedNoteTests
{
    /// <summary>Key and note printed in the C2SP signed-note specification (version 1.0.0).</summary>
    private const string SpecKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string SpecNote =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private static readonly VerifierKey Spec = VerifierKey.Parse(SpecKey).Value;

    [Fact]
    public void The_example_of_the_specification_verifies()
    {
        Assert.Equal("This is an example message.\n", SignedNote.Verify(SpecNote, [Spec], out var by).Value);
        Assert.Equal(Spec, Assert.Single(by));
        Assert.Equal(SpecKey, Spec.ToString());
        Assert.True(SignedNote.Verify(Encoding.UTF8.GetBytes(SpecNote), [Spec], out _).Ok);
    }

    [Fact]
    public void A_changed_text_is_refused() =>
        Assert.Equal("ledger-note-bad-signature", Code(SpecNote.Replace("example message", "examples message", StringComparison.Ordinal)));

    [Fact]
    public void A_note_that_only_strangers_signed_is_refused()
    {
        using var other = SigningKey.Generate("example.com/bar");
        Assert.Equal("ledger-note-unsigned", SignedNote.Verify(SpecNote, [other.Verifier]).Refusal?.Code);
        Assert.Equal("ledger-note-unsigned", SignedNote.Verify(SpecNote, []).Refusal?.Code);
    }

    [Fact]
    public void Signatures_of_strangers_are_passed_over()
    {
        var stranger = $"— other.example {Convert.ToBase64String(new byte[68])}\n";
        Assert.True(SignedNote.Verify(SpecNote + stranger, [Spec]).Ok);
        // Same name with another id, or the same id under another name, is a stranger too.
        Assert.True(SignedNote.Verify(SpecNote + $"— example.com/foo {Convert.ToBase64String(new byte[68])}\n", [Spec]).Ok);
    }

    [Fact]
    public void A_false_signature_of_a_known_key_spoils_the_note_beside_a_good_one()
    {
        using var good = SigningKey.Generate("good.example");
        var note = good.SignNote("This is an example message.\n") + SpecNote.Split('\n')[2].Replace("Uw2QOkn8", "Uw2QOkn9", StringComparison.Ordinal) + "\n";
        Assert.Equal("ledger-note-bad-signature", SignedNote.Verify(note, [good.Verifier, Spec]).Refusal?.Code);
        Assert.True(SignedNote.Verify(note, [good.Verifier]).Ok);
    }

    [Fact]
    public void Sixteen_signatures_and_more_are_read()
    {
        var keys = Enumerable.Range(0, 20).Select(i => SigningKey.Generate($"key{i}.example")).ToArray();
        var note = "text\n\n" + string.Concat(keys.Select(key => key.SignNote("text\n")["text\n\n".Length..]));
        Assert.Equal("text\n", SignedNote.Verify(note, [.. keys.Select(key => key.Verifier)], out var by).Value);
        Assert.Equal(20, by.Count);
        foreach (var key in keys) key.Dispose();
    }

    [Fact]
    public void The_last_empty_line_parts_text_from_signatures()
    {
        using var key = SigningKey.Generate("k.example");
        var note = key.SignNote("one\n\ntwo\n\n— not a signature\n");
        Assert.Equal("one\n\ntwo\n\n— not a signature\n", SignedNote.Verify(note, [key.Verifier]).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— a.example AAAAAAAA")]
    [InlineData("text\n\n- a.example AAAAAAAA\n")]
    [InlineData("text\n\n—a.example AAAAAAAA\n")]
    [InlineData("text\n\n— a.example  AAAAAAAA\n")]
    [InlineData("text\n\n— a.example AAAAAAAA \n")]
    [InlineData("text\n\n— a.example AAAA\n")]
    [InlineData("text\n\n— a+b AAAAAAAA\n")]
    [InlineData("text\n\n— a.example AAAAAA==\n")]
    [InlineData("text\n\n— a.example AAAAAAB=\n")]
    [InlineData("text\n\n— a.example AAAAAAA\n")]
    [InlineData("text\n\n— a.example AAAAAA-_\n")]
    [InlineData("te\rxt\n\n— a.example AAAAAAAA\n")]
    [InlineData("te\txt\n\n— a.example AAAAAAAA\n")]
    [InlineData("te\0xt\n\n— a.example AAAAAAAA\n")]
    public void A_note_out_of_shape_is_refused(string note) => Assert.Equal("ledger-note-malformed", Code(note));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        Assert.Equal("ledger-note-malformed", SignedNote.Verify([0xff, .. Encoding.UTF8.GetBytes(SpecNote)], [Spec], out _).Refusal?.Code);

    [Theory]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2")]
    [InlineData("example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a")]
    [InlineData("")]
    public void A_verifier_key_out_of_shape_is_refused(string vkey) => Assert.Equal("ledger-vkey-malformed", VerifierKey.Parse(vkey).Refusal?.Code);

    [Fact]
    public void A_key_is_the_same_from_its_seed_and_signs_the_same()
    {
        using var key = SigningKey.Generate("k.example/log");
        using var again = SigningKey.FromSeed("k.example/log", key.ExportSeed());
        Assert.Equal(key.SignNote("a\n"), again.SignNote("a\n"));
        Assert.Equal(key.Verifier, VerifierKey.Parse(again.Verifier.ToString()).Value);
    }

    [Theory]
    [InlineData("no newline")]
    [InlineData("a\rb\n")]
    public void Text_that_could_not_be_read_back_is_never_signed(string text)
    {
        using var key = SigningKey.Generate("k.example");
        Assert.Throws<ArgumentException>(() => key.SignNote(text));
    }

    private static string? Code(string note) => SignedNote.Verify(note, [Spec]).Refusal?.Code;
}
