using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;

namespace Writ.Vault.Tests;

/// <summary>Cosigning, and how an older copy of a vault is found out.</summary>
public sealed class StandingTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();
    private readonly Harness.Memory memory = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task It_cosigns_what_it_accepts_with_a_key_that_it_names()
    {
        var line = (await harness.Client.Follow(harness.Log.ForVault)).Value;
        var key = VerifierKey.Parse((await harness.Client.Describe()).Value.Cosigner).Value;
        Assert.Equal($"{TestLog.Origin}/vault/{harness.Vault.Id}", key.Name);
        var note = harness.Log.Note + line;
        Assert.True(SignedNote.Verify(note, [harness.Log.Key.Verifier, key], out var signedBy).Ok);
        Assert.Equal([harness.Log.Key.Verifier, key], signedBy);
        var at = Assert.Single(Ledger.Witnesses.Cosignatures.In(note, [key])).At;
        Assert.Equal(harness.Clock.Now, at);
        harness.Reopen();
        Assert.Equal(key.ToString(), (await harness.Client.Describe()).Value.Cosigner);
    }

    [Fact]
    public async Task It_cosigns_no_fork_nothing_older_and_nothing_of_another_log()
    {
        Assert.Null(await harness.Follow());
        var early = harness.Log.Note;
        await harness.Authorise();
        Assert.Null(await harness.Follow());
        using var fork = new TestLog(harness.Root, harness.Clock.Now);
        fork.Append([(byte)'A', 1, .. new byte[32]]);
        Assert.Equal("vault-checkpoint-older", await Code(new AskCosign(early, null, null)));
        Assert.Equal("vault-checkpoint-forked", await Code(new AskCosign(fork.Note, null, null)));
        fork.Append([(byte)'A', 1, .. new byte[32]]);
        Assert.Equal("vault-consistency-missing", await Code(new AskCosign(fork.Note, null, null)));
        var known = (await harness.Client.Describe()).Value.Size;
        Assert.Equal("vault-consistency-false", await Code(new AskCosign(fork.Note, new AskConsistency(known, fork.Folder.ProveConsistency(known, fork.Size).Hashes), null)));
        using var stranger = SigningKey.Generate(TestLog.Origin);
        Assert.Equal("vault-log-signature", await Code(new AskCosign(stranger.SignNote(harness.Log.Note.Split("\n\n")[0] + "\n"), null, null)));
        Assert.Equal("vault-request-malformed", await Code(new AskCosign(early, new AskConsistency(1, [new byte[3]]), null)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vault_restored_from_an_older_copy_gives_nothing_until_that_is_acknowledged(bool wentOn)
    {
        var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        var logged = await harness.Authorise();
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        var copy = Copy("older");
        Assert.True((await Release(logged, one)).Ok);
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);

        // The older copy does not remember that the authorisation was spent, and would open another set.
        harness.Vault.Dispose();
        harness.Vault = harness.Open(copy);
        if (wentOn)
        {
            // It did things of its own before anybody noticed, and even gave a statement to somebody else.
            await harness.Client.Nonce();
            Assert.True((await new VaultClient(harness.Vault, new Harness.Memory { Note = memory.First }).Follow(harness.Log.ForVault)).Ok);
        }

        Assert.Equal("vault-restored", (await Keeping().Follow(harness.Log.ForVault)).Refusal?.Code);
        Assert.Equal("vault-restored", (await Release(logged, two)).Refusal?.Code);
        Assert.Equal("vault-restored", (await harness.Client.Describe()).Value.Stands);

        // Neither a new start nor showing something older helps.
        harness.Vault.Dispose();
        harness.Vault = harness.Open(copy);
        Assert.Equal("vault-restored", (await new VaultClient(harness.Vault, new Harness.Memory { Note = memory.First }).Follow(harness.Log.ForVault)).Refusal?.Code);
        Assert.Equal("vault-restored", (await Release(logged, two)).Refusal?.Code);

        // Records are still sealed meanwhile.
        Assert.True((await harness.Client.PublicKey(AccountId.New())).Ok);

        harness.Vault.Dispose();
        Assert.True(VaultService.Acknowledge(copy).Value);
        harness.Vault = harness.Open(copy);
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);

        // What it may have forgotten is void; what is authorised from now on is not.
        Assert.Equal("vault-nonce-unknown", (await Release(logged, two)).Refusal?.Code);
        Assert.True((await Release(await harness.Authorise(), two)).Ok);
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        harness.Vault.Dispose();
        harness.Vault = harness.Open(copy);
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        Assert.Null((await harness.Client.Describe()).Value.Stands);
    }

    [Fact]
    public async Task After_a_new_start_it_wants_to_be_shown_what_it_gave()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        harness.Reopen();
        Assert.Equal("vault-standing-missing", (await harness.Release(logged, record)).Refusal?.Code);
        Assert.Equal("vault-standing-missing", await Code(new AskCosign(harness.Log.Note, null, null)));
        Assert.Equal("vault-standing-false", await Code(new AskCosign(harness.Log.Note, null, "no note")));
        Assert.Equal("vault-standing-false", await Code(new AskCosign(harness.Log.Note, null, memory.Note!.Replace(harness.Vault.Id, "vlt_0000000000000000", StringComparison.Ordinal))));
        Assert.Equal("vault-standing-false", await Code(new AskCosign(harness.Log.Note, null, memory.Note.Replace("\n1\n", "\n9\n", StringComparison.Ordinal))));
        Assert.Equal("vault-standing-missing", (await harness.Release(logged, record)).Refusal?.Code);

        // A server shows it by itself.
        Assert.True((await Release(logged, record)).Ok);
    }

    [Fact]
    public async Task A_server_that_lost_what_it_kept_is_helped_by_the_operator()
    {
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        harness.Vault.Dispose();
        Assert.False(VaultService.Acknowledge(harness.Folder).Value);
        harness.Vault = harness.Open(harness.Folder);
        memory.Note = null;
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        Assert.True((await Release(await harness.Authorise(), await harness.Record(Harness.Transaction, July))).Ok);
    }

    [Fact]
    public async Task Where_nothing_happened_the_statement_stays_the_same()
    {
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        var first = memory.Note;
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        Assert.Equal(first, memory.Note);
        await harness.Client.Nonce();
        Assert.True((await Keeping().Follow(harness.Log.ForVault)).Ok);
        Assert.NotEqual(first, memory.Note);
    }

    [Fact]
    public async Task A_signer_that_was_lost_is_not_made_anew_in_silence()
    {
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var path = Path.Combine(harness.Folder, "signer");
        var signer = File.ReadAllBytes(path);
        File.Delete(path);
        Assert.Equal("vault-folder-incomplete", VaultService.Open(harness.Folder, harness.Log.Key.Verifier, harness.Policy, harness.Clock).Refusal?.Code);
        File.WriteAllBytes(path, signer);
        harness.Vault = harness.Open(harness.Folder);
    }

    private VaultClient Keeping() => new(harness.Vault, memory);

    private Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Release(Harness.Logged logged, SealedRecord record) =>
        Keeping().Release(logged.Opening.ToJson(), [record], known => harness.Evidence(logged.Index, known.Size));

    private async Task<string?> Code(AskCosign ask) => VaultWire.ReadAnswer<VaultCosigned>(await harness.Vault.Exchange(VaultWire.Write(ask), default)).Refusal?.Code;

    private string Copy(string name)
    {
        var copy = Path.Combine(harness.Root, name);
        Directory.CreateDirectory(copy);
        foreach (var file in new[] { "vault.id", "master", "signer", "journal" }) File.Copy(Path.Combine(harness.Folder, file), Path.Combine(copy, file));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, File.GetUnixFileMode(harness.Folder));
        return copy;
    }
}
