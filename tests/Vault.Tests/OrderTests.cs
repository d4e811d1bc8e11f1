using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Vault.Keeping;
using Writ.Vault.Releasing;

namespace Writ.Vault.Tests;

/// <summary>The order of the checks is part of what they promise: <c>docs/spec/vault.md</c>, Release.</summary>
public sealed class OrderTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly CosigningWitness witness = new();
    private readonly Harness harness;

    public OrderTests() => harness = new Harness(witness.Policy);

    public void Dispose()
    {
        harness.Dispose();
        witness.Dispose();
    }

    [Fact]
    public async Task The_steps_of_a_release_are_these_in_this_order()
    {
        var state = VaultState.Open(Path.Combine(harness.Root, "second")).Value;
        Assert.Equal(
            [
                typeof(StrictParse), typeof(SignedByPinnedLog), typeof(CosignedByWitnesses), typeof(CosignedJustNow), typeof(LogOnlyGrew), typeof(NothingStandsAgainst),
                typeof(InTheLog), typeof(ForThisVault), typeof(NonceWasIssued), typeof(NonceCameBefore), typeof(NonceIsUnused), typeof(NotExpired), typeof(OnAKnownGround),
                typeof(OfOneGround), typeof(ByTwoPeople), typeof(ToSomebody), typeof(SubjectNotForLong), typeof(InsideScope), typeof(LogWasRead), typeof(DemandIsInTheRegister),
                typeof(RecipientsAreEnrolled), typeof(ApproversAreEnrolled), typeof(DecisionsAreSigned), typeof(NotDestroyed), typeof(CanBeOpened), typeof(NotSpentOtherwise),
            ],
            ReleaseSteps.InOrder(state, harness.Log.Key.Verifier, harness.Policy, harness.Clock, VaultOptions.Usual).Select(step => step.GetType()));
        Assert.Equal(
            [typeof(SignedByPinnedLog), typeof(CosignedByWitnesses), typeof(LogOnlyGrew)],
            ReleaseSteps.ForCheckpoints(state, harness.Log.Key.Verifier, harness.Policy).Select(step => step.GetType()));
        await state.DisposeAsync();
    }

    [Theory]
    [InlineData("vault-log-signature")]
    [InlineData("vault-witnesses-missing")]
    [InlineData("vault-cosignature-time")]
    public async Task A_checkpoint_that_was_refused_is_not_remembered(string code)
    {
        var good = await Good();
        var bent = code switch
        {
            "vault-log-signature" => witness.Cosign(good with { Proof = good.Proof.Replace($"\n{harness.Log.Size}\n", $"\n{harness.Log.Size + 1}\n", StringComparison.Ordinal) }, harness.Clock.Now),
            "vault-witnesses-missing" => good,
            _ => witness.Cosign(good, harness.Clock.Now.AddHours(-1)),
        };
        Assert.Equal(code, await harness.CodeOf(bent));
        Assert.Equal(0, (await harness.Client.Describe()).Value.Size);
        harness.Reopen();
        Assert.Equal(0, (await harness.Client.Describe()).Value.Size);

        // The same, cosigned and now, is: what comes after was what stood against it.
        Assert.Equal("vault-not-followed", await harness.CodeOf(witness.Cosign(good, harness.Clock.Now)));
        Assert.Equal(harness.Log.Size, (await harness.Client.Describe()).Value.Size);
    }

    [Fact]
    public async Task What_stands_against_every_release_is_said_before_anything_is_spent()
    {
        using var plain = new Harness();
        var record = await plain.Record(Harness.Transaction, July);
        var logged = await plain.Authorise();
        Assert.Null(await plain.Follow());
        plain.Reopen();

        // Not in the log, of another vault, expired: none of it is looked at, and nothing is spent.
        var ask = plain.Ask(logged, record);
        Assert.Equal("vault-standing-missing", await plain.CodeOf(ask with { LeafIndex = 0 }));
        Assert.Equal("vault-standing-missing", await plain.CodeOf(ask));
        plain.Vault.Dispose();
        Assert.DoesNotContain(Entries(plain), entry => entry is Entry.Spent or Entry.KeysGiven);
        plain.Vault = plain.Open(plain.Folder);
        Assert.True((await plain.Release(logged, record)).Ok);
    }

    [Fact]
    public async Task A_nonce_that_was_issued_when_the_leaf_was_there_already_opens_nothing()
    {
        using var plain = new Harness();
        var draft = await plain.Draft();
        var (record, logged) = (await plain.Record(Harness.Transaction, July), plain.Enter(draft));

        // As if it had been given out when the leaf's place was taken: by the service that cannot happen, so the journal says it.
        plain.Vault.Dispose();
        var id = File.ReadAllText(Path.Combine(plain.Folder, "vault.id")).Trim();
        await using (var journal = Journal.Open(Path.Combine(plain.Folder, "journal"), id, _ => { }).Value)
        {
            journal.Append(new Entry.NonceIssued(Convert.FromHexString(draft.Nonce), logged.Index + 1));
            await journal.WhenDurable();
        }

        plain.Vault = plain.Open(plain.Folder);
        Assert.Equal("vault-nonce-late", (await plain.Release(logged, record)).Refusal?.Code);
        Assert.True((await plain.Release(await plain.Authorise(), record)).Ok);
    }

    internal static List<Entry> Entries(Harness harness)
    {
        var (id, entries) = (File.ReadAllText(Path.Combine(harness.Folder, "vault.id")).Trim(), new List<Entry>());
        Journal.Open(Path.Combine(harness.Folder, "journal"), id, entries.Add).Value.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return entries;
    }

    private async Task<AskRelease> Good() => harness.Ask(await harness.Authorise(), await harness.Record(Harness.Transaction, July));
}
