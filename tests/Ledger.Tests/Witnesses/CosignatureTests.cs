using Writ.Ledger.Log;
using Writ.Ledger.Witnesses;

namespace Writ.Ledger.Tests.Witnesses;

/// <summary>What a log takes for a witness's answer.</summary>
public sealed class CosignatureTests : IDisposable
{
    private readonly CosigningKey witness = new("witness.example/w1", new byte[32]);
    private readonly CosigningKey other = new("witness.example/w1", [.. Enumerable.Repeat((byte)1, 32)]);
    private readonly string text = new Checkpoint("log.example/writ", 3, new byte[32]).ToText();

    [Fact]
    public void A_cosignature_over_the_text_is_taken_alone_and_out_of_others()
    {
        var line = witness.Cosign(text, 1_700_000_000);
        Assert.Equal(line, Cosignatures.Accept(text, line, witness.Verifier));
        Assert.Equal(line, Cosignatures.Accept(text, other.Cosign(text, 5) + line, witness.Verifier));
        var found = Assert.Single(Cosignatures.In($"{text}\n{line}", [witness.Verifier, other.Verifier]));
        Assert.Equal((witness.Verifier, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), (found.Witness, found.At));
    }

    [Fact]
    public void Anything_else_is_not()
    {
        var line = witness.Cosign(text, 1_700_000_000);
        var elsewhere = witness.Cosign(new Checkpoint("log.example/writ", 3, [.. Enumerable.Repeat((byte)7, 32)]).ToText(), 1_700_000_000);
        Assert.Null(Cosignatures.Accept(text, other.Cosign(text, 5), witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, elsewhere, witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, line + elsewhere, witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, line.TrimEnd('\n'), witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, line.Replace("— ", "", StringComparison.Ordinal), witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, "", witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, "\n" + line, witness.Verifier));
        Assert.Null(Cosignatures.Accept(text, $"more text\n\n{line}", witness.Verifier));
        Assert.Empty(Cosignatures.In($"{text}\n{elsewhere}", [witness.Verifier]));
        Assert.Empty(Cosignatures.In("no note", [witness.Verifier]));
    }

    [Fact]
    public void A_log_may_not_be_cosigned_with_a_time_of_nothing() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => witness.Cosign(text, 0));

    public void Dispose()
    {
        witness.Dispose();
        other.Dispose();
    }
}
