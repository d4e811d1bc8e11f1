using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Ledger.Tests.Register;

public sealed class PromisesTests : IDisposable
{
    private const string Origin = "log.example/writ";

    private static readonly DateTimeOffset Before = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SigningKey key = SigningKey.Generate(Promises.KeyNameFor(Origin));
    private readonly byte[] leaf = Rfc6962.Leaf([1]);
    private readonly byte[] nonce = Rfc6962.Leaf([2]);

    [Fact]
    public void A_promise_says_what_was_promised()
    {
        var note = Promises.Sign(key, Origin, leaf, nonce, Before);
        Assert.StartsWith($"writ.promise/v1\n{Origin}\n{Convert.ToBase64String(leaf)}\n{Convert.ToBase64String(nonce)}\n2026-02-01T12:00:00Z\n\n— ", note, StringComparison.Ordinal);
        var promise = Promises.Verify(note, key.Verifier).Value;
        Assert.Equal((Origin, Before), (promise.Origin, promise.Before));
        Assert.Equal(leaf, promise.LeafHash);
        Assert.Equal(nonce, promise.Nonce);
    }

    [Fact]
    public void Another_key_or_a_changed_word_is_refused()
    {
        var note = Promises.Sign(key, Origin, leaf, nonce, Before);
        using var other = SigningKey.Generate(Promises.KeyNameFor(Origin));
        Assert.Equal("ledger-note-unsigned", Promises.Verify(note, other.Verifier).Refusal?.Code);
        Assert.Equal("ledger-note-bad-signature", Promises.Verify(note.Replace("12:00", "13:00", StringComparison.Ordinal), key.Verifier).Refusal?.Code);
    }

    [Theory]
    [InlineData("writ.promise/v2\nlog.example/writ\nL\nN\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.promise/v1\nother.example\nL\nN\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.promise/v1\nlog.example/writ\nAAAA\nN\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.promise/v1\nlog.example/writ\nL\nAAAA\n2026-02-01T12:00:00Z\n")]
    [InlineData("writ.promise/v1\nlog.example/writ\nL\nN\n2026-02-01\n")]
    [InlineData("writ.promise/v1\nlog.example/writ\nL\nN\n2026-02-01T12:00:00Z\nmore\n")]
    public void Text_out_of_shape_is_refused_even_if_signed(string text)
    {
        var note = key.SignNote(text.Replace("\nL\n", $"\n{Convert.ToBase64String(leaf)}\n", StringComparison.Ordinal).Replace("\nN\n", $"\n{Convert.ToBase64String(nonce)}\n", StringComparison.Ordinal));
        Assert.Equal("ledger-promise-malformed", Promises.Verify(note, key.Verifier).Refusal?.Code);
    }

    [Fact]
    public void A_promise_is_signed_by_the_promise_key_of_its_origin_only()
    {
        Assert.Throws<ArgumentException>(() => Promises.Sign(key, "other.example", leaf, nonce, Before));
        Assert.Throws<ArgumentException>(() => Promises.Sign(key, Origin, leaf[..31], nonce, Before));
    }

    public void Dispose() => key.Dispose();
}
