using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>
/// Each record's account has a key here, and its header is one. The content keys are made now, so that nothing is spent
/// on what cannot be opened. Account, record, category and date go into a key: with a lie in any the key opens nothing.
/// </summary>
internal sealed class CanBeOpened(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        var owners = new Dictionary<AccountId, IReadOnlyList<PrivateKey>>();
        try
        {
            foreach (var record in release.Records)
            {
                if (!owners.TryGetValue(record.Account, out var owned)) owners.Add(record.Account, owned = state.KeysOf(record.Account));
                if (ContentKeys(owned, record) is not { } keys) return VaultRefusals.NoSuchRecord;
                release.Keys.Add(keys);
            }

            return null;
        }
        finally
        {
            foreach (var owner in owners.Values.SelectMany(owned => owned)) owner.Dispose();
        }
    }

    /// <summary>
    /// One for each key that the account has had, end to end, the newest first: the header does not say which it was sealed to, and all but one
    /// open nothing. Null where there is none, or no header.
    /// </summary>
    internal static byte[]? ContentKeys(IReadOnlyList<PrivateKey> owned, SealedRecord record)
    {
        if (owned.Count == 0) return null;
        var keys = new byte[owned.Count * Sealer.ContentKeyLength];
        for (var i = 0; i < owned.Count; i++)
        {
            if (!Sealer.ContentKey(owned[i], record).TryGet(out var key, out _)) return null;
            key.CopyTo(keys, i * Sealer.ContentKeyLength);
            CryptographicOperations.ZeroMemory(key);
        }

        return keys;
    }
}

/// <summary>No record asked for is destroyed, nor its account.</summary>
internal sealed class NotDestroyed(VaultState state) : IReleaseStep
{
    public Refusal? Check(Release release) =>
        release.Records.Any(record => state.IsGone(record.Account, record.Record)) ? VaultRefusals.Destroyed : null;
}

/// <summary>
/// The authorisation opens one set of records, once. The identical set is answered again until it expires, so that a
/// release which crashed can be finished. Decided under the state's lock: of two different sets at once, one wins.
/// </summary>
internal sealed class NotSpentOtherwise(VaultState state, TimeProvider clock) : IReleaseStep
{
    public Refusal? Check(Release release) =>
        state.Spend(release.Leaf, Convert.FromHexString(release.Authorised.Nonce), Digest(release.Records), release.Records.Count, clock.GetUtcNow()) switch
        {
            Spending.Allowed => null,
            Spending.OtherRecords => VaultRefusals.Spent,
            Spending.NonceUsed => VaultRefusals.NonceUsed,
        };

    /// <summary>SHA-256 of the records in the order of their ids; no field can hold a line break or a blank.</summary>
    private static byte[] Digest(IReadOnlyList<SealedRecord> records)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var record in records.OrderBy(record => record.Record.Text, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Record} {record.Account} {record.Category} {record.On:yyyy-MM-dd} {Convert.ToHexStringLower(record.Header)}\n")));
        }

        return hash.GetHashAndReset();
    }
}
