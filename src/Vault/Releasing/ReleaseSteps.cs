using Writ.Ledger.Log;
using Writ.Vault.Keeping;

namespace Writ.Vault.Releasing;

/// <summary>All that stands between a request and a key, in order. The first refusal wins; a key needs every step's silence.</summary>
internal static class ReleaseSteps
{
    internal static IReadOnlyList<IReleaseStep> InOrder(VaultState state, VerifierKey log, WitnessPolicy policy, TimeProvider clock, VaultOptions options) =>
    [
        new StrictParse(),
        new SignedByPinnedLog(log, policy),
        new CosignedByWitnesses(policy),
        new CosignedJustNow(state, policy, clock),
        new LogOnlyGrew(state),
        new NothingStandsAgainst(state),
        new InTheLog(),
        new ForThisVault(state),
        new NonceWasIssued(state),
        new NonceCameBefore(state),
        new NonceIsUnused(state),
        new NotExpired(clock),
        new OnAKnownGround(),
        new OfOneGround(),
        new ByTwoPeople(),
        new ToSomebody(),
        new SubjectNotForLong(clock),
        new InsideScope(),
        new LogWasRead(state),
        new DemandIsInTheRegister(state, log, clock),
        new RecipientsAreEnrolled(state, options, clock),
        new ApproversAreEnrolled(state, options, clock),
        new DecisionsAreSigned(state, options),
        new NotDestroyed(state),
        new CanBeOpened(state),
        new NotSpentOtherwise(state, clock),
    ];

    /// <summary>What every checkpoint takes that is brought to be read or cosigned.</summary>
    internal static IReadOnlyList<CheckpointStep> ForCheckpoints(VaultState state, VerifierKey log, WitnessPolicy policy) =>
    [
        new SignedByPinnedLog(log, policy),
        new CosignedByWitnesses(policy),
        new LogOnlyGrew(state),
    ];
}
