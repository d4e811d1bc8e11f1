using Writ.Ledger.Log;

namespace Writ.Ledger.Tests.Log;

public sealed class TlogProofTests : IDisposable
{
    private readonly TempFolder temp = new();
    private readonly SigningKey key = SigningKey.Generate("log.example");
    private readonly ReadOnlyMemory<byte>[] entries = LogWriterTests.Entries(0, 300);
    private readonly string note;
    private readonly string receipt;

    public TlogProofTests()
    {
        var folder = new LogFolder(temp.Path);
        var writer = LogWriter.Open(folder, key, null).Value;
        writer.Accept(writer.Integrate(entries));
        note = writer.Sign(writer.Head);
        receipt = folder.ReceiptFor(270, note);
    }

    [Fact]
    public void A_receipt_holds_for_its_entry()
    {
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 270\n", receipt, StringComparison.Ordinal);
        Assert.EndsWith("\n\n" + note, receipt, StringComparison.Ordinal);
        var result = TlogProof.Verify(receipt, entries[270].Span, [key.Verifier], WitnessPolicy.None, out var checkpoint);
        Assert.Equal(270, result.Value);
        Assert.Equal(300, checkpoint!.Size);
    }

    [Fact]
    public void A_receipt_holds_for_no_other_entry_index_or_log()
    {
        Assert.Equal("ledger-proof-false", Code(receipt, 271));
        Assert.Equal("ledger-proof-false", Code(receipt.Replace("index 270", "index 271", StringComparison.Ordinal)));
        Assert.Equal("ledger-proof-false", Code(receipt.Replace("index 270", "index 300", StringComparison.Ordinal)));
        using var other = SigningKey.Generate("log.example");
        Assert.Equal("ledger-note-unsigned", TlogProof.Verify(receipt, entries[270].Span, [other.Verifier], WitnessPolicy.None, out var none).Refusal?.Code);
        Assert.Null(none);
    }

    [Fact]
    public void Extra_data_is_read_and_not_believed()
    {
        var extra = receipt.Replace("index", "extra AAEC\nindex", StringComparison.Ordinal);
        Assert.Null(Code(extra));
        Assert.Equal([0, 1, 2], TlogProof.Parse(extra).Value.Extra);
        Assert.Equal("ledger-proof-malformed", Code(extra.Replace("AAEC", "AAE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2")]
    [InlineData("index 270", "index 0270")]
    [InlineData("index 270", "index -1")]
    [InlineData("index 270", "Index 270")]
    [InlineData("index 270\n", "index 270\nAAAA\n")]
    [InlineData("index 270\n", "")]
    public void A_receipt_out_of_shape_is_refused(string from, string to) =>
        Assert.Equal("ledger-proof-malformed", Code(receipt.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void A_log_that_is_only_known_as_a_witness_cannot_vouch_for_itself()
    {
        using var stranger = SigningKey.Generate("other.example");
        Assert.Equal("ledger-note-unsigned", TlogProof.Verify(receipt, entries[270].Span, [stranger.Verifier], WitnessPolicy.None, out _).Refusal?.Code);
    }

    public void Dispose()
    {
        key.Dispose();
        temp.Dispose();
    }

    private string? Code(string text, int entry = 270) =>
        TlogProof.Verify(text, entries[entry].Span, [key.Verifier], WitnessPolicy.None, out _).Refusal?.Code;
}
