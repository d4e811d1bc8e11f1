using System.Globalization;
using Writ.Base;
using Writ.Base.Sealing;
using Writ.Ledger.Log;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;

namespace Writ.Vault.Releasing;

/// <summary>Everything in the request is of the form it must have, within bounds, and no record is asked for twice.</summary>
internal sealed class StrictParse : IReleaseStep
{
    private const int MaxOpening = 1024 * 1024;

    private const int MaxHashes = 64;

    private const int MaxLeaf = 256;

    private const int MaxPromise = 16 * 1024;

    public Refusal? Check(Release release)
    {
        var ask = release.Ask;
        if (ask.LeafIndex < 0 || ask.Opening.Length > MaxOpening || !Fits(ask.Consistency) || !Fits(ask.Register)) return VaultRefusals.Request;
        if (Parse(ask.Records) is not { } records || Parse(ask.Approvals ?? []) is not { } approvals) return VaultRefusals.Request;
        if (!TlogProof.Parse(ask.Proof).TryGet(out var proof, out _)) return VaultRefusals.Request;
        if (!AuthorisationOpening.FromJson(ask.Opening).TryGet(out var opening, out _)) return VaultRefusals.Opening;
        release.Records = records;
        release.Approvals = approvals;
        release.Proof = proof;
        release.Authorised = opening.Record;
        release.Leaf = Rfc6962.Leaf(opening.Leaf());
        return null;
    }

    /// <summary>Whether this is a consistency proof, or none, by its form.</summary>
    internal static bool Fits(AskConsistency? consistency) => consistency is null || (consistency.From >= 0 && AreHashes(consistency.Hashes));

    /// <summary>Whether these are hashes of a proof, and not too many.</summary>
    internal static bool AreHashes(IReadOnlyList<byte[]> hashes) => hashes.Count <= MaxHashes && hashes.All(hash => hash is { Length: 32 });

    /// <summary>Null unless there is at least one, each of the form, and none twice.</summary>
    internal static IReadOnlyList<SealedRecord>? Parse(IReadOnlyList<AskRecord> asked)
    {
        if (asked.Count is 0 or > VaultWire.MaxRecords) return null;
        var records = asked.Select(Parse).OfType<SealedRecord>().ToList();
        return records.Count == asked.Count && records.Select(record => record.Record).Distinct().Count() == asked.Count ? records : null;
    }

    /// <summary>Null unless each is of the form, and no role signed twice.</summary>
    private static Dictionary<string, (SignedApproval Signed, ApprovalStatement Statement)>? Parse(IReadOnlyList<byte[]> asked)
    {
        var approvals = new Dictionary<string, (SignedApproval, ApprovalStatement)>(StringComparer.Ordinal);
        foreach (var json in asked)
        {
            if (json is null || !SignedApproval.FromJson(json).TryGet(out var signed, out _) || !signed.Read().TryGet(out var statement, out _)) return null;
            if (!approvals.TryAdd(statement.Role, (signed, statement))) return null;
        }

        return approvals;
    }

    private static bool Fits(AskRegister? register) =>
        register is null || (register.Leaf.Length <= MaxLeaf && AreHashes(register.Hashes) && AreHashes(register.Fields) && register.Salt.Length <= 32 && (register.Index is null) != (register.Promise is null)
            && register.Index is null or >= 0 && register.Promise is null or { Length: <= MaxPromise });

    private static SealedRecord? Parse(AskRecord? record) =>
        record is not null
        && RecordId.TryParse(record.Record, out var id)
        && AccountId.TryParse(record.Account, out var account)
        && DataCategory.TryParse(record.Category, out var category)
        && DateOnly.TryParseExact(record.On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
            ? new SealedRecord(id, account, category, on, record.Header, [])
            : null;
}
