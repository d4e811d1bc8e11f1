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
    public Result<byte[]> Open(SealedRecord record) => Sealer.Open(record, keys[record.Record]);

    public void Dispose()
    {
        foreach (var key in keys.Values) CryptographicOperations.ZeroMemory(key);
    }
}
