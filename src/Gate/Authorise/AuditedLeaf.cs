using Writ.Base;
using Writ.Ledger.Register;
using Writ.Store.Record;

namespace Writ.Gate.Authorise;

/// <summary>Auditors get the opening of every authorisation leaf, too: in the act that writes it.</summary>
internal static class AuditedLeaf
{
    public static void Keep(IWork work, RecordEntry entry, byte[] opening)
    {
        if (Auditing.Keys(work) is { Count: > 0 } auditors) Auditing.Keep(work, entry.LeafHash, AuditSeal.SealAuthorisation(entry.Bytes, opening, auditors));
    }
}
