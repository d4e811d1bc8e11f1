using Writ.Base;
using Writ.Ledger.Facts;
using Writ.Ledger.Register;
using Writ.Ledger.Register.Approvals;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>
/// Under a writ: whoever is enrolled with a key signed, with that key, a statement that covers what is asked for. So the people acted, and for this: whoever can write an authorisation in
/// their names cannot write their signatures. Nobody without a key is asked, unless the operator insists on signatures.
/// </summary>
internal sealed class DecisionsAreSigned(VaultState state, VaultOptions options) : IReleaseStep
{
    public Refusal? Check(Release release)
    {
        var authorised = release.Authorised;
        if (authorised.Ground == AuthorisationGround.Subject) return null;
        return Against(release, ApproverRoles.Reviewer, authorised.Reviewer) ?? Against(release, ApproverRoles.Approver, authorised.Approver);
    }

    private Refusal? Against(Release release, string role, string person)
    {
        if (state.InLog(read => read.PersonSince(role, person)) is not { } enrolled) return VaultRefusals.ApproverUnknown;
        if (enrolled.Key == AuthorisationGround.Nobody) return options.SignedDecisions ? VaultRefusals.ApprovalUnsigned : null;
        if (!release.Approvals.TryGetValue(role, out var given)) return VaultRefusals.ApprovalUnsigned;
        var (signed, statement) = given;
        if (signed.Thumbprint != enrolled.Key || signed.Check() is not null) return VaultRefusals.ApprovalFalse;
        return statement.Covers(release.Authorised) ? null : VaultRefusals.ApprovalOther;
    }
}
