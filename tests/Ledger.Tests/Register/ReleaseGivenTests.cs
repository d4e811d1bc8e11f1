using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Ledger.Tests.Register;

public sealed class ReleaseGivenTests : IDisposable
{
    private const string Vault = "vlt_0123456789abcdef";

    private static readonly DateTimeOffset At = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SigningKey key = SigningKey.Generate(Vault);
    private readonly byte[] leaf = Rfc6962.Leaf([1]);

    [Fact]
    public void A_statement_says_what_was_given()
    {
        var note = new ReleaseGiven(Vault, 3, leaf, 12, At).Sign(key);
        Assert.StartsWith($"writ.release-given/v1\n{Vault}\n3\n{Convert.ToBase64String(leaf)}\n12\n2026-02-01T12:00:00Z\n\n— ", note, StringComparison.Ordinal);
        var said = ReleaseGiven.Verify(note, key.Verifier)!;
        Assert.Equal((Vault, 3, 12, At), (said.Vault, said.Number, said.Count, said.At));
        Assert.Equal(leaf, said.Leaf);
        var until = new GivenUntil(Vault, 0, 7, At);
        Assert.StartsWith($"writ.given-until/v1\n{Vault}\n0\n7\n2026-02-01T12:00:00Z\n\n— ", until.Sign(key), StringComparison.Ordinal);
        Assert.Equal(until, GivenUntil.Verify(until.Sign(key), key.Verifier));
    }

    [Fact]
    public void Another_key_or_a_changed_word_is_refused()
    {
        using var other = SigningKey.Generate(Vault);
        var (note, until) = (new ReleaseGiven(Vault, 3, leaf, 12, At).Sign(key), new GivenUntil(Vault, 3, 7, At).Sign(key));
        Assert.Null(ReleaseGiven.Verify(note, other.Verifier));
        Assert.Null(ReleaseGiven.Verify(note.Replace("\n12\n", "\n11\n", StringComparison.Ordinal), key.Verifier));
        Assert.Null(GivenUntil.Verify(until, other.Verifier));
        Assert.Null(GivenUntil.Verify(until.Replace("\n7\n", "\n8\n", StringComparison.Ordinal), key.Verifier));

        // One is not the other.
        Assert.Null(GivenUntil.Verify(note, key.Verifier));
        Assert.Null(ReleaseGiven.Verify(until, key.Verifier));
    }

    [Theory]
    [InlineData("writ.release-given/v2\nV\n3\nL\n12\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nvlt_other\n3\nL\n12\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nV\n0\nL\n12\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nV\n03\nL\n12\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nV\n3\nAAAA\n12\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nV\n3\nL\n0\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nV\n3\nL\n-1\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.release-given/v1\nV\n3\nL\n12\n2026-02-01\n")]
    [InlineData("writ.release-given/v1\nV\n3\nL\n12\n2026-02-01T12:00:00Z\nmore\n")]
    [InlineData("writ.given-until/v1\nV\n-1\n7\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.given-until/v1\nV\n1\n\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.given-until/v1\nV\n1\n7\n")]
    public void Text_out_of_shape_is_refused_even_if_signed(string text)
    {
        var note = key.SignNote(text.Replace("\nV\n", $"\n{Vault}\n", StringComparison.Ordinal).Replace("\nL\n", $"\n{Convert.ToBase64String(leaf)}\n", StringComparison.Ordinal));
        Assert.Null(ReleaseGiven.Verify(note, key.Verifier));
        Assert.Null(GivenUntil.Verify(note, key.Verifier));
    }

    public void Dispose() => key.Dispose();
}
