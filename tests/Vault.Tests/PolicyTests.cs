using Writ.Base;
using Writ.Ledger.Log;
using Writ.Vault.Keeping;

namespace Writ.Vault.Tests;

/// <summary>Which witnesses have to cosign is the vault's to remember, not its command line's to say anew.</summary>
public sealed class PolicyTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly CosigningWitness witness = new();
    private readonly CosigningWitness another = new("another");
    private readonly Harness harness;

    public PolicyTests() => harness = new Harness(witness.Policy);

    public void Dispose()
    {
        harness.Dispose();
        witness.Dispose();
        another.Dispose();
    }

    [Fact]
    public async Task A_start_without_the_policy_or_with_another_is_refused_and_changes_nothing()
    {
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var journal = File.ReadAllBytes(Path.Combine(harness.Folder, "journal"));
        Assert.Equal("vault-policy-changed", Start(WitnessPolicy.None).Refusal?.Code);
        Assert.Equal("vault-policy-changed", Start(another.Policy).Refusal?.Code);
        Assert.Equal("vault-policy-changed", Start(WitnessPolicy.Parse(witness.PolicyText.Replace("quorum w", "quorum none", StringComparison.Ordinal)).Value).Refusal?.Code);
        Assert.Equal(journal, File.ReadAllBytes(Path.Combine(harness.Folder, "journal")));

        // A comment or an address is no other policy.
        harness.Vault = Start(WitnessPolicy.Parse("# ours\n" + witness.PolicyText.Replace("\nquorum", " https://witness.example\nquorum", StringComparison.Ordinal)).Value).Value;
        Assert.Equal("vault-witnesses-missing", await Bare());
    }

    [Fact]
    public async Task From_none_to_some_witnesses_is_only_more_and_there_is_no_way_back()
    {
        using var plain = new Harness();
        await plain.Client.Nonce();
        plain.Vault.Dispose();

        // Asked for and nothing done yet: nothing has changed.
        VaultService.Open(plain.Folder, plain.Log.Key.Verifier, witness.Policy, plain.Clock).Value.Dispose();
        plain.Vault = plain.Open(plain.Folder);
        plain.Vault.Dispose();
        using (var stricter = VaultService.Open(plain.Folder, plain.Log.Key.Verifier, witness.Policy, plain.Clock).Value)
        {
            Assert.Null((await new VaultClient(stricter).Describe()).Value.PolicySince);
            await new VaultClient(stricter).Nonce();
            Assert.Equal(plain.Clock.Now, (await new VaultClient(stricter).Describe()).Value.PolicySince);
        }

        Assert.Equal("vault-policy-changed", VaultService.Open(plain.Folder, plain.Log.Key.Verifier, WitnessPolicy.None, plain.Clock).Refusal?.Code);
        Assert.Equal("vault-policy-changed", VaultService.Open(plain.Folder, plain.Log.Key.Verifier, another.Policy, plain.Clock).Refusal?.Code);
        Assert.True(VaultService.AcceptPolicy(plain.Folder, WitnessPolicy.None, plain.Clock).Value);
        plain.Vault = plain.Open(plain.Folder);
    }

    [Fact]
    public async Task The_operator_pins_another_while_the_vault_stands_still()
    {
        await harness.Client.Nonce();
        Assert.Equal("vault-in-use", VaultService.AcceptPolicy(harness.Folder, WitnessPolicy.None, harness.Clock).Refusal?.Code);
        harness.Vault.Dispose();
        harness.Clock.Now = harness.Clock.Now.AddDays(1);
        Assert.True(VaultService.AcceptPolicy(harness.Folder, another.Policy, harness.Clock).Value);
        Assert.False(VaultService.AcceptPolicy(harness.Folder, another.Policy, harness.Clock).Value);
        Assert.Equal("vault-policy-changed", Start(harness.Policy).Refusal?.Code);
        var look = VaultLook.Read(harness.Folder).Value;
        Assert.Equal((another.Policy.Text, harness.Clock.Now), (look.Policy, look.PolicySince));
        harness.Vault = Start(another.Policy).Value;
        var about = (await harness.Client.Describe()).Value;
        Assert.Equal((another.Policy.Text, harness.Clock.Now), (about.Policy, about.PolicySince));

        // Cosigned by whom it was pinned to before, nothing is given.
        var ask = harness.Ask(await harness.Authorise(), await harness.Record(Harness.Transaction, July));
        Assert.Equal("vault-witnesses-missing", await harness.CodeOf(witness.Cosign(ask, harness.Clock.Now)));
        Assert.Equal("vault-not-followed", await harness.CodeOf(another.Cosign(ask, harness.Clock.Now)));
    }

    [Fact]
    public async Task It_is_in_the_journal_before_anything_rests_on_it()
    {
        var about = (await harness.Client.Describe()).Value;
        Assert.Equal((witness.Policy.Text, null), (about.Policy, about.PolicySince));
        Assert.Null(VaultLook.Read(harness.Folder).Value.Policy);
        await harness.Client.Nonce();
        Assert.Equal(harness.Clock.Now, (await harness.Client.Describe()).Value.PolicySince);
        harness.Vault.Dispose();
        var entries = OrderTests.Entries(harness);
        Assert.Equal([typeof(Entry.Began), typeof(Entry.PolicyPinned), typeof(Entry.NonceIssued)], entries.Select(entry => entry.GetType()));
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task A_journal_from_before_is_pinned_by_the_first_start_that_does_something()
    {
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        var (path, id) = (Path.Combine(harness.Folder, "journal"), File.ReadAllText(Path.Combine(harness.Folder, "vault.id")).Trim());
        File.WriteAllBytes(path, Journal.Anew(File.ReadAllBytes(path), id, entry => entry is Entry.PolicyPinned ? null : entry));
        harness.Vault = Start(another.Policy).Value;
        await harness.Client.Nonce();
        harness.Vault.Dispose();
        Assert.Equal("vault-policy-changed", Start(witness.Policy).Refusal?.Code);
        harness.Vault = Start(another.Policy).Value;
    }

    [Fact]
    public async Task A_master_key_made_anew_does_not_unpin_it()
    {
        await harness.Client.PublicKey(harness.Account);
        harness.Vault.Dispose();
        Assert.Equal(1, VaultService.RotateMaster(harness.Folder).Value);
        Assert.Equal("vault-policy-changed", Start(WitnessPolicy.None).Refusal?.Code);
        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public void An_entry_whose_hash_is_not_its_policy_s_is_none()
    {
        var bytes = new Entry.PolicyPinned(7, witness.Policy.Text).ToBytes();
        Assert.Equal(new Entry.PolicyPinned(7, witness.Policy.Text), Entry.Parse(bytes));
        for (var at = 9; at < bytes.Length; at++)
        {
            var bent = bytes.ToArray();
            bent[at] ^= 1;
            Assert.Null(Entry.Parse(bent));
        }

        Assert.Null(Entry.Parse([.. bytes, 0]));
        Assert.Null(Entry.Parse(bytes[..^1]));
    }

    [Fact]
    public void A_policy_that_no_journal_would_hold_is_no_policy() =>
        Assert.Equal("ledger-policy-malformed", WitnessPolicy.Parse("# " + new string('x', 65_000) + "\nquorum none\n").Refusal?.Code);

    private async Task<string> Bare() => await harness.CodeOf(harness.Ask(await harness.Authorise(), await harness.Record(Harness.Transaction, July)));

    private Result<VaultService> Start(WitnessPolicy policy) => VaultService.Open(harness.Folder, harness.Log.Key.Verifier, policy, harness.Clock, VaultOptions.Trial);
}
