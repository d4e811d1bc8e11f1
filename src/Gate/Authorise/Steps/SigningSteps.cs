using Writ.Base;
using Writ.Gate.Approvers;
using Writ.Ledger.Facts;

namespace Writ.Gate.Authorise.Steps;

/// <summary>Whoever decided and has a signing key signed what is decided now: the vault asks for it, and nothing is authorised that it would refuse.</summary>
internal sealed class DecisionsAreSigned(DecisionSigning signing) : GateStep
{
    private static readonly string[] Roles = [ApproverRoles.Reviewer, ApproverRoles.Approver];

    public override async Task<Refusal?> Check(GateCase gateCase)
    {
        foreach (var role in Roles)
        {
            // Nobody yet, in a rehearsal: another step says so.
            if ((role == ApproverRoles.Reviewer ? gateCase.Disclosure.Reviewer : gateCase.Disclosure.Approver).Length == 0) continue;
            if (await signing.Against(gateCase.Work, gateCase, role) is { } refusal) return refusal;
        }

        return null;
    }

    /// <summary>Somebody has yet to sign.</summary>
    public override Task<bool> Waits(GateCase gateCase, Refusal refusal) => Task.FromResult(refusal.Code != SigningRefusals.KeyNeededCode);
}
