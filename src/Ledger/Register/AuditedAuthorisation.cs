using Writ.Base;
using Writ.Ledger.Register.Batches;

namespace Writ.Ledger.Register;

/// <summary>An authorisation leaf as an auditor sees it.</summary>
/// <param name="Opening">Null where the leaf is a dummy.</param>
public sealed record AuditedAuthorisation(AuthorisationOpening? Opening)
{
    /// <summary>Holds what was sealed with a leaf against it. Refusals <c>audit-opening-malformed</c>, <c>audit-fields-differ</c>.</summary>
    public static Result<AuditedAuthorisation> Read(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> json)
    {
        if (AuthorisationDummy.FromJson(json).TryGet(out var dummy, out _)) return dummy.Leaf().AsSpan().SequenceEqual(leaf) ? new AuditedAuthorisation((AuthorisationOpening?)null) : AuditRefusals.Fields;
        if (!AuthorisationOpening.FromJson(json).TryGet(out var opening, out _)) return AuditRefusals.Malformed;
        return opening.Matches(leaf) ? new AuditedAuthorisation(opening) : AuditRefusals.Fields;
    }
}
