using Writ.Base;

namespace Writ.Vault.Tests;

public sealed class WitnessTests : IDisposable
{
    private readonly CosigningWitness witness = new();
    private readonly Harness harness;

    public WitnessTests() => harness = new Harness(witness.Policy);

    public void Dispose()
    {
        harness.Dispose();
        witness.Dispose();
    }

    [Fact]
    public async Task Without_the_cosignature_nothing_is_given() => Assert.Equal("vault-witnesses-missing", await harness.CodeOf(await Good()));

    [Theory]
    [InlineData(0, "given")]
    [InlineData(-600, "given")]
    [InlineData(60, "given")]
    [InlineData(-601, "vault-cosignature-time")]
    [InlineData(61, "vault-cosignature-time")]
    public async Task A_cosignature_counts_only_near_the_vaults_own_time(int seconds, string outcome)
    {
        var ask = Cosigned(await Good(), seconds);
        var log = harness.Log.ForVault() with { Note = ask.Proof[ask.Proof.IndexOf(TestLog.Origin, StringComparison.Ordinal)..] };
        Assert.True((await harness.Client.Follow(() => log)).Ok);
        Assert.Equal(outcome, await harness.CodeOf(ask));
    }

    [Fact]
    public async Task Without_the_cosignature_nothing_is_read_and_nothing_cosigned()
    {
        await Good();
        Assert.Equal("vault-witnesses-missing", await harness.Follow());
        Assert.Equal(0, (await harness.Client.Describe()).Value.Size);
    }

    [Fact]
    public async Task A_false_cosignature_spoils_the_checkpoint()
    {
        var good = Cosigned(await Good(), 0);
        var other = Cosigned(await Good(), 0).Proof;
        var line = other[other.LastIndexOf('—')..];
        Assert.Equal("vault-log-signature", await harness.CodeOf(good with { Proof = good.Proof[..good.Proof.LastIndexOf('—')] + line }));
    }

    private async Task<AskRelease> Good() =>
        harness.Ask(await harness.Authorise(), await harness.Record(Harness.Transaction, new DateOnly(2020, 7, 15)));

    private AskRelease Cosigned(AskRelease ask, int seconds) => witness.Cosign(ask, harness.Clock.Now.AddSeconds(seconds));
}
