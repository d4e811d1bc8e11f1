using System.Globalization;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;

namespace Writ.Vault.Releasing;

/// <summary>Everything in the request is of the form it must have, within bounds, and no record is asked for twice.</summary>
internal sealed class StrictParse : IReleaseStep
{
    private const int MaxOpening = 1024 * 1024;

    private const int MaxConsistency = 64;

    public Refusal? Check(Release release)
    {
        var ask = release.Ask;
        if (ask.Records.Count is 0 or > VaultWire.MaxRecords || ask.LeafIndex < 0 || ask.Opening.Length > MaxOpening) return VaultRefusals.Request;
        if (ask.Consistency is { } consistency
            && (consistency.From < 0 || consistency.Hashes.Count > MaxConsistency || consistency.Hashes.Any(hash => hash is not { Length: 32 })))
            return VaultRefusals.Request;
        var records = new List<SealedRecord>(ask.Records.Count);
        foreach (var record in ask.Records)
        {
            if (Parse(record) is not { } parsed) return VaultRefusals.Request;
            records.Add(parsed);
        }

        if (records.Select(record => record.Record).Distinct().Count() != records.Count) return VaultRefusals.Request;
        if (!TlogProof.Parse(ask.Proof).TryGet(out var proof, out _)) return VaultRefusals.Request;
        if (!AuthorisationOpening.FromJson(ask.Opening).TryGet(out var opening, out _)) return VaultRefusals.Opening;
        release.Records = records;
        release.Proof = proof;
        release.Authorised = opening.Record;
        release.Leaf = Rfc6962.Leaf(opening.Leaf());
        return null;
    }

    private static SealedRecord? Parse(AskRecord? record) =>
        record is not null
        && RecordId.TryParse(record.Record, out var id)
        && AccountId.TryParse(record.Account, out var account)
        && DataCategory.TryParse(record.Category, out var category)
        && DateOnly.TryParseExact(record.On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? new SealedRecord(id, account, category, on, record.Header, [])
            : null;
}
