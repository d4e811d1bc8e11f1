using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Vault.Keeping;

namespace Writ.Vault.Tests;

/// <summary>The vault's persist fails at every write and every flush in turn: nobody is told what a new start does not know, and nothing is spent twice.</summary>
public sealed class BreakTableTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task A_release_that_fails_at_any_step_gives_nothing_or_is_given_again()
    {
        for (var at = 1; ; at++)
        {
            var (one, two) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
            harness.Log.Append(Facts.KeyEnrolled(AgencyId.New(), at.ToString("x64", null), harness.Clock.Now));
            var logged = await harness.Authorise();
            harness.Vault.Dispose();
            var (broken, stopped) = (harness.Breaking(at), false);
            using (broken.Vault)
            {
                var answer = await Release(broken.Vault, logged, one);
                stopped = broken.Broke();
                Assert.Equal(!stopped, answer.Ok);
                if (stopped) Assert.Equal("vault-journal-stopped", answer.Refusal?.Code);

                // Nothing more is given until a new start.
                if (stopped) Assert.Equal("vault-journal-stopped", (await new VaultClient(broken.Vault).Nonce()).Refusal?.Code);
            }

            harness.Vault = harness.Open(harness.Folder);

            // Where the write came before the failure it may count as spent, for the same records only; else nothing happened.
            var other = await harness.Release(logged, two);
            if (other.Ok) Assert.Equal("vault-spent", (await harness.Release(logged, one)).Refusal?.Code);
            else Assert.True((await harness.Release(logged, one)).Ok);
            Assert.Equal(harness.Log.Size, (await harness.Client.Describe()).Value.Followed);
            if (!stopped)
            {
                Assert.InRange(at, 3, 20);
                Assert.False(other.Ok);
                return;
            }
        }
    }

    [Fact]
    public async Task An_account_destroyed_while_the_journal_fails_is_gone_after_the_next_start_or_was_never_ended()
    {
        var salt = new byte[32];
        for (var at = 1; ; at++)
        {
            var account = AccountId.New();
            var record = await harness.Record(Harness.Transaction, July, account);
            harness.Log.Append(Facts.KeysDestroyed(DestroyOrder.Of(harness.Vault.Id, account, null, salt), "an order", harness.Clock.Now));
            Assert.Null(await harness.Follow());
            var wrapped = WrappedOf(account);
            harness.Vault.Dispose();
            var broken = harness.Breaking(at);
            bool told, stopped;
            using (broken.Vault)
            {
                told = (await new VaultClient(broken.Vault).Destroy(account, null, salt)).Ok;
                stopped = broken.Broke();
                Assert.Equal(!stopped, told);
            }

            harness.Vault = harness.Open(harness.Folder);
            var gone = (await harness.Client.PublicKey(account)).Refusal?.Code == "vault-destroyed";
            Assert.True(gone || !told);
            Assert.Equal(!gone, File.ReadAllBytes(Path.Combine(harness.Folder, "journal")).AsSpan().IndexOf(wrapped) >= 0);
            if (!gone)
            {
                var logged = await harness.Authorise(draft => draft with { Items = [draft.Items[0] with { Account = account }] });
                Assert.True((await harness.Release(logged, record)).Ok);
            }

            if (!stopped)
            {
                // Two of the frame, three of the journal written anew.
                Assert.Equal(6, at);
                return;
            }
        }
    }

    [Fact]
    public async Task An_account_s_new_key_that_the_journal_fails_at_is_known_or_was_never_told()
    {
        var record = await harness.Record(Harness.Transaction, July);
        for (var at = 1; ; at++)
        {
            harness.Vault.Dispose();
            var broken = harness.Breaking(at);
            Result<PublicKey> told;
            using (broken.Vault) told = await new VaultClient(broken.Vault).Rotate(harness.Account);
            Assert.Equal(!broken.Broke(), told.Ok);
            harness.Vault = harness.Open(harness.Folder);
            if (told.Ok) Assert.Equal(told.Value.Thumbprint, (await harness.Client.PublicKey(harness.Account)).Value.Thumbprint);

            // Old and new records open, whichever key it was.
            var next = await harness.Record(Harness.Transaction, July);
            Assert.True((await harness.Release(await harness.Authorise(), record, next)).Ok);
            record = next;
            if (told.Ok)
            {
                Assert.Equal(3, at);
                return;
            }
        }
    }

    [Fact]
    public async Task A_nonce_or_a_statement_that_the_journal_fails_at_is_known_or_was_never_given()
    {
        for (var at = 1; ; at++)
        {
            var record = await harness.Record(Harness.Transaction, July);
            harness.Log.Append(Facts.KeyEnrolled(AgencyId.New(), at.ToString("x64", null), harness.Clock.Now));
            harness.Vault.Dispose();
            var broken = harness.Breaking(at);
            Result<string> nonce, cosigned;
            using (broken.Vault)
            {
                var client = new VaultClient(broken.Vault, harness.Kept);
                (nonce, cosigned) = (await client.Nonce(), await client.Follow(harness.Log.ForVault));
            }

            // Whatever it had given, it is the same vault that gave it: what the server keeps does not stand against it.
            harness.Vault = harness.Open(harness.Folder);
            Assert.True((await harness.Client.Follow(harness.Log.ForVault)).Ok);
            var logged = harness.Enter(await harness.Draft() with { Nonce = nonce.Ok ? nonce.Value : (await harness.Client.Nonce()).Value });
            Assert.True((await harness.Release(logged, record)).Ok);
            Assert.Equal(!broken.Broke(), nonce.Ok && cosigned.Ok);
            if (!broken.Broke())
            {
                Assert.InRange(at, 5, 20);
                return;
            }
        }
    }

    private static Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Release(VaultService vault, Harness harness, Harness.Logged logged, SealedRecord record) =>
        new VaultClient(vault).Release(logged.Opening.ToJson(), [record], known => harness.Evidence(logged.Index, known.Size));

    private Task<Result<IReadOnlyDictionary<RecordId, byte[]>>> Release(VaultService vault, Harness.Logged logged, SealedRecord record) => Release(vault, harness, logged, record);

    private byte[] WrappedOf(AccountId account)
    {
        byte[]? wrapped = null;
        _ = Journal.Anew(File.ReadAllBytes(Path.Combine(harness.Folder, "journal")), harness.Vault.Id, entry =>
        {
            if (entry is Entry.AccountKeyMade made && made.Account == account) wrapped = made.Wrapped;
            return entry;
        });
        return wrapped!;
    }
}
