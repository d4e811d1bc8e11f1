using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Facts;
using Writ.Vault.Keeping;

namespace Writ.Vault.Tests;

/// <summary>Keys that get a successor, and keys that end.</summary>
public sealed class EndingTests : IDisposable
{
    private static readonly DateOnly July = new(2020, 7, 15);
    private readonly byte[] salt = [.. Enumerable.Repeat((byte)3, 32)];
    private readonly Harness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task A_destroyed_account_opens_nothing_and_leaves_no_key_in_the_journal()
    {
        var (record, other) = (await harness.Record(Harness.Transaction, July), AccountId.New());
        var kept = (await harness.Client.PublicKey(other)).Value;
        var logged = await harness.Authorise();
        Assert.True((await harness.Release(logged, record)).Ok);
        var wrapped = WrappedOf(harness.Account);
        Assert.True(InJournal(wrapped));
        await Order(harness.Account, null);
        Assert.True((await harness.Client.Destroy(harness.Account, null, salt)).Ok);
        Assert.False(InJournal(wrapped));

        // Not the identical request either, and no key is made anew.
        await Nothing(logged, record);
        harness.Reopen();
        await Nothing(logged, record);
        Assert.Equal(kept, (await harness.Client.PublicKey(other)).Value);
        Assert.True((await harness.Client.Destroy(harness.Account, null, salt)).Ok);
        Assert.Empty(Directory.GetFiles(harness.Folder, "*.next"));
    }

    [Fact]
    public async Task A_destroyed_record_opens_nothing_and_the_others_of_its_account_do()
    {
        var (gone, stays) = (await harness.Record(Harness.Transaction, July), await harness.Record(Harness.Transaction, July));
        await Order(harness.Account, gone.Record);
        Assert.True((await harness.Client.Destroy(harness.Account, gone.Record, salt)).Ok);
        Assert.Equal("vault-destroyed", (await harness.Release(await harness.Authorise(), gone)).Refusal?.Code);
        Assert.Equal("vault-destroyed", (await harness.Release(await harness.Authorise(), stays, gone)).Refusal?.Code);
        harness.Reopen();
        Assert.Equal("vault-destroyed", (await harness.Release(await harness.Authorise(), gone)).Refusal?.Code);
        Assert.True((await harness.Release(await harness.Authorise(), stays)).Ok);
    }

    [Fact]
    public async Task Nothing_is_destroyed_without_an_order_for_exactly_that_in_the_log()
    {
        var record = await harness.Record(Harness.Transaction, July);
        Assert.Equal("vault-order-missing", (await harness.Client.Destroy(harness.Account, null, salt)).Refusal?.Code);
        harness.Log.Append(Facts.KeysDestroyed(DestroyOrder.Of(harness.Vault.Id, harness.Account, record.Record, salt), "an order", harness.Clock.Now));

        // In the log, and not read yet.
        Assert.Equal("vault-order-missing", (await harness.Client.Destroy(harness.Account, record.Record, salt)).Refusal?.Code);
        Assert.Null(await harness.Follow());
        Assert.Equal("vault-order-missing", (await harness.Client.Destroy(harness.Account, null, salt)).Refusal?.Code);
        Assert.Equal("vault-order-missing", (await harness.Client.Destroy(AccountId.New(), record.Record, salt)).Refusal?.Code);
        Assert.Equal("vault-order-missing", (await harness.Client.Destroy(harness.Account, record.Record, new byte[32])).Refusal?.Code);
        Assert.Equal("vault-request-malformed", (await harness.Client.Destroy(harness.Account, record.Record, new byte[31])).Refusal?.Code);
        Assert.True((await harness.Release(await harness.Authorise(), record)).Ok);
    }

