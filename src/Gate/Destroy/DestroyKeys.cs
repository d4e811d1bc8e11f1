using System.Security.Cryptography;
using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Store;
using Writ.Store.Jobs;
using Writ.Store.Record;

namespace Writ.Gate.Destroy;

/// <summary>
/// Has the vault destroy the keys of an account, or of one of its records, for good. The order is entered in the record first, as a hash; the
/// vault waits until it has stood there long enough, and so does this job.
/// </summary>
public sealed class DestroyKeys(IStore store, VaultClient vault, TimeProvider time) : IJobHandler
{
    public const string JobKind = "destroy-keys";

    private const string WholeAccount = "-";

    string IJobHandler.Kind => JobKind;

    /// <summary>From here on it is owed, and cannot be taken back but by stopping the vault.</summary>
    /// <param name="record">Null: the whole account.</param>
    /// <param name="reason">Published, so never a name.</param>
    public static Task Order(IWork work, AccountId account, RecordId? record, string reason, DateTimeOffset now) => JobQueue.Owe(
        work, JobKind, $"{account.Text} {record?.Text ?? WholeAccount} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))} {reason}", now);

    async Task<Result<bool>> IJobHandler.Run(string subject, CancellationToken cancel)
    {
        var words = subject.Split(' ', 4);
        var account = AccountId.FromTrusted(words[0]);
        RecordId? record = words[1] == WholeAccount ? null : RecordId.FromTrusted(words[1]);
        var salt = Convert.FromHexString(words[2]);
        if (!(await vault.Describe(cancel)).TryGet(out var about, out var refusal)) return refusal;
        var what = DestroyOrder.Of(about.Vault, account, record, salt);
        var entered = await store.Act<bool>(async work =>
        {
            await Outbox.AppendOnce(work, $"destroy/{what}", () => Facts.KeysDestroyed(what, words[3], time.GetUtcNow()));
            return true;
        }, cancel);
        if (!entered.Ok) return entered.Refusal;
        var destroyed = await vault.Destroy(account, record, salt, cancel);

        // Not read yet: it is in the outbox, or on its way.
        return destroyed.Refusal is { Code: "vault-order-missing" } early ? early with { Kind = RefusalKind.Unavailable } : destroyed.Map(_ => true);
    }
}
