using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Ledger.Log;

namespace Writ.Vault.Tests;

public sealed class WitnessTests : IDisposable
{
    private const string Name = "example.test/witness";
    private readonly SigningKey witness = SigningKey.FromSeed(Name, SHA256.HashData("witness"u8));
    private readonly Harness harness;

    public WitnessTests() => harness = new Harness(WitnessPolicy.Parse($"witness w {Vkey()}\nquorum w\n").Value);

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

    /// <summary>C2SP tlog-cosignature v1, made by hand.</summary>
    private AskRelease Cosigned(AskRelease ask, int seconds)
    {
        var note = ask.Proof[ask.Proof.IndexOf(TestLog.Origin, StringComparison.Ordinal)..];
        var time = harness.Clock.Now.ToUnixTimeSeconds() + seconds;
        var signed = witness.SignNote($"cosignature/v1\ntime {time}\n{note.Split("\n\n")[0]}\n");
        var signature = Convert.FromBase64String(signed.TrimEnd('\n').Split(' ')[^1])[4..];
        var bytes = new byte[4 + 8 + 64];
        Id().CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(4), time);
        signature.CopyTo(bytes, 12);
        return ask with { Proof = $"{ask.Proof}— {Name} {Convert.ToBase64String(bytes)}\n" };
    }

    private byte[] Id() => SHA256.HashData([.. Encoding.ASCII.GetBytes(Name + "\n"), 4, .. witness.Verifier.PublicKey])[..4];

    private string Vkey() => $"{Name}+{Convert.ToHexStringLower(Id())}+{Convert.ToBase64String([4, .. witness.Verifier.PublicKey])}";
}