    [Fact]
    public async Task An_order_cools_off()
    {
        using var slow = new Harness(options: VaultOptions.Usual);
        await slow.Record(Harness.Transaction, July);
        slow.Log.Append(Facts.KeysDestroyed(DestroyOrder.Of(slow.Vault.Id, slow.Account, null, salt), "an order", slow.Clock.Now.AddYears(-1)));
        Assert.Null(await slow.Follow());
        slow.Clock.Now += TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1);
        Assert.Equal("vault-order-cooling", (await slow.Client.Destroy(slow.Account, null, salt)).Refusal?.Code);
        slow.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.True((await slow.Client.Destroy(slow.Account, null, salt)).Ok);
    }

    [Fact]
    public async Task An_account_s_new_key_seals_what_is_new_and_the_old_one_still_opens()
    {
        var old = await harness.Record(Harness.Transaction, July);
        var before = (await harness.Client.PublicKey(harness.Account)).Value;
        var after = (await harness.Client.Rotate(harness.Account)).Value;
        Assert.NotEqual(before, after);
        var fresh = await harness.Record(Harness.Transaction, July);
        harness.Reopen();
        Assert.Equal(after, (await harness.Client.PublicKey(harness.Account)).Value);
        var keys = (await harness.Release(await harness.Authorise(), old, fresh)).Value;
        Assert.Equal(2 * Sealer.ContentKeyLength, keys[old.Record].Length);
        Assert.Equal("a record"u8.ToArray(), Sealer.Open(fresh, keys[fresh.Record].AsSpan(0, Sealer.ContentKeyLength)).Value);
        Assert.Equal("a record"u8.ToArray(), Sealer.Open(old, keys[old.Record].AsSpan(Sealer.ContentKeyLength)).Value);
        await Order(harness.Account, null);
        Assert.True((await harness.Client.Destroy(harness.Account, null, salt)).Ok);
        await Nothing(await harness.Authorise(), old);
        await Nothing(await harness.Authorise(), fresh);
    }

    [Fact]
    public async Task Keys_of_an_account_are_bounded()
    {
        for (var i = 0; i < 40; i++) await harness.Client.Rotate(harness.Account);
        var record = await harness.Record(Harness.Transaction, July);
        Assert.Equal(16 * Sealer.ContentKeyLength, (await harness.Release(await harness.Authorise(), record)).Value[record.Record].Length);
    }

    [Fact]
    public async Task A_new_master_key_opens_all_and_the_old_one_nothing()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        var before = (await harness.Release(logged, record)).Value;
        var (wrapped, master) = (WrappedOf(harness.Account), File.ReadAllBytes(Path.Combine(harness.Folder, "master")));
        Assert.Equal("vault-in-use", VaultService.RotateMaster(harness.Folder).Refusal?.Code);
        harness.Vault.Dispose();
        Assert.Equal(1, VaultService.RotateMaster(harness.Folder).Value);
        harness.Vault = harness.Open(harness.Folder);
        Assert.Null(harness.Vault.CutAtStart);
        Assert.Equal(before[record.Record], (await harness.Release(logged, record)).Value[record.Record]);
        Assert.False(InJournal(wrapped));
        var now = File.ReadAllBytes(Path.Combine(harness.Folder, "master"));
        Assert.NotEqual(master, now);
        using var old = new MasterKey(master);
        harness.Vault.Dispose();
        var kept = new List<Entry.AccountKeyMade>();
        await using (Journal.Open(Path.Combine(harness.Folder, "journal"), File.ReadAllText(Path.Combine(harness.Folder, "vault.id")).Trim(), e => { if (e is Entry.AccountKeyMade m) kept.Add(m); }).Value)
        {
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => old.Unwrap(kept[0].Account, kept[0].Spki, kept[0].Wrapped));
        }

        harness.Vault = harness.Open(harness.Folder);
    }

    [Fact]
    public async Task A_rotation_that_is_killed_at_any_step_leaves_a_vault_that_opens_all()
    {
        var record = await harness.Record(Harness.Transaction, July);
        var logged = await harness.Authorise();
        var before = (await harness.Release(logged, record)).Value[record.Record];
        for (var step = 1; ; step++)
        {
            harness.Vault.Dispose();
            var (left, broke) = (step, false);
            try
            {
                MasterRotation.Rotate(harness.Folder, _ =>
                {
                    if (--left > 0) return;
                    broke = true;
                    throw new IOException("killed");
                });
            }
            catch (IOException)
            {
                // As if the process had ended there.
            }

            harness.Vault = harness.Open(harness.Folder);
            Assert.Equal(before, (await harness.Release(logged, record)).Value[record.Record]);
            Assert.Empty(Directory.GetFiles(harness.Folder, "*.next"));
            Assert.False(File.Exists(Path.Combine(harness.Folder, "rotating")));
            if (!broke)
            {
                Assert.Equal(7, step);
                return;
            }
        }
    }

    private async Task Order(AccountId account, RecordId? record)
    {
        harness.Log.Append(Facts.KeysDestroyed(DestroyOrder.Of(harness.Vault.Id, account, record, salt), "an order", harness.Clock.Now));
        Assert.Null(await harness.Follow());
    }

    private async Task Nothing(Harness.Logged logged, SealedRecord record)
    {
        Assert.Equal("vault-destroyed", (await harness.Release(logged, record)).Refusal?.Code);
        Assert.Equal("vault-destroyed", (await harness.Client.PublicKey(record.Account)).Refusal?.Code);
        Assert.Equal("vault-destroyed", (await harness.Client.Rotate(record.Account)).Refusal?.Code);
    }

    private byte[] WrappedOf(AccountId account)
    {
        byte[]? wrapped = null;
        var bytes = File.ReadAllBytes(Path.Combine(harness.Folder, "journal"));
        _ = Journal.Anew(bytes, harness.Vault.Id, entry =>
        {
            if (entry is Entry.AccountKeyMade made && made.Account == account) wrapped = made.Wrapped;
            return entry;
        });
        return wrapped!;
    }

    private bool InJournal(byte[] bytes) => File.ReadAllBytes(Path.Combine(harness.Folder, "journal")).AsSpan().IndexOf(bytes) >= 0;
}
