using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;

namespace Writ.Gate.Authorise.Steps;

/// <summary>Whoever decided and has a signing key signed what is decided now: the vault asks for it, and nothing is authorised that it would refuse.</summary>
internal sealed class DecisionsAreSigned(DecisionSigning signing) : GateStep
{
    public override async Task<Refusal?> Check(GateCase gateCase)
    {
        // Of a decision that gives nothing nothing is signed; another step says so.
        if (gateCase.Disclosure.Items.Count == 0) return null;

        // Nobody decided yet, in a rehearsal: another step says so. And the approver signs when they approve, so none of theirs is looked for before.
        if (gateCase.Disclosure.Reviewer.Length > 0 && await signing.Against(gateCase.Work, gateCase, ApproverRoles.Reviewer) is { } refusal) return refusal;
        return gateCase.Vault is null ? null : await signing.Against(gateCase.Work, gateCase, ApproverRoles.Approver);
    }

    /// <summary>Somebody has yet to sign.</summary>
    public override Task<bool> Waits(GateCase gateCase, Refusal refusal) => Task.FromResult(refusal.Code != SigningRefusals.KeyNeededCode);
}
