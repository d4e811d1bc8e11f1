using System.Security.Cryptography;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Register;

namespace Writ.Gate.Release;

/// <summary>
/// The permission to hold plaintext for the time of one production. Made here and nowhere else, from keys that the vault
/// gave for an authorisation that is in the record. A sealed class, not a record: <c>with</c> would copy one.
/// </summary>
internal sealed class ReleasePermit : IDisposable
{
    private readonly IReadOnlyDictionary<RecordId, byte[]> keys;

    internal ReleasePermit(AuthorisationRecord authorisation, IReadOnlyDictionary<RecordId, byte[]> keys) =>
        (Authorisation, this.keys) = (authorisation, keys);

    public AuthorisationRecord Authorisation { get; }

    /// <summary>The plaintext of a record that the vault gave a key for; the caller zeroes it.</summary>
    public Result<byte[]> Open(SealedRecord record)
    {
        // One for each key that the account has had; the record was sealed to one of them.
        var all = keys[record.Record].AsSpan();
        while (all.Length > Sealer.ContentKeyLength)
        {
            if (Sealer.Open(record, all[..Sealer.ContentKeyLength]) is { Ok: true } opened) return opened;
            all = all[Sealer.ContentKeyLength..];
        }

        return Sealer.Open(record, all);
    }

    public void Dispose()
    {
        foreach (var key in keys.Values) CryptographicOperations.ZeroMemory(key);
    }
}
